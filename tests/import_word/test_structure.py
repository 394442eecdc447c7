"""Titles, headings, lists, tables and boxes of a Word file become those of a publication."""

from __future__ import annotations

import pytest
from docx.document import Document
from docx.shared import Pt

from tests.import_word.handouts import add_picture, import_handout, raw, runs
from tests.shelf import Shelf


def paragraphs(document: Document, *pairs: tuple[str, str]) -> None:
    for style, text in pairs:
        document.add_paragraph(text, style=style)


@pytest.mark.parametrize(
    ("pairs", "title", "text"),
    [
        (
            [("Title", "Sleep"), ("Subtitle", "What helps"), ("Heading 1", "One"), ("Heading 2", "Two")],
            "Sleep: What helps",
            "## One\n\n### Two\n",
        ),
        ([("Heading 1", "Sleep"), ("Heading 2", "One"), ("Heading 3", "Two")], "Sleep", "## One\n\n### Two\n"),
        ([("Title", "Sleep"), ("Heading 3", "One"), ("Heading 5", "Two"), ("Heading 4", "Three")], "Sleep",
         "## One\n\n### Two\n\n### Three\n"),
        ([("Heading 1", "Sleep"), ("Normal", "a"), ("Heading 1", "Two")], "Sleep", "a\n\n## Two\n"),
        ([("Normal", "a"), ("Heading 1", "One")], "handout", "a\n\n## One\n"),
        ([("Title", "Sleep"), ("Normal", "a"), ("Title", "Two")], "Sleep", "a\n\n## Two\n"),
        ([("Title", "Sleep"), ("Heading 1", " "), ("Normal", "a")], "Sleep", "a\n"),
    ],
)  # fmt: skip
def test_title_and_headings(
    shelf: Shelf, pairs: list[tuple[str, str]], title: str, text: str
) -> None:
    handout = import_handout(shelf, lambda document: paragraphs(document, *pairs))
    metadata = handout.metadata
    assert ": ".join(filter(None, (metadata.title, metadata.subtitle))) == title
    assert handout.text == text
    handout.galley()


def test_title_of_the_properties_wins_over_the_first_of_several_headings(shelf: Shelf) -> None:
    def write(document: Document) -> None:
        document.core_properties.title = "Sleep: “all” of it"
        paragraphs(document, ("Heading 1", "One"), ("Normal", "a"), ("Heading 1", "Two"))

    handout = import_handout(shelf, write)
    assert (handout.metadata.title, handout.text) == (
        "Sleep: “all” of it",
        "## One\n\na\n\n## Two\n",
    )


def test_properties_become_metadata(shelf: Shelf) -> None:
    def write(document: Document) -> None:
        document.core_properties.author = 'Dr. Ann Lee; Ben #1: "Roe"\n'
        document.core_properties.keywords = "sleep, healing; rest"
        document.styles.element.find(".//{*}docDefaults//{*}lang").attrib.clear()
        raw(
            document.add_paragraph(),
            '<w:r><w:rPr><w:lang w:val="de-AT"/></w:rPr><w:t>Schlaf</w:t></w:r>',
        )

    metadata = import_handout(shelf, write).metadata
    assert metadata.author == ("Dr. Ann Lee", 'Ben #1: "Roe"')
    assert (metadata.keywords, metadata.lang, metadata.date) == (
        ("sleep", "healing", "rest"),
        "de-AT",
        None,
    )


@pytest.mark.parametrize("core", [b"\xef\xbb\xbf<broken", b"", b"<x/>"])
def test_odd_properties_count_as_none(shelf: Shelf, core: bytes) -> None:
    def write(document: Document) -> None:
        document.styles.element.find(".//{*}docDefaults//{*}lang").set(
            "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}val", "x-none!"
        )
        document.add_paragraph("a")
        part = document.part.package.part_related_by(
            "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
        )
        type(part).blob = property(lambda self: core if self is part else b"")

    from docx.opc.parts.coreprops import CorePropertiesPart

    blob = CorePropertiesPart.__dict__.get("blob")
    try:
        metadata = import_handout(shelf, write).metadata
    finally:
        if blob is None:
            del CorePropertiesPart.blob
    assert (metadata.title, metadata.author, metadata.lang) == ("handout", (), "en")


def test_lists_nest_and_go_on_behind_other_text(shelf: Shelf) -> None:
    def write(document: Document) -> None:
        paragraphs(
            document, ("List Bullet", "a"), ("List Bullet 2", "b"), ("List Bullet 3", "c"), ("List Bullet", "d"),
            ("Normal", "text"), ("List Number", "one"), ("List Number", "two"), ("Normal", "text"),
            ("List Number", "three"),
        )  # fmt: skip

    handout = import_handout(shelf, write)
    assert handout.text == (
        "- a\n    - b\n        - c\n- d\n\ntext\n\n1. one\n2. two\n\ntext\n\n3. three\n"
    )
    assert '<ol start="3">' in handout.markup


