"""What a proofreader would mark on laid-out pages."""

import time
from dataclasses import dataclass
from pathlib import Path

import pytest

from prepress.building.composition import layouts_of, words_of
from prepress.editions import EDITIONS
from prepress.editions.pdf_edition import PdfEdition
from prepress.editions.print_edition import PrintEdition
from prepress.findings import Finding
from prepress.galley.setting.set_galley import set_galley
from prepress.manuscript.reading import read
from prepress.pdf.engine.engine import lay_out
from prepress.pdf.pages import Pages, PrintContext, lay_out_pages
from prepress.pdf.proofs import proof_findings
from prepress.project.project import Project, publications
from tests.shelf import SQUARE, Shelf

ROOT = Path(__file__).parents[2]
LINE = "Every word of this paragraph stands on a page, and none of its lines is left alone there. "
PARAGRAPH = f"{LINE * 4}\n\n"
#: A page so small that few words fill it, with a measure that is good to read.
SMALL = "@page { size: 140mm 110mm; margin: 10mm !important } :root { --text-size: 11pt } "
FLOAT = "![A legend beside the text](a.svg)\n\n"
#: A picture without a legend.
PICTURE = '![](a.svg){alt="A square"}\n\n'
OVERLEAF = "{ break-before: page !important }"


@dataclass(frozen=True)
class Proofreader:
    """Reads the first book on the shelf, set with the look `css`."""

    shelf: Shelf

    def read(
        self, text: str, css: str = "", metadata: str = "title: Tiny\nlang: en\n"
    ) -> tuple[Finding, ...]:
        self.shelf.add({"1.md": text, "a.svg": SQUARE}, metadata=metadata)
        (self.shelf.root / "layouts").mkdir(exist_ok=True)
        (self.shelf.root / "layouts" / "look.css").write_text(css, "utf-8")
        galley, layouts = self.shelf.set()
        words = words_of(galley.manuscript, layouts)[0]
        copy = PrintContext(galley, self.shelf.project, layouts, words)
        return proof_findings(lay_out_pages(copy, _print()).document, galley)

    def marks(self, code: str, text: str, css: str = "") -> list[str]:
        """The places and words of all findings of `code`."""
        return [f"{each.place}: {each.what}" for each in self.read(text, css) if each.code == code]

    def read_html(self, body: str) -> tuple[Finding, ...]:
        galley, layouts = self.shelf.add({"1.md": "# One\n"}).set()
        html = (
            f"<html lang='en'><style>@page {{ size: 120mm 60mm; margin: 10mm "
            f"}}</style><body>{body}</body></html>"
        )
        return proof_findings(lay_out(html, self.shelf.root, layouts, {}), galley)


@pytest.fixture
def proofreader(shelf: Shelf) -> Proofreader:
    return Proofreader(shelf)


def _print() -> PdfEdition:
    edition = EDITIONS["print"]
    assert isinstance(edition, PrintEdition)
    return edition


