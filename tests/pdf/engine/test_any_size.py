"""Work grows with the text and no faster: in one long paragraph, one long word, many pages."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from cProfile import Profile
from typing import Any

import pydyf
import pytest
from weasyprint.text.line_break import Layout

from prepress.epub import page_list
from prepress.galley.page_breaks import ANCHOR, PageBreak, letter_places, letters
from prepress.galley.setting.draft import unique_name
from prepress.screen.parts import Document
from prepress.text.xhtml import parse_xhtml
from tests.shelf import Shelf

SENTENCE = "Rest helps most people after a long day of care. "
SIZES = (1, 4)


def assert_linear(work: Callable[[int], float], tolerance: float = 1.25) -> None:
    """Four times as much takes four times as much work, but for a little."""
    done = [work(size) for size in SIZES]
    assert all(
        amount <= tolerance * size * done[0] for size, amount in zip(SIZES, done, strict=True)
    ), done


@pytest.mark.parametrize("text", [SENTENCE * 120, "Ж" * 1_500])
def test_long_paragraph_is_broken_from_what_is_near(
    text: str, shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    set_whole = Layout.set_text
    letters_set = 0

    def set_and_count(self: Any, text: str, *others: Any, **options: Any) -> None:
        nonlocal letters_set
        letters_set += len(text)
        set_whole(self, text, *others, **options)

    monkeypatch.setattr(Layout, "set_text", set_and_count)

    def work(size: int) -> int:
        nonlocal letters_set
        letters_set = 0
        metadata = "title: Tiny\nlang: en\neditions: {print: {pages: 99}}\n"  # set but once
        shelf.add({"1.md": f"# One\n\n{text * size}\n"}, metadata=metadata).build("print")
        return letters_set

    assert_linear(work)


def test_pages_of_a_long_paragraph_are_found_in_one_walk(monkeypatch: pytest.MonkeyPatch) -> None:
    walked = 0

    def count(text: str) -> Iterator[tuple[int, int]]:
        nonlocal walked
        for place in letter_places(text):
            walked += 1
            yield place

    monkeypatch.setattr(page_list, "letter_places", count)

    def work(size: int) -> int:
        nonlocal walked
        walked = 0
        text = SENTENCE * 100 * size
        markup = f'<html xmlns="http://www.w3.org/1999/xhtml"><body><p {ANCHOR}="c.t0">{text}</p>'
        tree = parse_xhtml(f"{markup}</body></html>")
        many = range(500, len(letters(text)), 500)
        breaks = [PageBreak(str(number), "c", "c.t0", at) for number, at in enumerate(many, 2)]
        page_list.mark_pages(breaks, {"c": _document(tree)})
        assert len(tree.xpath("//*[@role='doc-pagebreak']")) == len(breaks)
        return walked

    assert_linear(work)


def _document(tree: Any) -> Document:
    document = object.__new__(Document)
    object.__setattr__(document, "tree", tree)
    return document


def test_many_pages_are_laid_out_and_written_in_as_many_steps(shelf: Shelf) -> None:
    def work(size: int) -> int:
        chapters = {
            f"{number}.md": f"# Chapter {number}\n\n{SENTENCE * 9}\n\nSee [it]({number}.md).\n"
            for number in range(1, 2 * size + 1)
        }
        shelf.add(chapters, metadata="title: Tiny\nlang: en\nlayout: book\n")
        profile = Profile()
        profile.runcall(shelf.build, "print")
        return sum(each.callcount for each in profile.getstats())

    shelf.add({"0.md": "# First\n"}).build("print")  # what is read once
    assert_linear(work)


def test_references_to_pages_are_made_once() -> None:
    pdf = pydyf.PDF()
    for number in range(1, 4):
        pdf.add_page(pydyf.Dictionary({"Type": "/Page"}))
        assert len(pdf.page_references) == number
    assert pdf.page_references is pdf.page_references
    assert [*pdf.page_references] == [f"{number} 0 R".encode() for number in pdf.pages["Kids"][::3]]


def test_equal_headings_get_their_numbers_quickly() -> None:
    class Taken(set[str]):
        asked = 0

        def __contains__(self, name: object) -> bool:
            Taken.asked += 1
            return super().__contains__(name)

    taken = Taken()
    names = [unique_name("rest", taken) for _ in range(2_000)]
    assert names == ["rest", *(f"rest-{number}" for number in range(2, 2_001))]
    assert Taken.asked < 30 * len(names)


@pytest.mark.parametrize(
    "text", ["a\u0301b c", "\u1100\u1161\u11a8x", "“ﬁne” ① straße", "日本 ゙カ", ""]
)
def test_places_count_as_many_letters_as_the_text_has(text: str) -> None:
    assert sum(count for _, count in letter_places(text)) == len(letters(text))
