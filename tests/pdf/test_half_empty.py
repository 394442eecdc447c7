"""No page is left half empty for the sake of what can be set smaller or divided."""

from __future__ import annotations

from typing import Any

import pytest

from prepress.editions.large_print import LargePrintEdition
from prepress.editions.pdf_edition import PdfEdition
from prepress.editions.print_edition import PrintEdition
from tests.pdf.pages import pages_of
from tests.shelf import SQUARE, Shelf

LINES = "One line of a list that is not long.\n\n"
TALL = SQUARE.replace("0 0 10 10", "0 0 10 20").replace("<svg ", '<svg width="300" height="600" ')
TABLE = "| A | B |\n| --- | --- |\n" + ("| " + "words " * 90 + "| b |\n") * 4

TALLER = SQUARE.replace("0 0 10 10", "0 0 10 40").replace("<svg ", '<svg width="200" height="800" ')

KEPT_TABLE = "| A | B | C |\n| --- | --- | --- |\n" + ("| x | " + "words " * 18 + "| x |\n") * 4

SHORT_TABLE = "| First head | B |\n| --- | --- |\n" + "| a | b |\n" * 4


def found(
    shelf: Shelf, text: str, layout: str = "handout", edition: PdfEdition | None = None
) -> tuple[list[str], list[str]]:
    """The texts of the pages, and what is said of white ones."""
    files = {"1.md": text, "tall.svg": TALL, "taller.svg": TALLER}
    shelf.add(files, metadata=f"title: T\nlang: en\nlayout: {layout}\n")
    pages = pages_of(shelf, edition or PrintEdition())
    said = [each.what for each in pages.printed.findings if "are empty" in each.what]
    return list(pages.texts), said


@pytest.mark.parametrize("layout", ["handout", "book"])
def test_tall_picture_is_set_smaller_to_fit_on_the_rest_of_a_page(
    shelf: Shelf, layout: str
) -> None:
    text = f"# One\n\n{LINES * 14}## Two\n\n![The caption](tall.svg){{.right}}\n\n" + LINES * 30
    texts, said = found(shelf, text, layout)
    (page,) = [each for each in texts if "The caption" in each]
    assert "Two" in page
    assert "One line" in page.partition("Two")[0]
    assert said == []


@pytest.mark.parametrize(("lines", "is_smaller"), [(16, True), (18, False)])
def test_picture_that_cannot_stand_behind_the_text_below_it_is_set_smaller_in_a_book_where_need_be(
    shelf: Shelf, lines: int, is_smaller: bool
) -> None:
    picture = "![The caption](tall.svg)\n\nWhat follows:\n\n## Two\n\nThe end."
    texts, said = found(shelf, f"# One\n\n{LINES * lines}{picture}", "book")
    (page,) = [each for each in texts if "The caption" in each]
    assert ("One line" in page) == is_smaller
    assert said == []


def test_picture_is_set_a_little_smaller_where_a_little_of_a_page_would_be_empty(
    shelf: Shelf,
) -> None:
    square = SQUARE.replace("<svg ", '<svg width="600" height="600" ')
    shelf.add({"square.svg": square})
    picture = "![](square.svg){.left}"
    texts, _ = found(shelf, f"# One\n\n{LINES * 22}## Two\n\n{picture}\n\n{LINES}")
    assert len(texts) == 1


def test_tall_picture_with_a_long_caption_leaves_no_page_of_a_book_half_empty(shelf: Shelf) -> None:
    picture = f"![{'A caption. ' * 30}](taller.svg)"
    texts, said = found(shelf, f"# One\n\n{LINES * 17}{picture}\n\n## Two\n\n{LINES}", "book")
    (page,) = [each for each in texts if "A caption" in each]
    assert "One line" in page
    assert said == []


def test_picture_fits_below_a_box_with_its_padding(shelf: Shelf) -> None:
    box = "> [!NOTE]\n> Words in the box.\n\n"
    text = f"# One\n\n{LINES * 8}{box}![The caption](tall.svg){{.left}}\n\n{LINES * 30}"
    texts, said = found(shelf, text)
    (page,) = [each for each in texts if "The caption" in each]
    assert "in the box" in page
    assert said == []


def test_no_item_of_a_longer_list_stands_on_a_page_alone(shelf: Shelf) -> None:
    items = "".join(f"- Item {number}\n" for number in range(1, 9))
    texts, _ = found(shelf, f"# One\n\n{LINES * 20}{items}\n{LINES * 16}")
    assert [page.count("Item") for page in texts] == [6, 2]


def test_short_list_stays_whole_and_one_of_long_items_does_not(shelf: Shelf) -> None:
    items = "".join(f"- Item {number}\n" for number in range(1, 4))
    texts, _ = found(shelf, f"# One\n\n{LINES * 26}{items}\n{LINES * 16}")
    assert [page.count("Item") for page in texts] == [0, 3]
    items = f"- Item {'and words that go on ' * 60}\n" * 3
    texts, said = found(shelf, f"# One\n\n{LINES * 16}{items}\n{LINES * 6}")
    assert [page.count("Item") for page in texts] == [1, 2]
    assert said == []


