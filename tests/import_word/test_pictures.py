"""Pictures come out of the Word file under names that say what they show, with their alt text."""

from __future__ import annotations

import pytest
from docx.document import Document

from prepress.import_word import picture_files
from tests.import_word.handouts import add_picture, import_handout, picture, raw, runs
from tests.shelf import Shelf


def test_picture_brings_its_alt_text_and_is_named_by_it(shelf: Shelf) -> None:
    handout = import_handout(
        shelf, lambda document: add_picture(document, 'A “bed” {by} a "wide" window')
    )
    name = "a-bed-by-a-wide-window.png"
    assert handout.pictures == [name]
    assert handout.text == f'![](images/{name}){{alt="A “bed” (by) a “wide” window"}}\n'
    assert 'alt="A “bed” (by) a “wide” window"' in handout.markup
    assert handout.to_check.count("\n") == 0


def test_caption_belongs_to_the_picture(shelf: Shelf) -> None:
    def write(document: Document) -> None:
        add_picture(document, "A bed")
        runs(
            document.add_paragraph(style="Caption"),
            ("Figure 1: ", ""),
            ("my", "italic"),
            (" [bed]", ""),
        )

    handout = import_handout(shelf, write)
    assert handout.text == '![Figure 1: *my* \\[bed\\]](images/a-bed.png){alt="A bed"}\n'
    assert "<figcaption>Figure 1: <em>my</em> [bed]</figcaption>" in handout.markup


@pytest.mark.parametrize(
    "alt", [None, "", "  ", "photo 1.jpg", "C:\\Users\\ann\\bed.png", "Picture 1"]
)
def test_picture_without_alt_text_gets_a_placeholder_that_is_pointed_out(
    shelf: Shelf, alt: str | None
) -> None:
    def write(document: Document) -> None:
        document.add_paragraph("Rest in bed")
        add_picture(document, alt)

    handout = import_handout(shelf, write)
    assert handout.text.endswith(
        '![](images/rest-in-bed.png){alt="To be described: Rest in bed"}\n'
    )
    assert "images/rest-in-bed.png has no alt text in Word" in handout.to_check
    assert [finding.code for finding in handout.galley().findings] == ["A-002"]


def test_alt_text_that_word_made_is_to_be_checked(shelf: Shelf) -> None:
    handout = import_handout(
        shelf,
        lambda document: add_picture(
            document, "A person in bed\n\nDescription automatically generated"
        ),
    )
    assert '{alt="A person in bed"}' in handout.text
    assert "Word itself made the alt text “A person in bed”" in handout.to_check


def test_ornament_stays_an_ornament(shelf: Shelf) -> None:
    def write(document: Document) -> None:
        document.add_paragraph("a")
        add_picture(document)
        mark = '<adec:decorative xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/decorative" val="1"/>'
        from docx.oxml import parse_xml

        document.inline_shapes[0]._inline.docPr.append(parse_xml(mark))

    handout = import_handout(shelf, write)
    assert handout.text == "a\n\n![](images/ornament.png){.decorative}\n"
    assert 'alt=""' in handout.markup


def test_same_picture_is_one_file_and_others_get_numbers(shelf: Shelf) -> None:
    def write(document: Document) -> None:
        for alt, colour in (("A bed", "navy"), ("A bed again", "navy"), ("A bed", "green")):
            add_picture(document, alt, colour)

    assert import_handout(shelf, write).pictures == ["a-bed-2.png", "a-bed.png"]


@pytest.mark.parametrize(
    ("alt", "name"),
    [
        (" ".join(["ring"] * 30), "-".join(["ring"] * 8)),
        ("r" * 90, "r" * 40),
    ],
)
def test_long_description_is_cut_to_whole_words_for_the_file_s_name(
    shelf: Shelf, alt: str, name: str
) -> None:
    handout = import_handout(shelf, lambda document: add_picture(document, alt))
    assert handout.pictures == [f"{name}.png"]


def test_picture_within_a_paragraph_stands_before_it(shelf: Shelf) -> None:
    def write(document: Document) -> None:
        paragraph = document.add_paragraph("Rest ")
        paragraph.add_run().add_picture(picture())
        document.inline_shapes[0]._inline.docPr.set("descr", "A bed")
        runs(paragraph, ("well.", ""))

    assert import_handout(shelf, write).text == '![](images/a-bed.png){alt="A bed"}\n\nRest well.\n'


def test_old_kinds_become_png(shelf: Shelf) -> None:
    handout = import_handout(shelf, lambda document: add_picture(document, "A bed", kind="TIFF"))
    assert handout.pictures == ["a-bed.png"]
    assert handout.galley().pictures[0].media_type == "image/png"


def test_picture_that_nobody_can_show_is_reported(shelf: Shelf) -> None:
    def write(document: Document) -> None:
        document.add_paragraph("Rest in bed")
        add_picture(document, "A bed")
        image = document.part.related_parts[
            document.inline_shapes[0]._inline.graphic.graphicData.pic.blipFill.blip.embed
        ]
        image._blob = b"\x01\0\0\0 EMF"

    handout = import_handout(shelf, write)
    assert handout.text == "Rest in bed\n"
    assert (
        "A picture near “Rest in bed” was left out, since no e-reader can show it" in handout.lost
    )


@pytest.mark.parametrize(("side", "is_kept"), [(50, True), (51, False)])
def test_scan_that_is_too_large_is_reported(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch, side: int, is_kept: bool
) -> None:
    monkeypatch.setattr(picture_files, "_MOST_PIXELS", 60 * 50)

    def write(document: Document) -> None:
        document.add_paragraph("Rest")
        add_picture(document, "A scan", kind="TIFF", size=(60, side))

    handout = import_handout(shelf, write)
    assert ("![](images/a-scan.png)" in handout.text) is is_kept
    assert ("A picture near “Rest” was left out" in handout.lost) is not is_kept


def test_picture_outside_the_file_is_reported_and_not_fetched(shelf: Shelf) -> None:
    def write(document: Document) -> None:
        document.add_paragraph("a")
        add_picture(document, "A bed")
        blip = document.inline_shapes[0]._inline.graphic.graphicData.pic.blipFill.blip
        blip.embed = document.part.relate_to(
            "https://elsewhere.example/x.png", "image", is_external=True
        )

    handout = import_handout(shelf, write)
    assert handout.text == "a\n"
    assert "it lies outside the Word file, at “https://elsewhere.example/x.png”" in handout.lost


def test_cropped_picture_is_to_be_checked(shelf: Shelf) -> None:
    def write(document: Document) -> None:
        add_picture(document, "A bed")
        from docx.oxml import parse_xml
        from docx.oxml.ns import nsdecls

        fill = document.inline_shapes[0]._inline.graphic.graphicData.pic.blipFill
        fill.insert(1, parse_xml(f'<a:srcRect {nsdecls("a")} l="20000"/>'))

    assert "A picture was cropped in Word" in import_handout(shelf, write).to_check


def test_picture_in_an_old_drawing_is_carried_over(shelf: Shelf) -> None:
    def write(document: Document) -> None:
        add_picture(document, "gone")
        number = document.inline_shapes[0]._inline.graphic.graphicData.pic.blipFill.blip.embed
        paragraph = document.add_paragraph("Rest")
        document.paragraphs[0]._p.getparent().remove(document.paragraphs[0]._p)
        raw(
            paragraph.add_run(),
            f'<w:pict><v:shape><v:imagedata r:id="{number}"/></v:shape></w:pict>',
        )

    assert "![](images/rest.png)" in import_handout(shelf, write).text