def test_list_that_begins_anew_is_a_list_of_its_own(shelf: Shelf) -> None:
    def write(document: Document) -> None:
        numbering = document.part.numbering_part.element
        kind = next(each for each in numbering.num_lst if each.numId == 5).abstractNumId.val
        restarted = numbering.add_num(kind)
        restarted.add_lvlOverride(0).add_startOverride(1)
        paragraphs(document, ("List Number", "a"), ("List Number", "b"), ("List Number", "c"))
        for paragraph, number in zip(document.paragraphs, (5, 5, restarted.numId), strict=True):
            properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()
            properties.get_or_add_numId().val, properties.get_or_add_ilvl().val = number, 0

    handout = import_handout(shelf, write)
    assert handout.text == "1. a\n2. b\n\n<!-- -->\n\n1. c\n"
    assert handout.markup.count("<ol>") == 2


def test_table_is_carried_over(shelf: Shelf) -> None:
    def write(document: Document) -> None:
        table = document.add_table(3, 3)
        for number, cell in enumerate(cell for row in table.rows for cell in row.cells):
            cell.text = f"{number}|"
        table.cell(1, 0).merge(table.cell(2, 1)).text = "merged"
        table.cell(2, 2).add_paragraph("below")

    handout = import_handout(shelf, write)
    assert handout.text == (
        "| 0\\| | 1\\| | 2\\| |\n| --- | --- | --- |\n| merged |  | 5\\| |\n|  |  | "
        "8\\|<br>below |\n"
    )
    assert "Merged cells were divided in the table that begins with “0| 1| 2|”." in handout.lost
    assert "its first row is one here" in handout.to_check
    assert handout.markup.count("<t") == 1 + 1 + 1 + 3 + 9


def test_lists_in_a_cell_keep_their_bullets_and_numbers(shelf: Shelf) -> None:
    def write(document: Document) -> None:
        table = document.add_table(1, 2)
        for style, cell in zip(("List Bullet", "List Number"), table.rows[0].cells, strict=True):
            cell.paragraphs[0].text = "Take"
            for text in ("one", "two"):
                cell.add_paragraph(text, style=style)
            cell.add_paragraph("inner", style=f"{style} 2")

    handout = import_handout(shelf, write)
    assert handout.text.startswith(
        "| Take<br>• one<br>• two<br>• inner | Take<br>1\\. one<br>2\\. two<br>1\\. inner |\n"
    )


def test_ticked_box_is_a_task_that_is_done(shelf: Shelf) -> None:
    def write(document: Document) -> None:
        paragraphs(document, ("List Bullet", "☑ done"), ("List Bullet", "☐ open"))

    assert import_handout(shelf, write).text == "- [x] done\n- [ ] open\n"


def test_table_of_one_cell_is_a_box(shelf: Shelf) -> None:
    def write(document: Document) -> None:
        cell = document.add_table(1, 1).cell(0, 0)
        runs(cell.paragraphs[0], ("When to call", "bold"))
        cell.add_paragraph("At once.")
        document.add_paragraph("between")
        document.add_table(1, 1).cell(0, 0).text = "plain"

    handout = import_handout(shelf, write)
    assert handout.text == "::: panel When to call\n\nAt once.\n\n:::\n\nbetween\n\nplain\n"
    assert "A box around “plain” became plain text" in handout.to_check
    assert "callout-panel" in handout.markup


def test_quote_stays_a_quote(shelf: Shelf) -> None:
    handout = import_handout(
        shelf, lambda document: paragraphs(document, ("Quote", "a"), ("Quote", "b"))
    )
    assert handout.text == "> a\n>\n> b\n"


def test_what_only_looks_is_not_reported(shelf: Shelf) -> None:
    def write(document: Document) -> None:
        runs(document.add_paragraph(), ("large", "")).runs[0].font.size = Pt(20)
        paragraphs(document, ("Body Text", "a"), ("List Paragraph", "b"), ("No Spacing", "c"))

    handout = import_handout(shelf, write)
    assert (handout.text, handout.lost) == ("large\n\na\n\nb\n\nc\n", "")


def test_what_is_imported_builds_at_once(shelf: Shelf) -> None:
    def write(document: Document) -> None:
        paragraphs(document, ("Title", "Sleep"), ("Normal", "Rest well. 😊"), ("Heading 1", "Why"))
        add_picture(document)
        paragraphs(document, ("Caption", "A bed"), ("List Bullet", "dark"))
        document.add_table(2, 2).cell(0, 0).text = "When"

    handout = import_handout(shelf, write)
    report = shelf.build()
    assert [built.edition for built in report.built] == ["print", "epub"]
    assert {finding.code for finding in report.findings} <= {"A-002", "T-003"}
    assert (report.exit_code, handout.metadata.title) == (0, "Sleep")


def test_same_file_gives_the_same_publication(
    shelf: Shelf, tmp_path_factory: pytest.TempPathFactory
) -> None:
    def write(document: Document) -> None:
        paragraphs(document, ("Title", "Sleep"), ("Normal", "a"))
        add_picture(document, "A bed")

    found = []
    for each in (shelf, Shelf(tmp_path_factory.mktemp("other"))):
        folder = import_handout(each, write).result.folder
        found.append(
            {
                path.relative_to(folder): path.read_bytes()
                for path in folder.rglob("*")
                if path.is_file()
            }
        )
    assert found[0] == found[1]