def test_what_is_written_once_is_found_without_reading_the_text_again(
    proofreader: Proofreader, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("prepress.galley.source_map.trace.trace_text", None)
    text = f"# One\n\nText.\n\n## A heading of eight words that stands alone here\n\n{LINE}\n"
    (mark,) = proofreader.marks("T-001", text, f"h2 + p {OVERLEAF} h2 {{ break-after: auto }}")
    assert ":5: " in mark


def test_heading_at_the_foot_is_found(proofreader: Proofreader) -> None:
    text = f"# One\n\n{PARAGRAPH}## Left *alone*\n\n{PARAGRAPH}"
    (mark,) = proofreader.marks("T-001", text, f"h2 + p {OVERLEAF} h2 {{ break-after: auto }}")
    assert mark == "sources/tiny/1.md:5: Page 1: the heading “Left alone” stands alone at the foot."


def test_heading_that_has_only_a_float_beside_it_is_found(proofreader: Proofreader) -> None:
    text = f"# One\n\n{PARAGRAPH}## Left alone\n\n{FLOAT}Text.\n"
    css = (
        f"figure {{ float: left; width: 20mm }} figure + p {OVERLEAF} h2, figure {{ break-after: "
        f"auto }}"
    )
    (mark,) = proofreader.marks("T-001", text, css)
    assert "“Left alone”" in mark


def test_heading_above_its_text_is_good(proofreader: Proofreader) -> None:
    text = f"# One\n\n{PARAGRAPH}## Not alone\n\n{PARAGRAPH * 8}## Nor this\n\n{PARAGRAPH * 8}"
    assert proofreader.marks("T-001", text, SMALL) == []


@pytest.mark.parametrize(
    ("text", "css"),
    [
        ("# One\n\n## A\n\n## B\n\nText.\n", f"h2 + h2 {OVERLEAF}"),
        (f"# One\n\n## A\n\n{PICTURE}Text.\n", f"p + p, figure + p {OVERLEAF}"),
        (
            f"# One\n\n## A\n\n{PICTURE}Text.\n",
            f"p + p, figure + p {OVERLEAF} img {{ display: block }}",
        ),
        ("Text.\n", ".titlepage { break-after: page }"),
    ],
    ids=[
        "that has no text",
        "above a picture",
        "above a picture that is a block",
        "on a title page",
    ],
)
def test_heading_that_nothing_overleaf_belongs_to_is_good(
    proofreader: Proofreader, text: str, css: str
) -> None:
    assert proofreader.marks("T-001", text, css) == []


@pytest.mark.parametrize("call", ["", "[^n]"])
def test_line_that_introduces_a_list_overleaf_is_found(proofreader: Proofreader, call: str) -> None:
    text = f"# One\n\nWhat you{call} need:{call}\n\n- Rest\n- Sleep\n\n[^n]: A note.\n"
    (mark,) = proofreader.marks("T-001", text, f".chapter > ul {OVERLEAF}")
    assert mark.startswith("sources/tiny/1.md:3: Page 1: the line “What you need:” is the last")


def test_item_that_introduces_a_list_overleaf_is_found(proofreader: Proofreader) -> None:
    (mark,) = proofreader.marks("T-001", "# One\n\n- You need:\n    - Rest\n", f"li li {OVERLEAF}")
    assert mark.startswith("sources/tiny/1.md:3: Page 1: the line “You need:”")


QUOTE = "# One\n\nThey said:\n\n> - Rest\n"


@pytest.mark.parametrize(
    "text",
    [
        "# One\n\nA statement.\n\n- Rest\n",
        "# One\n\nThis is:\n\nText.\n\n- Rest\n",
        "# One\n\n- You need:\n- Rest\n",
        QUOTE,
    ],
    ids=["no colon", "no list", "inside the list", "a list in a quote"],
)
def test_line_that_introduces_no_list_overleaf_is_good(proofreader: Proofreader, text: str) -> None:
    css = f".chapter > p + ul {OVERLEAF} p + p {OVERLEAF} li + li, blockquote {OVERLEAF}"
    assert proofreader.marks("T-001", text, css) == []


def test_line_above_its_list_is_good(proofreader: Proofreader) -> None:
    assert proofreader.marks("T-001", "# One\n\nWhat you need:\n\n- Rest\n- Sleep\n") == []


def test_bullet_without_its_text_is_found(proofreader: Proofreader) -> None:
    css = f"li {{ list-style-position: inside }} li + li > p {OVERLEAF}"
    (mark,) = proofreader.marks("T-001", "# One\n\n- First\n\n- Rest a while\n", css)
    assert mark.startswith(
        "sources/tiny/1.md:5: Page 1: the bullet or number of “Rest a while” stands here"
    )


def test_bullet_with_its_text_is_good(proofreader: Proofreader) -> None:
    text = "# One\n\n" + f"- {LINE * 2}\n\n    {LINE * 3}\n" * 9
    assert proofreader.marks("T-001", text, SMALL) == []


CALLOUT = f"# One\n\n{PARAGRAPH}::: warning When to call\n\n{PARAGRAPH * 2}:::\n"
FIGURE = f'# One\n\n{PARAGRAPH * 2}![What it shows.  {LINE * 3}](a.svg){{.wide alt="A square"}}\n'


@pytest.mark.parametrize(
    ("text", "name", "line"),
    [(CALLOUT, "callout “When to call", 5), (FIGURE, "figure “What it shows", 7)],
)
def test_callout_or_figure_on_two_pages_is_found(
    proofreader: Proofreader, text: str, name: str, line: int
) -> None:
    css = (
        f"figure, aside {{ break-inside: auto !important }} aside p + p, figcaption "
        f"{OVERLEAF} img {{ width: 9mm }}"
    )
    (mark,) = proofreader.marks("T-002", text, css)
    assert mark.startswith(f"sources/tiny/1.md:{line}: Page 1: the {name}")


@pytest.mark.parametrize("above", [0, 3, 6])
@pytest.mark.parametrize("text", [CALLOUT, FIGURE])
def test_whole_callout_or_figure_is_good(proofreader: Proofreader, text: str, above: int) -> None:
    text = "Short.\n\n" * above + text
    assert proofreader.marks("T-002", text, SMALL + "figure img { width: 44mm }") == []


def test_nearly_empty_last_page_is_found_in_spite_of_its_foot(proofreader: Proofreader) -> None:
    (mark,) = proofreader.marks("T-003", f"# One\n\n{PARAGRAPH}The end.\n", f"p + p {OVERLEAF}")
    assert mark == "sources/tiny/1.md:5: Page 2: the last page is less than a fifth full."


@pytest.mark.parametrize(
    ("text", "css"),
    [
        ("# One\n\nThe end.\n", ""),
        (
            f"# One\n\n{PARAGRAPH * 3}",
            f"p + p {OVERLEAF} p + p + p {{ break-before: auto !important }}" + SMALL,
        ),
        (f"# One\n\nText.\n\n{PICTURE}", f"figure, p + p {OVERLEAF} img {{ width: 100% }}"),
        (
            f"# One\n\nText.\n\n{PICTURE}",
            f"figure, p + p {OVERLEAF} img {{ display: block; width: 100% }}",
        ),
    ],
    ids=["only page", "text", "picture", "picture that is a block"],
)
def test_last_page_that_is_full_enough_is_good(
    proofreader: Proofreader, text: str, css: str
) -> None:
    assert proofreader.marks("T-003", text, css) == []


@pytest.mark.parametrize(
    ("css", "wrong"),
    [(":root { --text-size: 7pt }", "too long"), (".chapter { width: 45mm }", "too short")],
)
def test_measure_that_is_hard_to_read_is_found_once(
    proofreader: Proofreader, css: str, wrong: str
) -> None:
    (mark,) = proofreader.marks("T-004", "# One\n\n" + f"{LINE * 9}\n\n" * 4, css)
    assert mark.startswith("sources/tiny/book.yaml: All pages: a full line has about ")
    assert wrong in mark


@pytest.mark.parametrize(
    ("text", "css"),
    [
        ("# One\n\n" + PARAGRAPH * 9, SMALL),
        (f"# One\n\n{LINE * 5}\n", ":root { --text-size: 7pt }"),
        ("# One\n\n" + "Short  \n" * 30, ""),
        (f"# One\n\n::: tip Note\n\n{LINE * 9}\n\n:::\n", "aside { width: 45mm }"),
        (f"# One\n\nText.[^n]\n\n[^n]: {LINE * 9}\n", ".notes { width: 45mm }"),
    ],
    ids=["good measure", "few lines", "verse", "callout", "notes"],
)
def test_measure_is_good(proofreader: Proofreader, text: str, css: str) -> None:
    assert proofreader.marks("T-004", text, css) == []


def test_accents_do_not_make_a_line_longer(proofreader: Proofreader) -> None:
    text = (
        "# One\n\n"
        + f"{LINE * 4}\n\n".replace("a", "a\u0301").replace("e", "e\u0301").replace("o", "o\u0301")
        * 9
    )
    assert proofreader.marks("T-004", text, SMALL + ":root { --text-size: 9.5pt }") == []


LONG = "internationalization " * 8


def test_ladder_of_hyphens_is_found(proofreader: Proofreader) -> None:
    text = f"# One\n\nText.\n\nAn {LONG}\n"
    (mark,) = proofreader.marks("T-005", text, ".chapter p { width: 31mm; hyphens: auto }")
    assert mark.startswith("sources/tiny/1.md:5: Page 1: ")
    assert "lines in a row end with a hyphen in “An internationalization" in mark


@pytest.mark.parametrize(
    ("words", "css"),
    [
        (LONG, "hyphens: none"),
        ("well-known-self-help-group " * 8, "width: 14mm; hyphens: manual"),
        ("well-known-self-help-group ".replace("-", "\u2010") * 8, "width: 14mm; hyphens: manual"),
        (
            "an internationalization it is so and so on and on again now " * 4,
            "width: 50mm; hyphens: auto",
        ),
    ],
    ids=["no hyphens", "author's own", "author's own typographic", "now and then"],
)
def test_lines_without_a_ladder_of_hyphens_are_good(
    proofreader: Proofreader, words: str, css: str
) -> None:
    assert proofreader.marks("T-005", f"# One\n\n{words}\n", f".chapter p {{ {css} }}") == []


WHOLE_WORDS = "td { overflow-wrap: normal }"


def test_table_that_is_too_wide_is_found(proofreader: Proofreader) -> None:
    text = f"# One\n\nText.\n\n| First head | h |\n|---|---|\n| {'w' * 120} | b |\n"
    (mark,) = proofreader.marks("T-006", text, WHOLE_WORDS)
    assert mark.startswith("sources/tiny/1.md:5: Page 1: the table that begins “First head")


def test_table_wider_than_its_column_but_not_than_the_page_is_found(
    proofreader: Proofreader,
) -> None:
    text = f"# One\n\n| First head | h |\n|---|---|\n| {'w' * 30} | b |\n"
    assert len(proofreader.marks("T-006", text, ".chapter { width: 60mm }" + WHOLE_WORDS)) == 1


def test_table_with_a_row_that_is_higher_than_the_page_is_found(proofreader: Proofreader) -> None:
    text = "# One\n\n| a | b |\n|---|---|\n| c | d |\n"
    assert len(proofreader.marks("T-006", text, SMALL + "td { height: 150mm }")) == 1


def test_word_broken_without_a_hyphen_is_found(proofreader: Proofreader) -> None:
    text = (
        "# One\n\nMorning has come.\n\n| Dose | When |\n|---|---|\n| 1 | Noon |\n| 2 | Morning |\n"
    )
    (mark, *_) = proofreader.marks(
        "T-007", text, "td { overflow-wrap: anywhere } table { width: 16mm }"
    )
    assert mark.startswith(
        "sources/tiny/1.md:8: Page 1: the word “Morning” is broken without a hyphen, as “"
    )


def test_number_parted_from_its_unit_is_found(proofreader: Proofreader) -> None:
    (mark,) = proofreader.marks("T-007", "# One\n\nText.\n\nTake 300<br>mg of it.\n")
    assert (
        mark
        == "sources/tiny/1.md:5: Page 1: the number and its unit in “300 mg” stand on two lines."
    )


@pytest.mark.parametrize(
    ("text", "css"),
    [
        (f"An {LONG}", "p { width: 31mm; hyphens: auto }"),
        ("well-known self-help-group and/or something " * 9, "p { width: 24mm }"),
        ("Hos\u00adpi\u00adtal\u00adi\u00adza\u00adtion " * 9, "p { width: 14mm }"),
        (
            "<https://clinic.example/a/long/address/of/a/page/that/nobody/types>",
            "p { width: 30mm }",
        ),
        ("水が体に良いことは誰でも知っています。" * 9, ""),
        (f"`{'w' * 200}`", ""),
        ("w" * 300, ""),
        (
            "Take 300 mg of it, at 10:30 am, with 5 % of water, and walk **10** km, " * 9,
            "p { width: 24mm }",
        ),
        ("Room 12 is here. Take 3 tablets. " * 9, "p { width: 20mm }"),
        ("A note.[^n] And on. " * 9 + "\n\n[^n]: The note.", "p { width: 20mm }"),
        ("One<br>two to<br>day today", ""),
    ],
    ids=[
        "hyphens",
        "own",
        "soft",
        "address",
        "Japanese",
        "code",
        "too long",
        "measures",
        "numbers",
        "notes",
        "ends",
    ],
)
def test_lines_that_end_where_they_may_are_good(
    proofreader: Proofreader, text: str, css: str
) -> None:
    assert proofreader.marks("T-007", f"# One\n\n{text}\n", css) == []


@pytest.mark.parametrize("rows", [3, 40])
def test_table_that_fits_is_good(proofreader: Proofreader, rows: int) -> None:
    text = "# One\n\n| a | b |\n|---|---|\n" + f"| {LINE} | word |\n" * rows
    assert proofreader.marks("T-006", text) == []


def test_place_is_in_the_chapter_that_has_the_words(shelf: Shelf, proofreader: Proofreader) -> None:
    shelf.add({"2.md": "# Two\n\n[Sleep](https://a.example/x) is good.\n\n## Sleep\n\nText.\n"})
    marks = proofreader.marks(
        "T-001", "# One\n\n## Sleep\n\nText.\n", f".chapter + .chapter h2 + p {OVERLEAF}"
    )
    assert [mark.split(": ")[0] for mark in marks] == ["sources/tiny/2.md:5"]


def test_callout_without_a_title_has_the_place_of_its_text(proofreader: Proofreader) -> None:
    css = f"aside {{ break-inside: auto !important }} aside p + p + p {OVERLEAF}"
    text = "# Eins\n\nText.\n\n::: warning\n\nRuhe tut dir gut.\n\nSchlaf auch.\n\n:::\n"
    findings = proofreader.read(text, css, "title: Klein\nlang: de\n")
    assert [str(each.place) for each in findings if each.code == "T-002"] == ["sources/tiny/1.md:7"]


def test_words_that_no_chapter_has_are_placed_in_the_metadata(proofreader: Proofreader) -> None:
    findings = proofreader.read_html(
        f"<section><h2>Strange</h2><p style='break-before: page'>{LINE * 3}</p></section>"
    )
    assert [(each.code, str(each.place)) for each in findings] == [
        ("T-001", "sources/tiny/book.yaml")
    ]


@pytest.mark.parametrize(
    "body",
    [
        "",
        "<p></p><img><figure></figure><table></table><ul><li></ul>",
        (
            "<div style='display: flex'><p>a</p><figure>b</figure></div><div style='display: "
            "grid'><p>c</p></div>"
        ),
        (
            "<div style='columns: 2'><h2>a</h2><p>b</p></div><span style='display: "
            "inline-block'>c<p>d</p></span>"
        ),
        "<p>a <span style='float: left'>b</span><b style='position: absolute'>c</b></p>",
        "<p style='display: table'>a</p><span style='display: inline-table'>b</span>",
        (
            "<h2 style='display: contents'>a</h2><p style='position: running(x)'>b</p><p "
            "dir='rtl'>שלום</p>"
        ),
        (
            "<p>a<span style='float: "
            "footnote'>b</span></p><ruby>a<rt>b</rt></ruby><select><option>c</select>"
        ),
    ],
)
def test_odd_boxes_are_no_trouble(proofreader: Proofreader, body: str) -> None:
    assert proofreader.read_html(body) == ()


def _handout() -> tuple[Pages, PrintContext]:
    project = Project.find(ROOT)
    name = "ketamine-and-your-mental-health"
    manuscript = read(project, next(each for each in publications(project) if each.name == name))
    layouts = layouts_of(project, manuscript)
    words = words_of(manuscript, layouts)[0]
    copy = PrintContext(set_galley(manuscript, project, words), project, layouts, words)
    declared = next(
        (each for each in manuscript.metadata.editions if isinstance(each, PrintEdition)), _print()
    )
    return lay_out_pages(copy, declared), copy


def test_handout_is_good_and_soon_read() -> None:
    pages, copy = _handout()
    begun = time.process_time()
    assert proof_findings(pages.document, copy.galley) == ()
    assert time.process_time() - begun < 0.1
