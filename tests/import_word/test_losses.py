"""What does not survive the import is reported, one line of plain words for each kind, and leaves no
trace.
"""

from __future__ import annotations

import pytest
from docx.document import Document

from tests.import_word.handouts import import_handout, raw, runs
from tests.shelf import Shelf

_BOX = "<w:txbxContent><w:p><w:r><w:t>In the box</w:t></w:r></w:p></w:txbxContent>"
_DRAWING = (
    '<w:drawing><wp:inline><wp:docPr id="1" name="x"/><a:graphic><a:graphicData '
    'uri="{uri}">{inside}</a:graphicData>'
    "</a:graphic></wp:inline></w:drawing>"
)
_SHAPE = "http://schemas.microsoft.com/office/word/2010/wordprocessingShape"

_OLD_BOX = f"<w:pict><v:shape><v:textbox>{_BOX}</v:textbox></v:shape></w:pict>"
_NEW_BOX = _DRAWING.format(uri=_SHAPE, inside=f"<wps:wsp><wps:txbx>{_BOX}</wps:txbx></wps:wsp>")


def alone(shelf: Shelf, xml: str, text: str = "Before.") -> tuple[str, str]:
    """The Markdown of a paragraph with `text` and with `xml` in a run, and what was reported."""
    handout = import_handout(
        shelf, lambda document: raw(document.add_paragraph(text).add_run(), xml)
    )
    handout.galley()
    return handout.text, handout.lost


@pytest.mark.parametrize(
    "xml",
    [
        _OLD_BOX,
        _NEW_BOX,
        f"<mc:AlternateContent><mc:Choice "
        f'Requires="wps">{_NEW_BOX}</mc:Choice><mc:Fallback>{_OLD_BOX}</mc:Fallback>'
        "</mc:AlternateContent>",
    ],
    ids=["old", "new", "both"],
)
def test_text_of_a_box_stands_behind_its_paragraph(shelf: Shelf, xml: str) -> None:
    text, lost = alone(shelf, xml)
    assert text == "Before.\n\nIn the box\n"
    assert lost == (
        "The frame of 1 text box is gone; the text stands behind the paragraph that it hung "
        "on: “In the box”."
    )


@pytest.mark.parametrize(
    ("uri", "reported"),
    [
        ("http://schemas.openxmlformats.org/drawingml/2006/chart", "A chart was left out"),
        (
            "http://schemas.openxmlformats.org/drawingml/2006/diagram",
            "A SmartArt diagram was left out",
        ),
        (_SHAPE, "A drawing made of shapes was left out"),
    ],
)
def test_drawing_is_reported(shelf: Shelf, uri: str, reported: str) -> None:
    text, lost = alone(shelf, _DRAWING.format(uri=uri, inside=""))
    assert (text, lost.split(";")[0]) == ("Before.\n", reported)


def test_equation_is_left_out_whole(shelf: Shelf) -> None:
    text, lost = alone(shelf, "<m:oMath><m:r><m:t>x2</m:t></m:r></m:oMath>", "The dose is")
    assert text == "The dose is\n"
    assert (
        "1 equation was left out; write it in words, or as a picture, in the paragraph: “The "
        "dose is”."
    ) in lost


def test_tracked_changes_are_accepted(shelf: Shelf) -> None:
    def write(document: Document) -> None:
        paragraph = document.add_paragraph("Take ")
        raw(paragraph, '<w:del w:id="1"><w:r><w:delText>two</w:delText></w:r></w:del>')
        raw(paragraph, '<w:ins w:id="2"><w:r><w:t>one</w:t></w:r></w:ins>')
        runs(paragraph, (" pill.", ""))

    handout = import_handout(shelf, write)
    assert handout.text == "Take one pill.\n"
    assert handout.result.lost == (
        "Tracked insertions were taken over as plain text: “one”.",
        "Tracked deletions were carried out: “two”.",
    )


def test_comment_and_page_furniture_are_reported(shelf: Shelf) -> None:
    def write(document: Document) -> None:
        paragraph = document.add_paragraph("a")
        document.add_comment(paragraph.runs, "Is this true?")
        document.sections[0].header.paragraphs[0].text = "Your Clinic"
        document.sections[0].footer.paragraphs[0].text = "3"

    handout = import_handout(shelf, write)
    assert handout.text == "a\n"
    assert handout.result.lost == (
        "The page header was left out: “Your Clinic”.",
        "1 comment was left out: “Is this true?”.",
    )


