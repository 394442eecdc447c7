"""The examples of CommonMark and of GitHub's Markdown are set as these have them, or the reason why
not is known; the manual says of how many.
"""

from __future__ import annotations

import re
from collections import Counter

import pytest

from tests.conformance.differences import DIFFERENT, different
from tests.conformance.examples import COMMONMARK, GFM, read_examples
from tests.conformance.html_trees import tree
from tests.docs.manual import manual_text
from tests.galley.markup.texts import marked_up

SETS = (COMMONMARK, GFM)


@pytest.mark.parametrize("name", SETS)
def test_examples_are_set_as_the_specification_has_them_or_for_a_reason_not(name: str) -> None:
    others = {
        example.number
        for example in read_examples(name)
        if tree(marked_up(example.markdown).html) != tree(example.html)
    }
    assert sorted(others - different(name)) == [], "set in another way without a reason"
    assert sorted(different(name) - others) == [], "set as the specification has it by now"


@pytest.mark.parametrize("name", SETS)
def test_each_difference_has_one_reason(name: str) -> None:
    numbers = Counter(number for each in DIFFERENT[name].values() for number in each)
    assert [number for number, count in numbers.items() if count > 1] == []
    assert all(re.fullmatch(r"\S[^\n]*\.", reason) for reason in DIFFERENT[name])


@pytest.mark.parametrize(
    ("ours", "same"),
    [
        ("<p>“one” – two</p>", True),
        ('<p id="a" class="b">"one" -- <!-- x -->two</p>', True),
        ('<p>"one" -- <em>two</em></p>', False),
        ('<p>"one" -- two</p><p>three</p>', False),
        ('<p>"one" -- <a href="https://example.org/">two</a></p>', False),
    ],
)
def test_trees_tell_what_a_reader_meets(ours: str, same: bool) -> None:
    assert (tree(ours) == tree('<p>"one" -- two</p>')) is same


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        (COMMONMARK, r"Of CommonMark’s (\d+) examples (\d+)\s+are set as the specification\s+has"),
        (GFM, r"of the (\d+) of GitHub’s extensions (\d+)"),
    ],
)
def test_manual_says_of_how_many_examples(name: str, sentence: str) -> None:
    said = re.search(sentence.replace(" ", r"\s+"), manual_text())
    assert said, "the manual says nothing of them"
    every = len(read_examples(name))
    assert (int(said[1]), int(said[2])) == (every, every - len(different(name)))
