"""A page budget: the text shrinks a little to fit, and the build says so or names what runs
over.
"""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from weasyprint import HTML, Document

from prepress.editions.booklet import BookletEdition
from prepress.editions.print_edition import PrintEdition
from prepress.pdf.engine.engine import open_engine
from prepress.pdf.fitting import Fit, first_within, fit_pages, fits_for
from tests.pdf.pages import pages_of
from tests.shelf import Shelf

PARAGRAPH = (
    "A paragraph of a few plain words that fills some lines, so that a page is full after a good "
    "many of them.\n\n"
)


def budget(pages: int, **options: object) -> str:
    values = "".join(f", {key}: {value}" for key, value in options.items())
    return f"title: Tiny\nlang: en\neditions: {{print: {{pages: {pages}{values}}}}}\n"


def paragraphs(number: int) -> dict[str, str]:
    return {"1.md": "# One\n\n" + PARAGRAPH * number + "## Two\n\n" + PARAGRAPH}


def test_text_that_fits_is_set_as_designed(shelf: Shelf) -> None:
    pages = pages_of(shelf.add(paragraphs(5), metadata=budget(1)))
    assert pages.printed.fit == Fit(12.0, 1.0)


def test_text_that_nearly_fits_is_set_smaller_but_no_smaller_than_needed(shelf: Shelf) -> None:
    number = next(
        number
        for number in range(10, 30)
        if len(pages_of(shelf.add(paragraphs(number), metadata=budget(2))).texts) > 1
    )
    pages = pages_of(shelf.add(paragraphs(number), metadata=budget(1)))
    assert len(pages.texts) == 1
    assert pages.printed.fit.size == 11.75
    assert pages.printed.fit.tightness < 1


def test_text_is_never_smaller_than_allowed(shelf: Shelf) -> None:
    printed = pages_of(
        shelf.add(paragraphs(60), metadata=budget(1, **{"min-size": "10pt"}))
    ).printed
    assert printed.fit.size == 10


def test_text_that_cannot_fit_names_the_section_and_its_lines(shelf: Shelf) -> None:
    shelf.add(
        {"1.md": "# One\n\n" + PARAGRAPH * 14 + "## Too much\n\n" + PARAGRAPH * 10},
        metadata=budget(1),
    )
    (finding,) = pages_of(shelf).printed.findings
    assert (finding.code, str(finding.place)) == ("F-001", "sources/tiny/1.md:31")
    assert re.search("even at 11 pt: “Too much” runs over by [0-9]+ lines", finding.what)


def test_text_that_cannot_fit_leaves_the_last_edition_in_place(shelf: Shelf) -> None:
    assert shelf.add(paragraphs(5), metadata=budget(1)).build().exit_code == 0
    before = (shelf.root / "output/tiny.pdf").read_bytes()
    report = shelf.add(paragraphs(60)).add({}, metadata=budget(1)).build()
    assert (report.exit_code, report.withheld) == (1, ("tiny.pdf",))
    assert (shelf.root / "output/tiny.pdf").read_bytes() == before


def test_budget_of_one_edition_does_not_hold_back_another(shelf: Shelf) -> None:
    shelf.add(paragraphs(60), metadata=budget(1).replace("}}", "}, epub: {}}"))
    assert [built.edition for built in shelf.build().built] == ["epub"]


@pytest.mark.parametrize(
    ("size", "least", "sizes"), [(None, 11, [11.5, 11.375, 11.25, 11.125, 11]), (9, 11, [9] * 5)]
)
def test_steps_lead_from_the_design_to_the_least(
    size: float | None, least: float, sizes: list[float]
) -> None:
    fits = fits_for(
        PrintEdition(size=size, min_size=least, pages=1),
        ":root { --text-size: 12pt } --text-size: 11.5pt;",
    )
    assert [fit.size for fit in fits] == sizes
    assert (fits[0].tightness, fits[-1].tightness) == (1, 0.9)


CRISIS = "contact: {name: Clinic, phone: 555-0100, crisis: In a crisis call 988.}\n"


