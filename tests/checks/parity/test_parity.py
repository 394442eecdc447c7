"""What the text says and an edition does not show is found, with its line."""

from __future__ import annotations

import re
import zipfile
from collections import Counter
from io import BytesIO
from pathlib import Path

import pytest

from prepress.building.build import Report
from prepress.checks.parity.edition_content import EditionContent
from prepress.checks.parity.of_epub import shown_by_epub
from prepress.checks.parity.of_pdf import shown_by_pdf
from prepress.checks.parity.parity import parity_findings
from tests.shelf import SQUARE, Shelf

TEXT = {
    "1.md": """\
# One[^a]

A paragraph of words.

::: note Take care
These words matter.
:::

![A square](a.svg)

| h | i |
| --- | --- |
| cell | other |

Same.

Same.

## Second heading

1. item[^a]

[^a]: A source.
""",
    "a.svg": SQUARE,
}


def strict(shelf: Shelf, css: str = "") -> Report:
    if css:
        (shelf.root / "layouts").mkdir(exist_ok=True)
        (shelf.root / "layouts" / "look.css").write_text(css, "utf-8")
    return shelf.build("print", "epub", strict=True)


def lost(report: Report) -> list[tuple[str, str]]:
    return [
        (str(finding.place), finding.what) for finding in report.findings if finding.code == "X-001"
    ]


def test_nothing_is_lost_by_itself(shelf: Shelf) -> None:
    assert lost(strict(shelf.add(TEXT))) == []


def test_callout_that_a_stylesheet_hides_is_named_for_both_editions(shelf: Shelf) -> None:
    found = lost(strict(shelf.add(TEXT), ".callout { display: none }"))
    assert {place for place, _ in found} == {"sources/tiny/1.md:5", "sources/tiny/1.md:6"}
    for edition in ("print", "epub"):
        assert any(
            f"The {edition} edition does not show the words “These words matter.”" in what
            for _, what in found
        )


def test_heading_that_a_stylesheet_hides_is_named(shelf: Shelf) -> None:
    found = lost(strict(shelf.add(TEXT), "h2 { display: none }"))
    assert any("heading “Second heading”" in what for _, what in found)


def test_what_only_the_screen_hides_is_missing_from_the_epub_only(shelf: Shelf) -> None:
    found = lost(strict(shelf.add(TEXT), "@media screen { .callout { visibility: hidden } }"))
    assert {re.findall(r"The (\w+) edition", what)[0] for _, what in found} == {"epub"}


def epub_without(data: bytes, pattern: str, name: str = "1.xhtml") -> bytes:
    """An EPUB in which what matches `pattern` is gone from one of its files."""
    stream = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(stream, "w") as new:
        for entry in old.infolist():
            content = old.read(entry).decode("latin-1")
            changed = (
                re.sub(pattern, "", content, flags=re.S)
                if entry.filename == f"EPUB/{name}"
                else content
            )
            new.writestr(entry, changed.encode("latin-1"))
    return stream.getvalue()


@pytest.mark.parametrize(
    ("pattern", "line", "what"),
    [
        (r"<img[^>]*>", 9, "picture “A square”"),
        (r"<p>These words matter.</p>", 6, "words “These words matter.”"),
        (r"<td>other</td>", 13, "words “other”"),
        (r"<p>Same.</p>\s*(?=<p>Same)", 15, "words “Same.”"),
        (r"A source.", 23, "words “A source."),
        (r"(?<=<h2 id=\"second-heading\">)Second heading", 19, "heading “Second heading”"),
    ],
)
def test_what_is_dropped_from_an_epub_is_named_with_its_line(
    shelf: Shelf, pattern: str, line: int, what: str
) -> None:
    galley = shelf.add(TEXT).galley()
    shelf.build("epub")
    whole = (shelf.root / "output" / "tiny.epub").read_bytes()
    assert parity_findings(galley, shown_by_epub(whole), "epub") == ()
    broken = epub_without(whole, pattern)
    assert broken != whole
    findings = parity_findings(galley, shown_by_epub(broken), "epub")
    assert any(finding.place.line == line and what in finding.what for finding in findings), (
        findings
    )


def test_picture_whose_file_is_not_packed_is_named(shelf: Shelf) -> None:
    galley = shelf.add(TEXT).galley()
    shelf.build("epub")
    data = (shelf.root / "output" / "tiny.epub").read_bytes()
    stream = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(stream, "w") as new:
        for entry in old.infolist():
            if not entry.filename.endswith(".svg"):
                new.writestr(entry, old.read(entry))
    (finding,) = parity_findings(galley, shown_by_epub(stream.getvalue()), "epub")
    assert "picture “A square”" in finding.what


def test_tagged_pdf_shows_pictures_and_headings(shelf: Shelf, tmp_path: Path) -> None:
    shelf.add(TEXT).build("print")
    shown = shown_by_pdf((shelf.root / "output" / "tiny.pdf").read_bytes())
    assert shown.pictures == {"A square": 1}
    assert shown.headings is not None
    assert set(shown.headings) == {"Tiny", "One1", "Second heading", "Take care", "References"}


def test_word_that_a_line_divides_is_not_missing(shelf: Shelf) -> None:
    galley = shelf.add({"1.md": "# One\n\nAn extraordinary day.\n"}).galley()
    assert (
        parity_findings(galley, EditionContent("One\nAn extraor\u00ad\ndinary day."), "print") == ()
    )


def test_text_that_a_page_divides_is_not_missing(shelf: Shelf) -> None:
    galley = shelf.add({"1.md": "# One\n\nThe first half and the second half of it.\n"}).galley()
    shown = EditionContent("One\nThe first half and\nTiny Page 1 of 2\nthe second half of it.")
    assert parity_findings(galley, shown, "print") == ()


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("A *b* and many other words.", "A b"),
        ("A **b *c* and many more of its words** d.", "A b c d"),
        ("A **whole sentence in bold**.", "A"),
    ],
)
def test_words_inside_and_after_emphasis_are_missed(shelf: Shelf, text: str, shown: str) -> None:
    galley = shelf.add({"1.md": f"# One\n\n{text}\n"}).galley()
    (finding,) = parity_findings(galley, EditionContent(f"One\n{shown}"), "print")
    assert f"the words “{text.replace('*', '')}”" in finding.what


def test_picture_that_says_nothing_is_not_missed(shelf: Shelf) -> None:
    galley = shelf.add({"1.md": "# One\n\n![](a.svg){.decorative}\n", "a.svg": SQUARE}).galley()
    assert parity_findings(galley, EditionContent("One", Counter()), "epub") == ()


def test_lost_source_is_named(shelf: Shelf) -> None:
    """A list of sources leads back to the text, as notes do."""
    source = "references:\n- {id: a, type: book, title: A Book of Words}\n"
    shelf.add({"1.md": "Words [@a].\n"}, metadata=f"title: T\nlang: en\n{source}")
    found = parity_findings(shelf.galley(), EditionContent("Words"), "epub")
    assert ["A Book of Words" in each.what for each in found].count(True) == 1
