"""On a phone a table that is too wide is a block for each row, and is still a table to those who
listen.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest
from lxml import etree
from playwright.sync_api import Browser, Page

from prepress.screen.parts import XHTML
from prepress.screen.phone_tables import prepare_for_phones
from tests.browsing import chromium
from tests.conformance import validators
from tests.epub.galleys import Epub, chapter, galley, open_epub
from tests.shelf import Shelf

HEADS = ("Medicine", "Morning", "Noon", "Evening", "Night", "With food", "Watch for", "Until")
CELLS = ("Venlafaxine", "1 tablet", "0", "1 tablet", "0", "yes, always", "dizziness", "March")
#: Each head that is seen, with how much of its cell's text stands right of it or below it.
SHOWN = """() => [...document.querySelectorAll('[data-head]')]
  .map(cell => getComputedStyle(cell, '::before').content + ' ' + cell.textContent.trim())"""
DISPLAYS = (
    "() => [...document.querySelectorAll('table')].map(each => getComputedStyle(each).display)"
)
PAGES = "html { height: 600px } body { column-width: 375px; column-gap: 0; height: 600px }"
#: Where the last word of the text stands: below the foot of its page it cannot be read.
LOWEST = """() => Math.max(...[...document.querySelectorAll('td, th, p')]
  .map(each => each.getBoundingClientRect().bottom))"""


def table(*rows: Sequence[str]) -> str:
    """A table in Markdown; the first row holds its heads."""
    heads, *others = (f"| {' | '.join(row)} |\n" for row in rows)
    return f"{heads}{'| --- ' * len(rows[0])}|\n{''.join(others)}\n"


def packed(markup: str) -> Epub:
    return open_epub(galley(chapter("one", markup)))


def row(*cells: str, tag: str = "td") -> str:
    return f"<tr>{''.join(f'<{tag}>{cell}</{tag}>' for cell in cells)}</tr>"


def whole(rows: str) -> str:
    return f"<table><thead>{row(*HEADS, tag='th')}</thead><tbody>{rows}</tbody></table>"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as opened:
        yield opened


@contextmanager
def chapter_of(shelf: Shelf, browser: Browser) -> Iterator[Page]:
    """The text as a phone shows it."""
    assert shelf.build("epub").findings == ()
    folder = shelf.root / "unpacked"
    with zipfile.ZipFile(shelf.root / "output" / "tiny.epub") as archive:
        archive.extractall(folder)
    with browser.new_page(viewport={"width": 375, "height": 600}) as page:
        page.goto((folder / "EPUB" / "1.xhtml").as_uri())
        yield page


def test_long_code_in_a_stacked_row_does_not_widen_the_page(shelf: Shelf, browser: Browser) -> None:
    code = "`every_publication_of_the_clinic_in_one_row`"
    shelf.add({"1.md": f"# One\n\n{table(HEADS, (code, *CELLS[1:]))}"})
    with chapter_of(shelf, browser) as page:
        assert page.evaluate(DISPLAYS) == ["block"]
        assert page.evaluate("document.documentElement.scrollWidth") == 375


def heard(page: Page) -> list[str]:
    """What a screen reader is told: each role of a table with its words, in their order."""
    session = page.context.new_cdp_session(page)
    nodes = session.send("Accessibility.getFullAXTree")["nodes"]
    told = [
        (each["role"]["value"], each.get("name", {}).get("value", ""))
        for each in nodes
        if not each["ignored"]
    ]
    kinds = ("table", "row", "columnheader", "rowheader", "cell")
    return [f"{kind} {name}".strip() for kind, name in told if kind in kinds]


def test_wide_table_is_a_block_for_each_row_on_a_phone_alone(
    shelf: Shelf, browser: Browser
) -> None:
    narrow = [heads_or_cells[:3] for heads_or_cells in (HEADS, CELLS)]
    shelf.add({"1.md": f"# One\n\n{table(*narrow)}{table(HEADS, CELLS)}"})
    with chapter_of(shelf, browser) as page:
        assert page.evaluate(DISPLAYS) == ["table", "block"]
        seen = page.evaluate(SHOWN)
        assert page.evaluate("document.documentElement.scrollWidth") == 375
        assert sorted(heard(page)) == sorted(
            [
                *("table", "row", "row") * 2,
                *(f"columnheader {head}" for head in (*narrow[0], *HEADS)),
                *(f"cell {cell}" for cell in (*narrow[1], *CELLS)),
            ]
        )
        page.set_viewport_size({"width": 800, "height": 600})
        assert page.evaluate(DISPLAYS) == ["table", "table"]
    assert seen == [f'"{head}" / "" {cell}' for head, cell in zip(HEADS, CELLS, strict=True)]


def test_circle_of_a_questionnaire_stands_behind_the_head_of_its_column(
    shelf: Shelf, browser: Browser
) -> None:
    heads = ("Not at all", "Several days", "More than half the days", "Nearly every day")
    question = "Trouble falling or staying asleep, or sleeping too much on most of these days"
    choices = table(("Problem", *heads), *[(question, *["( )"] * 4)] * 9)
    shelf.add({"1.md": f":::: form\n\n# One\n\n{choices}\n::::\n"})
    with chapter_of(shelf, browser) as page:
        beside = page.evaluate(
            "() => [...document.querySelectorAll('.task')].map(each =>"
            " each.getBoundingClientRect().left - each.closest('td').getBoundingClientRect().left)"
        )
    assert len(beside) == 36
    assert min(beside) > 100


def test_long_table_is_not_cut_off_at_the_foot_of_a_page(shelf: Shelf, browser: Browser) -> None:
    short = table(("Day", "Dose"), *((f"Day {day}", f"{day} mg") for day in range(40)))
    wide = table(HEADS, *[CELLS] * 9)
    shelf.add({"1.md": f"# One\n\n{short}{wide}The end.\n"})
    with chapter_of(shelf, browser) as page:
        page.add_style_tag(content=PAGES)
        assert page.evaluate(LOWEST) <= 600


@pytest.mark.parametrize(("letters", "box"), [(7, "fits"), (9, "table-box")])
def test_table_of_short_words_need_not_scroll(letters: int, box: str) -> None:
    cells = row(*["x" * letters] * 3)
    text = etree.fromstring(f'<section xmlns="{XHTML}"><table>{cells}</table></section>')
    prepare_for_phones(text[0])
    assert text.xpath("/*/*/@class") == [box]


def test_cell_over_columns_is_called_after_the_first_and_the_last() -> None:
    rows = (
        row(*CELLS) + f"<tr><td>Lithium</td><td colspan='4'>as needed</td>{'<td>x</td>' * 3}</tr>"
    )
    rows += "<tr><td colspan='8'>At home</td></tr>"
    book = packed(whole(rows))
    assert book.find("one.xhtml", "//h:td[@colspan]/@data-head") == ["Morning – Night", ""]


def test_heads_of_rows_are_known_as_such() -> None:
    rows = row(*CELLS).replace("td>", "th>", 2)
    book = packed(whole(rows))
    assert book.find("one.xhtml", "//h:tbody//h:th/@role") == ["rowheader"]
    assert book.find("one.xhtml", "//h:tbody//h:th/@data-head") == ["Medicine"]


@pytest.mark.parametrize(
    "markup",
    [
        whole(row(*CELLS[:-1], tag="td").replace("<td>", "<td rowspan='2'>", 1) + row(*CELLS)),
        f"<table>{row(*CELLS) * 2}</table>",
        f"<table><thead>{row(*[''] * 8, tag='th')}</thead><tbody>{row(*CELLS)}</tbody></table>",
        whole(row(*CELLS[:-1], f"<table>{row('1', '2')}</table>")),
        whole(row(*CELLS)).replace("<td>", "<td colspan='x'>", 1),
    ],
    ids=["over rows", "no heads", "empty heads", "nested", "no number"],
)
def test_table_that_cannot_be_read_row_by_row_scrolls_as_it_is(markup: str) -> None:
    book = packed(markup)
    assert book.find("one.xhtml", "//h:div[@class='stacks'] | //@data-head | //h:table/@role") == []
    assert book.find("one.xhtml", "//h:div[@class='table-box']//h:table") != []


def test_phone_tables_pass_epubcheck_and_ace(shelf: Shelf, tmp_path: Path) -> None:
    corner = table(("", *HEADS[1:]), CELLS)
    caption = whole(row(*CELLS)).replace("<table>", "<table><caption>Plan</caption>")
    shelf.add({"1.md": f"# One\n\n{table(HEADS, CELLS)}{corner}\n{caption}\n"})
    assert shelf.build("epub").findings == ()
    book = shelf.root / "output" / "tiny.epub"
    assert validators.epubcheck(book) == []
    assert validators.ace(book, tmp_path / "ace") == []
