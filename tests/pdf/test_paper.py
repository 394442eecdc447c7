"""On paper links live too: as addresses, page numbers and QR codes that a camera reads."""

from __future__ import annotations

import pypdfium2
import pytest
import zxingcpp

from prepress.building.composition import words_of
from prepress.editions.print_edition import PrintEdition
from prepress.pdf.paper import mark_of, paper_chapter, shown_address
from tests.pdf.pages import pages_of
from tests.shelf import Shelf


def words(shelf: Shelf, text: str) -> str:
    """The text of the printed pages on one line."""
    return " ".join(" ".join(pages_of(shelf.add({"1.md": text})).texts).split())


def test_address_of_a_link_stands_at_the_end_and_not_in_the_text(shelf: Shelf) -> None:
    printed = words(shelf, "# One\n\nSee [our page](https://clinic.example/a?b=c&d=e) soon.\n")
    assert "See our page a soon." in printed
    assert "clinic.example/a?b=c&d=e" in printed


def test_address_that_is_its_own_text_is_not_repeated(shelf: Shelf) -> None:
    printed = words(shelf, "# One\n\nSee [clinic.example](https://clinic.example/) soon.\n")
    assert printed.count("clinic.example") == 1
    assert "Web addresses" not in printed


def test_address_used_twice_is_listed_once(shelf: Shelf) -> None:
    link = "[x](https://clinic.example/a)"
    printed = words(shelf, f"# One\n\n{link} and {link} and [y](https://clinic.example/b).\n")
    assert printed.count("clinic.example/a") == 1
    assert "xa and xa and yb." in printed.replace(" a ", "a ").replace("y b .", "yb.")


def test_reference_inside_the_book_names_its_page(shelf: Shelf) -> None:
    text = "# One\n\nSee [the end](#end).\n\n" + "Words.\n\n" * 75 + "## End\n\nText.\n"
    assert "See the end (page 3)." in words(shelf, text)


def markup_in(shelf: Shelf, lang: str) -> str:
    """The chapter as paper shows it, with a link to a heading."""
    shelf.add(
        {"1.md": "# One\n\nSee [it](#end).\n\n## End\n"}, metadata=f"title: T\nlang: {lang}\n"
    )
    galley, layouts = shelf.set()
    return paper_chapter(galley.chapters[0], words_of(galley.manuscript, layouts)[0], {}).markup


def test_page_of_a_reference_is_named_as_the_language_does(shelf: Shelf) -> None:
    assert '">it<span class="see-page">（第<' in markup_in(shelf, "zh")
    assert '">it<span class="see-page"> (page <' in markup_in(shelf, "fr")


def test_telephone_number_behind_words_stands_at_the_end(shelf: Shelf) -> None:
    printed = words(shelf, "# One\n\nCall [our line](tel:+15550100) or [555-0199](tel:5550199).\n")
    assert "+15550100" in printed
    assert "5550199" not in printed


def test_call_of_a_note_names_no_page(shelf: Shelf) -> None:
    assert "A fact.1" in words(shelf, "# One\n\nA fact.[^a]\n\n[^a]: Source.\n")


def test_qr_callout_is_a_code_on_paper_that_decodes_to_its_address(shelf: Shelf) -> None:
    address = "https://clinic.example/book?edition=2"
    pages = pages_of(
        shelf.add({"1.md": f"# One\n\n::: qr {address} Our book\nPoint at it.\n:::\n"}),
        PrintEdition(),
    )
    with pypdfium2.PdfDocument(pages.printed.data) as document:
        page = document[0]
        bitmap = page.render(scale=200 / 72)
        (code,) = zxingcpp.read_barcodes(bitmap.to_pil())
        bitmap.close()
        page.close()
    side_mm = abs(code.position.top_right.x - code.position.top_left.x) / 200 * 25.4
    assert code.text == address
    assert side_mm >= 20
    assert "Our book" in pages.texts[0]


def test_qr_callout_is_a_plain_link_in_the_galley(shelf: Shelf) -> None:
    markup = (
        shelf.add({"1.md": "# One\n\n::: qr https://clinic.example/x\n:::\n"})
        .galley()
        .chapters[0]
        .markup
    )
    assert '<a href="https://clinic.example/x">clinic.example/x</a>' in markup
    assert "svg" not in markup


def test_qr_callout_without_an_address_is_found(shelf: Shelf) -> None:
    galley = shelf.add({"1.md": "# One\n\n::: qr\nText.\n:::\n"}).galley()
    assert [finding.code for finding in galley.findings] == ["S-002"]


@pytest.mark.parametrize(
    ("index", "mark"), [(0, "a"), (25, "z"), (26, "aa"), (27, "ab"), (52, "ba")]
)
def test_marks_go_on_behind_z(index: int, mark: str) -> None:
    assert mark_of(index) == mark


@pytest.mark.parametrize(
    ("href", "shown"),
    [
        ("https://a.example/", "a.example"),
        ("http://a.example/b", "a.example/b"),
        ("mailto:a@b.example", "a@b.example"),
    ],
)
def test_address_is_shown_as_people_type_it(href: str, shown: str) -> None:
    assert shown_address(href) == shown
