"""The words of a Word file stay what they were, with their emphasis, notes and links."""

from __future__ import annotations

import pytest
from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.text.paragraph import Paragraph

from prepress.text.xhtml import parse_xhtml, plain_text
from tests.import_word.handouts import import_handout, raw, runs
from tests.shelf import Shelf

NASTY = [
    "5 * 3 * 2 and *stars* and **more**",
    "snake_case, _under_ and ______",
    "[brackets] [like](this) and [^1] ![pictures](x.png)",
    "<b>tags</b> & &amp; &#65; entities &copy; R&D; a < b > c",
    "`code` and ``more`` \\ back\\slashes \\* ",
    "{.class} {#id} word{: .x }",
    "~~struck~~ H~2~O ^up^",
    "a -- b --- c ... d",
    "# no heading #",
    "- no list",
    "+ no list",
    "12. no list",
    "3) no list",
    "> no quote",
    ": no definition",
    "::: note no box",
    "=====",
    "-----",
    "***",
    "*[HTML]: no abbreviation",
    "[^1]: no note",
    "[x]: http://no.definition",
    "| no | table |",
    "--- | ---",
    "```",
    "~~~ no code",
    "    four spaces",
    "title: no metadata",
    "---",
    "http://bare.example/a_b_c and me@clinic.example",
    "5'10\" tall and 6' or 7\"",
    "[ ] no task",
    "> [!NOTE] no callout",
    "$x$ @y %z% ^ | \\",
    "a trailing backslash\\",
    "“curly” ‘quotes’ – dashes — and … dots",
    "zwölf Boxkämpfer, déjà vu, ñandú",
]


@pytest.mark.parametrize("style", ["Normal", "List Bullet", "Heading 2"])
def test_text_stays_what_it_was(shelf: Shelf, style: str) -> None:
    def write(document: Document) -> None:
        document.add_paragraph("The title", style="Title")
        for number, text in enumerate(NASTY):
            document.add_paragraph(text, style=style)
            if style == "Normal":
                document.add_paragraph(f"Between {number}.")

    tree = parse_xhtml(import_handout(shelf, write).markup)
    tags = {"Normal": "p", "List Bullet": "li", "Heading 2": "h2"}
    found = [plain_text(each) for each in tree.iter(tags[style])]
    assert [text for text in found if not text.startswith("Between")] == [
        " ".join(text.split()) for text in NASTY
    ]


def test_text_in_a_table_stays_what_it_was(shelf: Shelf) -> None:
    def write(document: Document) -> None:
        table = document.add_table(len(NASTY), 2)
        for row, text in zip(table.rows, NASTY, strict=True):
            row.cells[0].text, row.cells[1].text = text, "x"

    tree = parse_xhtml(import_handout(shelf, write).markup)
    cells = [plain_text(row[0]) for row in tree.iter("tr")]
    assert cells == [" ".join(text.split()) for text in NASTY]


@pytest.mark.parametrize(
    ("parts", "markdown"),
    [
        ([("so ", ""), ("bold", "bold"), (".", "")], "so **bold**."),
        ([("so ", ""), ("slanted", "italic")], "so *slanted*"),
        ([("both", "bold italic")], "***both***"),
        ([("bold ", "bold"), ("plain", "")], "**bold** plain"),
        ([("bold", "bold"), ("slanted", "italic")], "**bold**<em>slanted</em>"),
        ([("H", ""), ("2", "subscript"), ("O", "")], "H~2~O"),
        ([("m", ""), ("2", "superscript")], "m<sup>2</sup>"),
        ([("gone", "strike")], "~~gone~~"),
        ([("so", ""), ("“x”", "bold"), ("y", "")], "so**“x”**y"),
        ([(" ", "bold"), ("a", "")], "a"),
    ],
)
def test_emphasis_is_carried_over(
    shelf: Shelf, parts: list[tuple[str, str]], markdown: str
) -> None:
    handout = import_handout(shelf, lambda document: runs(document.add_paragraph(), *parts))
    assert handout.text == f"{markdown}\n"
    assert plain_text(parse_xhtml(handout.markup)) == "".join(text for text, _ in parts).strip()


def test_line_break_stays(shelf: Shelf) -> None:
    handout = import_handout(shelf, lambda document: document.add_paragraph("one\n# two"))
    assert handout.text == "one\\\n\\# two\n"


def test_line_break_at_the_end_of_emphasised_words_stands_behind_their_marks(shelf: Shelf) -> None:
    def write(document: Document) -> None:
        paragraph = document.add_paragraph()
        run = runs(paragraph, ("One", "bold")).runs[0]
        run.add_break()
        runs(paragraph, ("two", ""))

    assert import_handout(shelf, write).text == "**One**\\\ntwo\n"


def link(paragraph: Paragraph, words: str, address: str) -> None:
    number = paragraph.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    raw(paragraph, f'<w:hyperlink r:id="{number}"><w:r><w:t>{words}</w:t></w:r></w:hyperlink>')


@pytest.mark.parametrize(
    ("address", "markdown"),
    [
        ("https://clinic.example/a_b", "[us](https://clinic.example/a_b)"),
        ("https://clinic.example/a (b)", "[us](https://clinic.example/a%20%28b%29)"),
        ("mailto:us@clinic.example", "[us](mailto:us@clinic.example)"),
        ("tel:555-0100", "[us](tel:555-0100)"),
    ],
)
def test_link_is_carried_over(shelf: Shelf, address: str, markdown: str) -> None:
    handout = import_handout(
        shelf, lambda document: link(document.add_paragraph("See "), "us", address)
    )
    assert (handout.text, handout.lost) == (f"See {markdown}\n", "")
    assert "<a " in handout.markup