def test_hidden_text_stays_hidden(shelf: Shelf) -> None:
    def write(document: Document) -> None:
        runs(document.add_paragraph("a"), ("secret", "hidden"))

    handout = import_handout(shelf, write)
    assert (handout.text, handout.lost) == ("a\n", "Hidden text was left out: “secret”.")


def test_looks_that_may_mean_something_are_reported(shelf: Shelf) -> None:
    def write(document: Document) -> None:
        runs(document.add_paragraph(), ("under", "underline"))
        raw(
            document.add_paragraph(),
            '<w:r><w:rPr><w:highlight w:val="yellow"/></w:rPr><w:t>marked</w:t></w:r>',
        )
        style = document.styles.add_style("Warning Box", 1)
        document.add_paragraph("Careful", style=style)

    handout = import_handout(shelf, write)
    assert handout.text == "under\n\nmarked\n\nCareful\n"
    assert [line.rpartition(": ")[0] or line for line in handout.result.lost] == [
        "Words are no more underlined, since readers take that for a link",
        "Words are no more highlighted",
        "The style “Warning Box” means nothing here; its paragraphs are plain text.",
    ]


def test_contents_are_left_to_makebook(shelf: Shelf) -> None:
    def write(document: Document) -> None:
        style = document.styles.add_style("toc 1", 1)
        document.add_paragraph("Risks\t2", style=style)
        document.add_paragraph("a")

    handout = import_handout(shelf, write)
    assert handout.text == "a\n"
    assert "Word's table of contents was left out" in handout.lost


def test_signs_of_a_symbol_font_become_what_they_mean(shelf: Shelf) -> None:
    run = (
        '<w:rPr><w:rFonts w:ascii="Wingdings" w:hAnsi="Wingdings"/></w:rPr><w:t>\uf0fe\ue123</w:t>'
    )
    handout = import_handout(
        shelf, lambda document: raw(document.add_paragraph("a "), f"<w:r>{run}</w:r>")
    )
    assert handout.text == "a 🗹\n"
    assert "1 symbol of a font that only Word knows left out" in handout.lost


def test_letters_beside_a_symbol_stay(shelf: Shelf) -> None:
    fonts = '<w:rPr><w:rFonts w:ascii="Wingdings" w:hAnsi="Wingdings"/></w:rPr>'
    handout = import_handout(
        shelf,
        lambda document: raw(
            document.add_paragraph(), f"<w:r>{fonts}<w:t>take \uf0fe 5 mg \ue123\uf8ff</w:t></w:r>"
        ),
    )
    assert handout.text == "take 🗹 5 mg\n"
    assert "2 symbols of a font that only Word knows left out" in handout.lost


def test_list_that_begins_with_another_number_begins_with_it_here(shelf: Shelf) -> None:
    def write(document: Document) -> None:
        levels = document.part.numbering_part.element.xpath(
            './/w:lvl[w:pStyle/@w:val="ListNumber2"]'
        )
        start = levels[0].find("{*}start")
        start.set(start.keys()[0], "4")
        for style in ("List Number", "List Number 2", "List Number 2"):
            document.add_paragraph(style, style=style)

    handout = import_handout(shelf, write)
    assert "4. List Number 2" in handout.text
    assert "5. List Number 2" in handout.text
    assert "count with figures here" not in handout.to_check


def test_sign_without_a_font_is_left_out_and_letters_stay(shelf: Shelf) -> None:
    handout = import_handout(
        shelf, lambda document: document.add_paragraph("Good ⌁ night 睡眠 ✓ 😊")
    )
    assert handout.text == "Good  night 睡眠 ✓ 😊\n"
    assert "No font here has ⌁" in handout.lost
    assert "No font here has 眠 睡" in handout.to_check


def test_letters_instead_of_figures_are_to_be_checked(shelf: Shelf) -> None:
    def write(document: Document) -> None:
        kind = document.part.numbering_part.element.xpath(
            './/w:lvl[w:pStyle/@w:val="ListNumber"]/w:numFmt'
        )[0]
        kind.set(kind.keys()[0], "lowerLetter")
        document.add_paragraph("a", style="List Number")

    handout = import_handout(shelf, write)
    assert handout.text == "1. a\n"
    assert "count with figures here" in handout.to_check


def test_comma_of_a_script_without_a_font_stays_and_the_command_is_named(shelf: Shelf) -> None:
    handout = import_handout(shelf, lambda document: document.add_paragraph("نوم، هل؟"))
    assert handout.text == "نوم، هل؟\n"
    assert "makebook fonts add ar" in handout.to_check
