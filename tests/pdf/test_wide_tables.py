"""Words and measures of tables stay whole, in every edition."""

from __future__ import annotations

import re
import zipfile

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from prepress.building.composition import words_of as interface_of
from prepress.editions.booklet import BookletEdition
from prepress.editions.large_print import LargePrintEdition
from prepress.editions.pdf_edition import PdfEdition
from prepress.editions.print_edition import PrintEdition
from prepress.pdf.pages import Pages, PrintContext, lay_out_pages
from prepress.pdf.printing import print_edition
from prepress.pdf.proofs import proof_findings
from tests.browsing import chromium
from tests.pdf.pages import pages_of, texts_of
from tests.shelf import Shelf
from tests.tables import PLAN, few, tables, words_of

#: The press has the pages of print with a bleed around them.
PAPER = (PrintEdition(), BookletEdition(), LargePrintEdition())
FEW = few(7)
#: The engine takes the first head for as narrow as “ization”, and breaks that once more.
NARROW = """\
| hospitalization | Weekend | breakfast | Medicine | before |
| --- | --- | --- | --- | --- |
| blood | Venlafaxine Thursday disorientation Evening | breakfast pressure 120 mmHg pressure | \
5 % Thursday 10:30 am | |
| | Quetiapine headache Weekend with | | disorientation before | 10 km Wednesday |
"""
#: What stands in a cell on more than one line: a word, a measure or a part of an address.
BROKEN = """() => [...document.querySelectorAll('th, td')].flatMap(cell => {
  const found = [], texts = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT)
  for (let node; node = texts.nextNode();)
    for (const each of node.data.matchAll(/[^ \\n]+/g)) {
      const range = document.createRange()
      range.setStart(node, each.index)
      range.setEnd(node, each.index + each[0].length)
      if (new Set([...range.getClientRects()].map(box => Math.round(box.top))).size > 1) found.push(each[0])
    }
  return found
})"""


def proofread(shelf: Shelf, edition: PdfEdition) -> tuple[PrintContext, Pages, list[str]]:
    """The pages of the first book on the shelf, and what a proofreader says of words and tables."""
    galley, layouts = shelf.set()
    copy = PrintContext(galley, shelf.project, layouts, interface_of(galley.manuscript, layouts)[0])
    pages = lay_out_pages(copy, edition)
    findings = proof_findings(pages.document, galley)
    said = [f"{each.code} {each.what}" for each in findings if each.code in ("T-006", "T-007")]
    return copy, pages, said


def found_in(shelf: Shelf, edition: PdfEdition) -> list[str]:
    """What a proofreader says."""
    return proofread(shelf, edition)[2]


def read(shelf: Shelf, edition: PdfEdition) -> tuple[list[str], str]:
    """What a proofreader says, and the text of the same pages."""
    copy, pages, said = proofread(shelf, edition)
    return said, "\n".join(texts_of(print_edition(copy, edition, pages=pages).data))


def missing_in(text: str, table: str) -> set[str]:
    """The words and measures of `table` that stand nowhere in one piece; a hyphen of a line's end
    does not count.
    """
    whole = re.sub("[\u00ad\x02\ufffe]\\s*", "", text).replace("\u00a0", " ")
    return {word for word in words_of(table) if word not in whole}


@pytest.mark.parametrize("edition", PAPER, ids=lambda edition: edition.name)
@FEW
@given(table=tables(5))
@example(table=PLAN)
@example(table=NARROW)
def test_no_word_of_a_table_is_broken_on_paper(
    shelf: Shelf, edition: PdfEdition, table: str
) -> None:
    shelf.add({"1.md": f"# One\n\n{table}"})
    found, text = read(shelf, edition)
    assert found == []
    assert missing_in(text, table) == set()


def test_no_word_of_a_table_is_broken_on_a_phone(shelf: Shelf) -> None:
    with chromium() as browser:
        page = browser.new_page(viewport={"width": 320, "height": 640})

        @FEW
        @given(made=st.lists(tables(7), min_size=1, max_size=3))
        def is_whole(made: list[str]) -> None:
            shelf.add({"1.md": "# One\n\n" + "\n\nText.\n\n".join([PLAN, *made])})
            assert shelf.build("epub").findings == ()
            folder = shelf.root / "unpacked"
            with zipfile.ZipFile(shelf.root / "output" / "tiny.epub") as archive:
                archive.extractall(folder)
            page.goto((folder / "EPUB" / "1.xhtml").as_uri())
            assert page.evaluate(BROKEN) == []
            assert page.evaluate("document.documentElement.scrollWidth") == 320

        is_whole()


