"""Editions take the options that they have, each read strictly and refused with a remedy."""

from __future__ import annotations

import pytest

from prepress.editions import EDITIONS, Edition, file_name
from prepress.editions.booklet import BookletEdition
from prepress.editions.large_print import LargePrintEdition
from prepress.editions.press_edition import PressEdition
from prepress.editions.print_edition import PrintEdition
from prepress.editions.trims import Trim
from prepress.errors import SourceError
from prepress.manuscript.edition_options import all_options
from prepress.manuscript.metadata_keys import read_metadata


def editions(text: str) -> tuple[Edition, ...]:
    return read_metadata(f"title: T\nlang: en\neditions: {text}\n", "book.yaml").editions


@pytest.mark.parametrize(
    ("text", "edition"),
    [
        ("[print]", PrintEdition()),
        ("{print: {size: 11pt}}", PrintEdition(size=11)),
        ("{print: {trim: a4, pages: 2, size: 13pt, min-size: 11.5}}",
         PrintEdition(trim=Trim(210, 297), pages=2, size=13, min_size=11.5)),
        ("{press: {bleed: 5mm, profile: our press.icc}}", PressEdition(bleed=5, profile="our press.icc")),
        ("{large-print: {size: 22}}", LargePrintEdition(size=22)),
        ("{booklet: {n-up: 2}}", BookletEdition(n_up=2)),
        ("{booklet: {sheet: a4, n-up: 4}}", BookletEdition(sheet=Trim(210, 297), n_up=4)),
    ],
)  # fmt: skip
def test_option_sets_its_value(text: str, edition: Edition) -> None:
    assert editions(text) == (edition,)


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("{print: {bleed: 3mm}}", "no option of the print edition “bleed”"),
        ("{epub: {trim: a4}}", "no option of the epub edition “trim”"),
        ("{press: {bled: 3mm}}", "Did you mean “bleed”"),
        ("{print: {pages: 0}}", "from 1 to"),
        ("{print: {pages: 1.5}}", "whole number"),
        ("{print: {pages: many}}", "a number"),
        ("{print: {size: 10pt}}", "less than min-size"),
        ("{large-print: {size: 16}}", "18 pt or more"),
        ("{large-print: {min-size: 12}}", "18 pt or more"),
        ("{booklet: {n-up: 3}}", "2 or 4"),
        ("{booklet: {n-up: 100}}", "2 or 4"),
        ("{leaflet: {fold: zigzag}}", "letter or z"),
        ("{booklet: {sheet: tiny}}", "no size of paper"),
    ],
)
def test_wrong_option_names_its_line_and_a_remedy(text: str, what: str) -> None:
    with pytest.raises(SourceError) as raised:
        editions(text)
    assert "book.yaml:3" in str(raised.value)
    assert what in str(raised.value)


def test_page_can_be_measured_in_points() -> None:
    trim = Trim.parse("432 x 648 pt")
    assert trim
    assert (trim.width_mm, trim.height_mm) == pytest.approx((152.4, 228.6))  # 6 × 9 in


def test_every_option_is_of_some_edition_and_its_example_is_read() -> None:
    for name, option in all_options().items():
        takers = [edition for edition in EDITIONS.values() if name in edition.options()]
        assert takers
        for edition in takers:
            assert hasattr(edition, option.field)
            if edition.name not in ("large-print", "poster") or "size" not in option.field:
                assert editions(f"{{{edition.name}: {{{option.example}}}}}")


@pytest.mark.parametrize(
    ("sheet", "n_up", "size"),
    [("letter", None, (139.7, 215.9)), ("a4", 2, (148.5, 210)), ("a4", 4, (105, 148.5))],
)
def test_page_of_a_booklet_is_its_share_of_the_sheet(
    sheet: str, n_up: int | None, size: tuple[float, float]
) -> None:
    trim = Trim.parse(sheet)
    assert trim
    page = BookletEdition(sheet=trim, n_up=n_up).page
    assert (page.width_mm, page.height_mm) == pytest.approx(size)


def test_outputs_are_named_after_their_edition() -> None:
    names = [file_name("sleep", edition) for edition in EDITIONS.values()]
    assert names == [
        "sleep.pdf",
        "sleep-press.pdf",
        "sleep-large-print.pdf",
        "sleep-booklet.pdf",
        "sleep-leaflet.pdf",
        "sleep-poster.pdf",
        "sleep-card.pdf",
        "sleep-cover.pdf",
        "sleep.epub",
        "sleep.html",
        "sleep.docx",
    ]