@pytest.mark.parametrize(
    "address",
    [
        "file:///C:/Users/ann/plan.docx",
        "javascript:alert(1)",
        "data:text/html,x",
        "other.docx",
        "\\\\server\\x",
        "https://",
    ],
)
def test_unsafe_link_is_left_out_and_reported(shelf: Shelf, address: str) -> None:
    handout = import_handout(
        shelf, lambda document: link(document.add_paragraph("See "), "our plan", address)
    )
    assert handout.text == "See our plan\n"
    assert "The link on “our plan” was left out" in handout.lost


def test_link_to_a_heading_leads_there(shelf: Shelf) -> None:
    def write(document: Document) -> None:
        document.add_paragraph("T", style="Title")
        raw(
            document.add_paragraph("See "),
            '<w:hyperlink w:anchor="_Ref1"><w:r><w:t>below</w:t></w:r></w:hyperlink>',
        )
        raw(
            document.add_paragraph("Risks", style="Heading 1"),
            '<w:bookmarkStart w:id="1" w:name="_Ref1"/>',
        )

    handout = import_handout(shelf, write)
    assert handout.text == "See [below](#ref1)\n\n## Risks {#ref1}\n"
    assert 'href="#ref1"' in handout.markup


def test_heading_has_no_id_for_the_contents_that_were_left_out(shelf: Shelf) -> None:
    def write(document: Document) -> None:
        contents = document.add_paragraph(style=document.styles.add_style("toc 1", 1))
        raw(contents, '<w:hyperlink w:anchor="_Toc1"><w:r><w:t>Risks</w:t></w:r></w:hyperlink>')
        raw(
            document.add_paragraph("See "),
            '<w:hyperlink w:anchor="_Ref1"><w:r><w:t>below</w:t></w:r></w:hyperlink>',
        )
        for heading, bookmarks in (("Risks", ("_Toc1", "_Ref1")), ("Help", ("_Toc2",))):
            paragraph = document.add_paragraph(heading, style="Heading 1")
            for number, name in enumerate(bookmarks):
                raw(paragraph, f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>')

    handout = import_handout(shelf, write)
    assert handout.text == "See [below](#ref1)\n\n## Risks {#ref1}\n\n## Help\n"


def test_two_places_of_one_name_have_ids_of_their_own(shelf: Shelf) -> None:
    def write(document: Document) -> None:
        links = document.add_paragraph("See ")
        for name in ("_Ref1", "Ref1", "__ref1"):
            raw(links, f'<w:hyperlink w:anchor="{name}"><w:r><w:t>it</w:t></w:r></w:hyperlink>')
            raw(
                document.add_paragraph(name.strip("_"), style="Heading 1"),
                f'<w:bookmarkStart w:id="1" w:name="{name}"/>',
            )

    text = import_handout(shelf, write).text
    assert text.startswith("See [it](#ref1)[it](#ref1-to-2)[it](#ref1-to-3)\n")
    assert [line.partition(" {")[2] for line in text.splitlines() if line.startswith("#")] == [
        "#ref1}", "#ref1-to-2}", "#ref1-to-3}",
    ]  # fmt: skip


def test_link_to_a_place_that_is_not_there_is_reported(shelf: Shelf) -> None:
    def write(document: Document) -> None:
        raw(
            document.add_paragraph("See "),
            '<w:hyperlink w:anchor="gone"><w:r><w:t>below</w:t></w:r></w:hyperlink>',
        )

    handout = import_handout(shelf, write)
    assert handout.text == "See below\n"
    assert "a place in the text that is not there" in handout.lost


NOTES = """<?xml version="1.0" encoding="UTF-8"?>
<w:{kind}s xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">
<w:{kind} w:id="2"><w:p><w:r><w:t>Berman, </w:t></w:r><w:r><w:rPr><w:i/></w:rPr><w:t>Biol</w:t></w:r></w:p>
<w:p><w:r><w:t>A second paragraph.</w:t></w:r></w:p></w:{kind}></w:{kind}s>"""


@pytest.mark.parametrize("kind", ["footnote", "endnote"])
def test_note_is_carried_over(shelf: Shelf, kind: str) -> None:
    def write(document: Document) -> None:
        name = PackURI(f"/word/{kind}s.xml")
        media = f"application/vnd.openxmlformats-officedocument.wordprocessingml.{kind}s+xml"
        part = Part(name, media, NOTES.format(kind=kind).encode(), document.part.package)
        document.part.relate_to(
            part, f"{RELATIONSHIP_TYPE.OFFICE_DOCUMENT.rpartition('/')[0]}/{kind}s"
        )
        paragraph = document.add_paragraph("A fact")
        raw(paragraph, f'<w:r><w:{kind}Reference w:id="2"/></w:r>')
        runs(paragraph, (" and more.", ""))
        raw(paragraph, f'<w:r><w:{kind}Reference w:id="77"/></w:r>')

    handout = import_handout(shelf, write)
    assert (
        handout.text == "A fact[^1] and more.\n\n[^1]: Berman, *Biol*\n\n    A second paragraph.\n"
    )
    assert handout.galley().chapters[0].notes.count("<li") == 1
