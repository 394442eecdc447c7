"""Page notes: the notes of a book at the foot of the pages on which they are called."""

from __future__ import annotations

import pypdfium2

from prepress.galley.galley import SetChapter
from prepress.pdf.page_notes import with_page_notes
from tests.shelf import Shelf

BOOK = "title: Tiny\nlang: en\nlayout: book\nnotes: page\nlook: {foot: false}\n"
MARKUP = (
    '<p>One<a class="note-call" href="#n1" id="r1">1</a> two.</p>'
    '<h2>Three<a class="note-call" href="#n2" id="r2">2</a></h2>'
    '<p>Again<a class="note-call" href="#n1">1</a></p>'
)
NOTES = (
    '<ol><li id="n1"><p>First <em>note</em>. <a class="note-back" href="#r1">↩</a></p>'
    '<ul><li>item</li></ul></li><li id="n2"><p>Second.</p></li></ol>'
)


def moved(markup: str = MARKUP, notes: str = NOTES) -> SetChapter:
    return with_page_notes(SetChapter("one", "one", "1.md", "One", markup, notes, ()))


def test_note_stands_in_place_of_its_first_call_in_elements_of_a_line() -> None:
    assert moved().markup.startswith(
        '<p>One<span id="n1" class="footnote" data-number="1"><span class="note-p">First '
        '<em>note</em>. </span><span class="note-ul"><span class="note-li">item</span></span>'
        "</span> two.</p>"
    )


def test_second_call_leads_to_it() -> None:
    assert '<p>Again<a class="note-call" href="#n1">1</a></p>' in moved().markup


def test_note_of_a_heading_stays_in_the_list_with_its_number() -> None:
    assert '<a class="note-call" href="#n2" id="r2">2</a></h2>' in moved().markup
    assert moved().notes == '<ol><li id="n2" value="2"><p>Second.</p></li></ol>'


def test_list_goes_with_its_last_note() -> None:
    notes = NOTES.partition('<li id="n2">')[0] + "</ol>"
    assert moved(MARKUP.partition("<h2>")[0], notes).notes == ""


def test_white_space_in_it_is_that_of_a_line() -> None:
    notes = '<ol><li id="n1">\n<p>A\nnote\u00a0of  two</p>\n<pre>a\n b</pre>\n</li></ol>'
    assert moved(MARKUP.partition("<h2>")[0], notes).markup == (
        '<p>One<span id="n1" class="footnote" data-number="1"><span class="note-p">A note\u00a0of '
        'two</span><span class="note-pre">a\n b</span></span> two.</p>'
    )


def test_notes_stand_on_the_pages_of_their_calls(shelf: Shelf) -> None:
    filler = "Sleep is a land that all of us visit. " * 60
    text = f"# One\n\nFirst.[^a]\n\n{filler}\n\n{filler}\n\n{filler}\n\nLast.[^b]\n\n"
    text += "[^a]: The note of the first page.\n\n[^b]: The note of the last page.\n"
    shelf.add({"1.md": text, "2.md": "# Two\n\nMore.\n"}, metadata=BOOK)
    report = shelf.build("print")
    assert report.failures == ()
    assert not {"P-001", "X-001"} & {each.code for each in report.findings}
    pages = texts_of_pages(shelf)
    first = next(page for page in pages if "First." in page)
    last = next(page for page in pages if "Last." in page)
    assert first != last
    assert "1. The note of the first page." in first
    assert "2. The note of the last page." in last


def texts_of_pages(shelf: Shelf) -> list[str]:
    with pypdfium2.PdfDocument(shelf.root / "output" / "tiny.pdf") as document:
        return [" ".join(page.get_textpage().get_text_range().split()) for page in document]
