"""The Word edition: what Word shows of a text, read by python-docx and held to Word's schema."""

from __future__ import annotations

import io

import docx
import pytest
from lxml import etree

from prepress.checks.parity.of_word import shown_by_word
from prepress.checks.parity.parity import parity_findings
from tests.shelf import SQUARE, Shelf
from tests.word.schema_order import W, misplaced
from tests.word.word_files import word_edition, written_edition, xml_of

PARTS = ("document", "styles", "settings", "footnotes", "numbering", "footer")


def opened(
    shelf: Shelf, text: str, metadata: str = "title: Tiny\nlang: en\n"
) -> docx.document.Document:
    shelf.add({"01.md": text}, metadata=metadata)
    return docx.Document(io.BytesIO(word_edition(shelf)))


def document(shelf: Shelf, text: str) -> etree._Element:
    return etree.fromstring(xml_of(word_edition(shelf.add({"01.md": text})), "word/document.xml"))


@pytest.mark.parametrize(
    ("text", "style"),
    [
        ("# One\n\nx\n\n# Words\n", "Heading 1"),
        ("## Words\n", "Heading 2"),
        ("- Words\n", "List Paragraph"),
        ("> Words\n", "Quote"),
        ("::: tip Title\nWords\n:::\n", "Callout"),
        ("::: tip Words\nMore\n:::\n", "Callout Title"),
        ("```\nWords\n```\n", "Code Block"),
        ("Term\n: Words\n", "Definition"),
    ],
)
def test_words_have_the_style_of_what_they_are(shelf: Shelf, text: str, style: str) -> None:
    found = opened(shelf, text).paragraphs
    assert [each.style.name for each in found if each.style and each.text == "Words"] == [style]


def test_text_is_whole_by_the_check_of_parity(shelf: Shelf) -> None:
    text = "## A\n\nWords.[^n]\n\n![Cap](s.svg){alt='A square'}\n\n$x^2$\n\n- [ ] Task\n\n[^n]: Note.\n"
    galley = shelf.add({"01.md": text, "s.svg": SQUARE}).galley()
    assert parity_findings(galley, shown_by_word(written_edition(galley)), "docx") == ()


def test_changes_are_tracked_from_the_first_on(shelf: Shelf) -> None:
    data = word_edition(shelf.add({"01.md": "Words.\n"}))
    settings = etree.fromstring(xml_of(data, "word/settings.xml"))
    assert settings.find(f"{W}trackRevisions") is not None


def test_metadata_stands_in_the_properties(shelf: Shelf) -> None:
    metadata = "title: Sleep\nauthor: [Ann Lee, Bo]\nlang: es\nkeywords: [a, b]\n"
    properties = opened(shelf, "Palabras.\n", metadata).core_properties
    assert (properties.title, properties.author) == ("Sleep", "Ann Lee; Bo")
    assert (properties.language, properties.keywords) == ("es", "a, b")
    assert properties.version == shelf.galley().revision


def test_picture_has_its_description(shelf: Shelf) -> None:
    shelf.add({"01.md": "![](s.svg){alt='A square'}\n", "s.svg": SQUARE})
    shapes = docx.Document(io.BytesIO(word_edition(shelf))).inline_shapes
    assert [shape._inline.docPr.get("descr") for shape in shapes] == ["A square"]


def test_header_row_is_marked_and_cells_are_merged(shelf: Shelf) -> None:
    text = (
        "<table><thead><tr><th>A</th><th>B</th></tr></thead>"
        "<tr><td rowspan='2'>C</td><td>D</td></tr><tr><td>E</td></tr>"
        "<tr><td colspan='2'>F</td></tr></table>\n"
    )
    (table,) = opened(shelf, text).tables
    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        ["A", "B"], ["C", "D"], ["C", "E"], ["F", "F"],
    ]  # fmt: skip
    assert table.rows[0]._tr.find(f"{W}trPr/{W}tblHeader") is not None


def test_note_is_a_footnote(shelf: Shelf) -> None:
    data = word_edition(shelf.add({"01.md": "Words.[^n]\n\n[^n]: A *note*.\n"}))
    body = etree.fromstring(xml_of(data, "word/document.xml"))
    notes = etree.fromstring(xml_of(data, "word/footnotes.xml"))
    (call,) = body.iter(f"{W}footnoteReference")
    note = notes.find(f"{W}footnote[@{W}id='{call.get(f'{W}id')}']")
    assert note is not None
    assert "".join(note.itertext()).strip() == "A note."


def test_note_within_a_note_stands_behind_the_chapter(shelf: Shelf) -> None:
    found = opened(shelf, "Words.[^a]\n\n[^a]: See.[^b]\n\n[^b]: Deep.\n")
    assert any("Deep." in each.text for each in found.paragraphs)


def test_blank_is_a_content_control(shelf: Shelf) -> None:
    (control,) = document(shelf, "Name: [____]{.field}\n").iter(f"{W}sdt")
    assert control.find(f"{W}sdtPr/{W}tag").get(f"{W}val") == "makebook-field"


def test_link_leads_to_a_place_of_the_text(shelf: Shelf) -> None:
    root = document(shelf, "[See](#below)\n\n## Below\n")
    (link,) = root.iter(f"{W}hyperlink")
    names = [each.get(f"{W}name") for each in root.iter(f"{W}bookmarkStart")]
    assert link.get(f"{W}anchor") in names


def test_words_in_another_language_are_marked(shelf: Shelf) -> None:
    root = document(shelf, "A [mot]{lang=fr}.\n")
    assert [each.get(f"{W}val") for each in root.iter(f"{W}lang")] == ["fr"]


def test_text_from_the_right_runs_so(shelf: Shelf) -> None:
    data = word_edition(shelf.add({"01.md": "كلمات\n"}, metadata="title: عنوان\nlang: ar\n"))
    styles = etree.fromstring(xml_of(data, "word/styles.xml"))
    assert styles.find(f".//{W}pPrDefault/{W}pPr/{W}bidi") is not None


def test_same_text_gives_the_same_bytes(shelf: Shelf) -> None:
    shelf.add({"01.md": "![](s.svg){alt='A square'}\n", "s.svg": SQUARE})
    assert word_edition(shelf) == word_edition(shelf)


def test_elements_stand_in_the_order_of_words_schema(shelf: Shelf) -> None:
    text = (
        "## Heading\n\n*Words* **bold** `code` ~~x~~ H~2~O ==m== [mot]{lang=fr} [l](https://a.b).[^n]\n\n"
        "1. One\n\n   Two\n\n   - Deep\n\n::: tip T\n- x\n:::\n\n"
        "| A | B |\n|:-:|--:|\n| c | d |\n\nName: [____]{.field}\n\n> Q\n\n---\n\n[^n]: Note.\n"
    )
    data = word_edition(shelf.add({"01.md": text}))
    parts = [etree.fromstring(xml_of(data, f"word/{name}.xml")) for name in PARTS]
    assert [each for part in parts for each in misplaced(part)] == []


def test_bookmarks_have_numbers_of_their_own(shelf: Shelf) -> None:
    starts = document(shelf, "# A\n\nB\n\n[c](#a)\n\n- d\n").iter(f"{W}bookmarkStart")
    numbers = [each.get(f"{W}id") for each in starts]
    assert len(numbers) == len(set(numbers)) > 3
