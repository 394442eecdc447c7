"""What the print edition shows on its pages and says of itself."""

import re

import pikepdf
import pytest

from tests.pdf.pages import pages_of
from tests.shelf import SQUARE, Shelf

FULL = """\
title: Rest & Sleep
lang: en-GB
author: [Ann Lee, Ben Roe]
date: 2026-11-23
description: A guide.
keywords: [sleep, rest]
contact: {name: Your Clinic, phone: 555-0100, web: "https://clinic.example"}
"""
LINE = "Every word of this paragraph stands on a page, and none of its lines is left alone there. "


@pytest.mark.parametrize(
    ("trim", "size_mm"),
    [("letter", (215.9, 279.4)), ("a4", (210, 297)), ("a5", (148, 210)), ("6x9in", (152.4, 228.6))],
)
def test_page_has_the_trim_of_the_edition(
    shelf: Shelf, trim: str, size_mm: tuple[float, float]
) -> None:
    shelf.add(
        {"1.md": "# One\n"}, metadata=f"title: T\nlang: en\neditions: {{print: {{trim: {trim}}}}}\n"
    )
    document = pages_of(shelf).document
    box = document.pages[0].mediabox
    assert [float(side) * 25.4 / 72 for side in box[2:]] == pytest.approx(size_mm, abs=0.1)


def test_document_says_what_it_is(shelf: Shelf) -> None:
    document = pages_of(shelf.add({"1.md": "# One\n"}, metadata=FULL)).document
    assert document.Root.Lang == "en-GB"
    assert document.Root.ViewerPreferences.DisplayDocTitle
    with document.open_metadata() as xmp:
        assert xmp["dc:title"] == "Rest & Sleep"
        assert xmp["dc:creator"] == ["Ann Lee", "Ben Roe"]
        assert xmp["dc:description"] == "A guide."


def test_bookmarks_nest_as_the_headings_do(shelf: Shelf) -> None:
    shelf.add({"1.md": "# One\n\n## Deep\n", "2.md": "# Two\n"})
    with pages_of(shelf).document.open_outline() as outline:
        titles = [(item.title, [child.title for child in item.children]) for item in outline.root]
    assert titles == [("Tiny", []), ("One", ["Deep"]), ("Two", [])]


def test_every_page_says_whose_it_is_how_new_and_which_of_how_many(shelf: Shelf) -> None:
    shelf.add({"1.md": "# One\n\n" + f"{LINE * 5}\n\n" * 20}, metadata=FULL)
    texts = pages_of(shelf).texts
    assert len(texts) > 2
    for number, text in enumerate(texts, 1):
        assert f"Page {number} of {len(texts)}" in text
        assert "Your Clinic · Revised 23 November 2026" in text


def test_foot_without_a_clinic_has_the_title(shelf: Shelf) -> None:
    assert pages_of(shelf.add({"1.md": "Text.\n"})).texts[0].count("Tiny") == 2


@pytest.mark.parametrize("lines", range(24, 34))
def test_heading_is_never_alone_at_the_foot_of_a_page(shelf: Shelf, lines: int) -> None:
    shelf.add(
        {"1.md": "# One\n\n" + "Short.\n\n" * lines + "## Stays with its text\n\n" + LINE * 8}
    )
    for text in pages_of(shelf).texts:
        body = re.sub(r"Tiny\s+Page \d of \d\s*$", "", text.strip()).strip()
        assert not body.endswith("Stays with its text")


@pytest.mark.parametrize("lines", range(16, 26))
@pytest.mark.parametrize("kind", ["callout", "figure"])
def test_callout_and_figure_never_split(shelf: Shelf, lines: int, kind: str) -> None:
    callout = f"::: warning BEGINS\n\n{LINE * 6}\n\nENDS.\n\n:::\n"
    figure = '![BEGINS and ENDS](a.svg){.wide alt="A square"}\n'
    text = "# One\n\n" + "Short.\n\n" * lines + (callout if kind == "callout" else figure)
    texts = pages_of(shelf.add({"1.md": text, "a.svg": SQUARE})).texts
    assert [text.count("BEGINS") for text in texts] == [text.count("ENDS") for text in texts]