HEADS = ("Medicine", *(["Xzqwvkptxzqwvkpt"] * 8))
WIDE = f"| {' | '.join(HEADS)} |\n{'| --- ' * 9}|\n| Lithium {'| 5 mg ' * 8}|\n"


@pytest.mark.parametrize("edition", PAPER, ids=lambda edition: edition.name)
def test_table_that_cannot_fit_becomes_a_block_for_each_row(
    shelf: Shelf, edition: PdfEdition
) -> None:
    shelf.add({"1.md": f"# One\n\n{WIDE}| Quetiapine {'| 50 mg ' * 8}|\n"})
    found, text = read(shelf, edition)
    assert found == []
    assert text.count("Xzqwvkptxzqwvkpt") == 16
    assert text.index("Lithium") < text.index("5\u00a0mg") < text.index("Quetiapine")


def test_table_of_many_rows_that_cannot_fit_turns_its_pages(shelf: Shelf) -> None:
    rows = "".join(f"| Row {row} {'| xzqwvkptxz ' * 10}|\n" for row in range(12))
    table = f"| Head {'| Xzqwvkptxz ' * 10}|\n{'| --- ' * 11}|\n{rows}"
    shelf.add({"1.md": f"# One\n\nBefore.\n\n{table}\nBehind.\n"})
    pages = pages_of(shelf, PrintEdition())
    boxes = [[float(side) for side in page.mediabox] for page in pages.document.pages]
    lies = [width > height for _, _, width, height in boxes]
    assert lies == [False, True, False]
    assert all("Head" in text for text in pages.texts[1:-1])
    assert "Behind." in pages.texts[-1]


def test_table_in_a_list_turns_no_page(shelf: Shelf) -> None:
    rows = "".join(f"    | Row {row} {'| xzqwvkptxz ' * 10}|\n" for row in range(3))
    table = f"    | Head {'| Xzqwvkptxz ' * 10}|\n    {'| --- ' * 11}|\n{rows}"
    shelf.add({"1.md": f"# One\n\n- Item\n\n{table}"})
    pages = pages_of(shelf, PrintEdition()).document.pages
    assert all(page.mediabox[2] < page.mediabox[3] for page in pages)


@pytest.mark.parametrize("edition", PAPER, ids=lambda edition: edition.name)
def test_table_of_merged_cells_that_cannot_fit_keeps_its_doses_whole_and_says_so(
    shelf: Shelf, edition: PdfEdition
) -> None:
    heads = "".join(f"<th>{head}</th>" for head in HEADS)
    rows = f"<tr>{heads}</tr><tr><td colspan='9'>Plan</td></tr><tr><td>Lithium</td>{'<td>5 mg</td>' * 8}</tr>"
    shelf.add({"1.md": f"# One\n\n<table>{rows}</table>\n"})
    (place, *_), text = read(shelf, edition)
    assert place.startswith("T-007 Page ")
    assert "is broken without a hyphen" in place
    assert missing_in(text, "| 5 mg |") == set()


def test_table_that_fits_is_set_as_it_was_designed(shelf: Shelf) -> None:
    shelf.add({"1.md": "# One\n\n| Day | Dose |\n|---|---|\n| Monday | 5 mg |\n"})
    galley, layouts = shelf.set()
    copy = PrintContext(galley, shelf.project, layouts, interface_of(galley.manuscript, layouts)[0])
    (table,) = (
        lay_out_pages(copy, PrintEdition())
        .document.pages[0]
        ._page_box.children[0]
        .element.iter("table")
    )
    assert table.get("class") is None


def test_long_word_is_cut_rather_than_the_words_beside_it(shelf: Shelf) -> None:
    shelf.add({"1.md": f"# One\n\n| Where | What |\n|---|---|\n| Clinic | {'x' * 200} |\n"})
    found, text = read(shelf, PrintEdition())
    assert found == []
    assert missing_in(text, "| Where | Clinic |") == set()


def test_title_in_the_margin_is_hyphenated(shelf: Shelf) -> None:
    text = "# Eins\n\n::: warning Gesundheitsversorgungszentrum\nRuhe.\n:::\n"
    shelf.add({"1.md": text}, metadata="title: Klein\nlang: de\n")
    assert found_in(shelf, PrintEdition()) == []