@pytest.mark.parametrize(("before", "rows"), [(14, [2, 2]), (17, [0, 4, 0])])
def test_table_that_could_stay_whole_is_not_divided_for_one_row(
    shelf: Shelf, before: int, rows: list[int]
) -> None:
    table = "| A | B |\n| --- | --- |\n" + ("| row | " + "words " * 80 + "|\n") * 4
    texts, said = found(shelf, f"# One\n\n{LINES * before}{table}\n{LINES * 16}")
    assert [page.count("row") for page in texts] == rows
    assert said == []


def test_row_is_divided_where_nearly_half_a_page_would_be_empty(shelf: Shelf) -> None:
    table = "| A | B |\n| --- | --- |\n" + ("| row | " + "words " * 400 + "|\n") * 3
    texts, said = found(shelf, f"# One\n\n{LINES * 2}{table}\n{LINES * 6}")
    assert [page.count("row") for page in texts] == [1, 1, 1, 0]
    assert said == []


def test_web_addresses_stand_on_no_page_alone(shelf: Shelf) -> None:
    words = f"{'Words that go on and on. ' * 20}[a link](https://clinic.example/a)"
    texts, _ = found(shelf, "# One\n\n" + "A line.\n\n" * 24 + words, "book")
    (page,) = [each for each in texts if "Web addresses" in each]
    assert "go on" in page.partition("Web addresses")[0]


def test_web_addresses_take_no_table_along_that_leaves_a_page_half_empty(shelf: Shelf) -> None:
    link = "A [link](https://clinic.example/a).\n\n"
    text = f"# One\n\n{link}{LINES * 20}## Two\n\n{KEPT_TABLE}"
    _, said = found(shelf, text, edition=LargePrintEdition())
    assert said == []


def test_web_addresses_take_no_picture_along_that_leaves_a_third_of_a_page_empty(
    shelf: Shelf,
) -> None:
    wide = SQUARE.replace("0 0 10 10", "0 0 16 10").replace(
        "<svg ", '<svg width="640" height="260" '
    )
    shelf.add({"wide.svg": wide})
    links = " ".join(f"[l](https://clinic.example/{number})" for number in range(12))
    texts, _ = found(
        shelf, f"# One\n\n{LINES * 47}{links}\n\n![The caption](wide.svg){{.column}}\n"
    )
    assert ["The caption" in page for page in texts] == [False, True, False]


def test_title_stands_on_no_page_of_its_own_for_the_sake_of_a_picture_behind_headings(
    shelf: Shelf,
) -> None:
    text = f"# One\n\n## Two\n\n![{'A caption. ' * 12}](taller.svg)\n\n- An item\n- Another\n"
    texts, said = found(shelf, text, edition=LargePrintEdition())
    assert "A caption" in texts[0]
    assert said == []


def test_picture_keeps_the_size_that_its_author_gave_it(shelf: Shelf) -> None:
    text = f"# One\n\n{LINES * 15}![The caption](tall.svg){{height=12cm}}\n\n{LINES * 30}"
    texts, _ = found(shelf, text)
    assert "The caption" in texts[1]


def test_short_table_of_high_rows_goes_on_overleaf(shelf: Shelf) -> None:
    texts, said = found(shelf, f"# One\n\n{LINES * 13}{TABLE}\n{LINES * 30}")
    assert "words" in texts[0]
    assert "words" in texts[1]
    assert said == []


def test_caption_stands_on_the_page_on_which_its_table_begins(shelf: Shelf) -> None:
    for lines in range(25, 34):
        texts, _ = found(shelf, f"# One\n\n{LINES * lines}Table: The caption\n\n{SHORT_TABLE}\n")
        (page,) = [each for each in texts if "The caption" in each]
        assert "First head" in page


def test_only_the_half_empty_page_and_the_next_are_laid_out_again(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    from weasyprint.layout import page

    laid_out: list[int] = []
    make_page = page.make_page

    def count(*given: Any) -> Any:
        laid_out.append(given[4])
        return make_page(*given)

    monkeypatch.setattr(page, "make_page", count)
    texts, said = found(shelf, f"# One\n\n{LINES * 45}{TABLE}\n{LINES * 30}")
    assert (len(texts), said) == (4, [])
    assert laid_out == [1, 2, 3, 2, 3, 4]


@pytest.mark.parametrize(("lines", "is_divided"), [(3, False), (10, True), (20, False)])
def test_a_box_of_a_book_is_divided_only_where_much_of_a_page_would_stay_empty(
    shelf: Shelf, lines: int, is_divided: bool
) -> None:
    above = "Words that fill a line or two of a page of this book, no more.\n\n" * lines
    inside = "\n> ".join(
        f"Line {number} of the box, which is long enough.  " for number in range(24)
    )
    texts, _ = found(shelf, f"# One\n\n{above}> [!NOTE]\n> {inside}\n", "book")
    pages = [text for text in texts if "of the box" in text]
    assert (len(pages) == 2) == is_divided
    assert all(text.count("of the box") >= 3 for text in pages)
