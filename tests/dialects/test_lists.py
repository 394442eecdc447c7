"""Lists with letters, Roman numbers and parentheses, as Pandoc reads them."""

from __future__ import annotations

import pytest

from tests.dialects.forms import Form, Shown

#: Each form's text, and the kind and start of the list that it makes.
_LISTS = {
    "small-letters": ("a. one\nb. two", "a", None),
    "capitals": ("A.  one\nB.  two", "A", None),
    "small-romans": ("i. one\nii. two", "i", None),
    "capital-romans": ("I) one\nII) two", "I", None),
    "parentheses": ("(1) one\n(2) two", None, None),
    "letters-in-parentheses": ("(a) one\n(b) two", "a", None),
    "one-parenthesis": ("1) one\n2) two", None, None),
    "signs": ("#. one\n#. two", None, None),
    "from-three": ("3. one\n4. two", None, "3"),
    "from-c": ("c. one\nd. two", "a", "3"),
    "at-once": ("Words:\na. one\nb. two", "a", None),
}
FORMS = {name: Form(f"# One\n\n{text}\n\nAfter it.\n") for name, (text, *_) in _LISTS.items()} | {
    "name": Form("# One\n\nA. Smith wrote this.\n\nB. Jones read it.\n"),
    "abbreviation": Form("# One\n\ni. e. this is text.\n"),
    "nested": Form("# One\n\n1. one\n   a. first\n   b. second\n2. two\n"),
    "two-kinds": Form("# One\n\n(1) one\n(2) two\n\na) three\nb) four\n"),
    "examples": Form("# One\n\n(@) one\n\nWords.\n\n(@good) two\n\nAs (@good) shows.\n"),
    "loose": Form("# One\n\na. one\n\n   more of it\n\nb. two\n"),
    "definition": Form("# One\n\nTerm\n\n:   What it means\n"),
    "code": Form("# One\n\n```\na. one\nb. two\n```\n"),
}


@pytest.mark.parametrize("name", _LISTS)
def test_list_has_its_kind_start_and_items(shown: dict[str, Shown], name: str) -> None:
    _, kind, start = _LISTS[name]
    form = shown[name]
    (group,) = form.elements("//ol")
    assert (group.get("type"), group.get("start")) == (kind, start)
    assert form.words_of("//ol/li") == ["one", "two"]
    assert form.codes == []


def test_initial_of_a_name_begins_no_list(shown: dict[str, Shown]) -> None:
    assert "A. Smith wrote this." in shown["name"].words_of("//p")
    assert not shown["name"].elements("//ol")


def test_abbreviation_begins_no_list(shown: dict[str, Shown]) -> None:
    assert not shown["abbreviation"].elements("//ol")


def test_lettered_list_stands_in_a_numbered_one(shown: dict[str, Shown]) -> None:
    assert shown["nested"].words_of("//ol/li/ol[@type='a']/li") == ["first", "second"]
    assert len(shown["nested"].elements("//ol[not(ancestor::ol)]/li")) == 2


def test_lists_of_two_kinds_stay_two(shown: dict[str, Shown]) -> None:
    assert [each.get("type") for each in shown["two-kinds"].elements("//ol")] == [None, "a"]


def test_examples_are_counted_through_the_text(shown: dict[str, Shown]) -> None:
    assert [each.get("start") for each in shown["examples"].elements("//ol")] == [None, "2"]
    assert "As (2) shows." in shown["examples"].pdf
    assert shown["examples"].codes == []


def test_item_may_hold_paragraphs(shown: dict[str, Shown]) -> None:
    assert shown["loose"].words_of("//li[1]/p") == ["one", "more of it"]


def test_term_has_its_meaning(shown: dict[str, Shown]) -> None:
    assert shown["definition"].words_of("//dd") == ["What it means"]


def test_letters_in_code_are_code(shown: dict[str, Shown]) -> None:
    assert shown["code"].words_of("//pre") == ["a. one b. two"]