@pytest.mark.parametrize(
    ("more", "said", "codes"), [(0, 2, set()), (1, 1, {"F-003"}), (2, 1, {"F-001"})]
)
def test_head_goes_without_the_crisis_line_where_it_would_cost_a_page(
    shelf: Shelf, more: int, said: int, codes: set[str]
) -> None:
    """The contact says it still."""
    text = paragraphs(14)["1.md"] + "One more line.\n\n" * more
    pages = pages_of(shelf.add({"1.md": text}, metadata=budget(1) + CRISIS))
    assert {each.code for each in pages.printed.findings} - {"T-004"} == codes
    assert "\n".join(pages.texts).count("In a crisis call 988.") == said
    assert len(pages.texts) == 1 + ("F-001" in codes)


CONTACT = "contact: {name: Clinic, phone: 555-0100, web: 'https://a.example'}\n"
PLAIN = "title: Tiny\nlang: en\neditions: {print: {}}\n"


def test_text_is_set_closer_where_that_spares_a_page_with_the_contact_alone(shelf: Shelf) -> None:
    text = "# One\n\n" + PARAGRAPH * 14
    loose = pages_of(shelf.add({"1.md": text}, metadata=budget(2) + CONTACT))
    assert len(loose.texts) == 2
    pages = pages_of(shelf.add({"1.md": text}, metadata=PLAIN + CONTACT))
    assert (len(pages.texts), pages.printed.fit.size) == (1, 11.75)
    sized = pages_of(shelf, PrintEdition(size=12))
    assert (len(sized.texts), sized.printed.fit.size) == (1, 12)


def test_text_that_cannot_spare_a_page_is_set_as_designed(shelf: Shelf) -> None:
    pages = pages_of(shelf.add(paragraphs(20), metadata=PLAIN))
    assert (len(pages.texts), pages.printed.fit) == (2, Fit())


def test_booklet_is_set_larger_as_long_as_it_takes_no_more_sheets(shelf: Shelf) -> None:
    booklet = BookletEdition()
    roomy = pages_of(shelf.add(paragraphs(23), metadata=PLAIN), booklet).printed
    assert (roomy.pages, roomy.fit.size) == (2, 12)
    full = pages_of(shelf.add(paragraphs(54), metadata=PLAIN), booklet).printed
    assert (full.pages, full.fit.size) == (4, None)
    unfolded = pages_of(shelf, BookletEdition(n_up=2)).printed
    assert unfolded.fit.size is None


PAGE = "@page { size: 200px; margin: 0 } body { line-height: 1; margin: 0 }"
PINNED = "<p style='bottom: 0; margin: 0; position: absolute'>Pinned to the foot"


@pytest.mark.parametrize(
    ("sizes", "pinned", "chosen", "tried"),
    [
        ((20, 19.5, 18, 17), "", 18, [20, 18]),
        ((20, 18.1, 18, 17), "", 18.1, [20, 18, 18.1]),
        ((20, 18.1, 18, 17), PINNED, 18.1, [20, 18, 18.1]),
    ],
)
def test_text_is_tried_no_larger_once_its_last_page_is_full(
    sizes: tuple[float, ...], pinned: str, chosen: float, tried: list[float]
) -> None:
    open_engine()
    asked = []

    def lay_out(fit: Fit) -> Document:
        asked.append(fit.size)
        lines = f"<p style='font-size: {fit.size}px; margin: 0'>" + "Line<br>" * 11
        return HTML(string=f"<style>{PAGE}</style>{lines}{pinned}").render()

    fits = [Fit(size, 1.3 if place == 1 else 1.0) for place, size in enumerate(sizes)]
    document, fit = fit_pages(fits, 1, lay_out)
    assert (fit.size, asked, len(document.pages)) == (chosen, tried, 1)


@given(places=st.integers(2, 40), first=st.integers(1, 40), guess=st.integers(0, 40))
def test_first_size_that_fits_is_found_wherever_the_search_begins(
    places: int, first: int, guess: int
) -> None:
    tried: list[int] = []

    def is_within(place: int) -> bool:
        tried.append(place)
        return place >= first

    assert first_within(is_within, 1, places, guess) == min(first, places - 1)
    assert len(set(tried)) == len(tried) <= 2 + places.bit_length()
    if guess == first < places - 1:
        assert len(tried) <= 2