@pytest.mark.parametrize("lines", range(26, 32))
def test_no_line_of_a_paragraph_is_alone_on_a_page(shelf: Shelf, lines: int) -> None:
    marked = " ".join(f"{LINE}LINE{number}." for number in range(6))
    for text in pages_of(shelf.add({"1.md": "# One\n\n" + "Short.\n\n" * lines + marked})).texts:
        body = [
            line
            for line in text.split("\n")
            if line.strip() and "Short" not in line and "Page" not in line
        ]
        assert len([line for line in body if "Tiny" not in line and "One" not in line]) != 1


def test_all_text_is_on_the_pages(shelf: Shelf) -> None:
    text = (
        "# One\n\nA fact.[^a]\n\n- item\n  1. nested\n\n| h | i |\n|---|---|\n| c | d "
        "|\n\nTerm\n:   meaning\n"
    )
    text += "\n[^a]: Noted.\n"
    printed = " ".join(" ".join(pages_of(shelf.add({"1.md": text})).texts).split())
    for word in ("A fact.1", "item", "nested", "h i", "c d", "Term", "meaning", "Noted.", "•"):
        assert word in printed


def test_only_our_fonts_are_used_and_all_are_embedded(shelf: Shelf) -> None:
    document = pages_of(shelf.add({"1.md": "# One\n\nText **bold** *it* `code` Ω ☑ ∀\n"})).document
    fonts = [
        font
        for font in document.objects
        if isinstance(font, pikepdf.Dictionary) and "/FontDescriptor" in font
    ]
    names = {str(font.BaseFont) for font in fonts}
    assert names
    assert all(re.match(r"/[A-Z]{6}\+(Atkinson|Literata|Noto)", name) for name in names)
    assert all({"/FontFile2", "/FontFile3"} & set(font.FontDescriptor.keys()) for font in fonts)


def test_character_that_no_font_has_is_found_at_its_line(shelf: Shelf) -> None:
    (finding,) = pages_of(shelf.add({"1.md": "# One\n\nThe sign 𓀀 here\n"})).printed.findings
    assert (finding.code, str(finding.place)) == ("G-001", "sources/tiny/1.md:3")


def test_character_that_no_font_has_is_a_box_that_is_read_as_it(shelf: Shelf) -> None:
    pages = pages_of(shelf.add({"1.md": "# One\n\nThe signs 𓀀 and `𓀁` here\n"}))
    assert "The signs □ and □ here" in " ".join(" ".join(pages.texts).split())
    document = pages.document
    read = {
        str(each.ActualText)
        for each in document.objects
        if isinstance(each, pikepdf.Dictionary) and "/ActualText" in each
    }
    assert read == {"𓀀", "𓀁"}


def test_character_of_the_title_that_no_font_has_is_found_in_the_metadata(shelf: Shelf) -> None:
    shelf.add({"1.md": "# One\n"}, metadata="lang: en\ntitle: Sleep 😀\n")
    (finding,) = pages_of(shelf).printed.findings
    assert (finding.code, str(finding.place)) == ("G-001", "sources/tiny/book.yaml:2")


@pytest.mark.parametrize(
    "text",
    ["Zażółć gęślą jaźń", "Příliš žluťoučký kůň", "Þjóð ðæ øå ß ŝ ő ų ģ", "Ξεσκεπάζω", "Съешь ещё"],
)
def test_european_accents_have_their_glyphs(shelf: Shelf, text: str) -> None:
    pages = pages_of(shelf.add({"1.md": f"# {text}\n\n{text} *{text}* **{text}** `{text}`\n"}))
    assert pages.printed.findings == ()
    assert text in pages.texts[0]


def test_property_that_the_engine_does_not_know_is_found(shelf: Shelf) -> None:
    shelf.add({"1.md": "# One\n"})
    (shelf.root / "layouts").mkdir()
    (shelf.root / "layouts" / "look.css").write_text("p { wibble: 1 }", "utf-8")
    (finding,) = pages_of(shelf).printed.findings
    assert finding.code == "P-001"
    assert "wibble" in finding.what


def test_text_from_right_to_left_is_set_so(shelf: Shelf) -> None:
    document = pages_of(shelf.add({"1.md": "# One\n"}, metadata="title: T\nlang: he\n")).document
    assert document.Root.Lang == "he"
