"""An old PDF of any name is known again by its words, its paper and how many pages it has; feet by
their revision.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from prepress.errors import UsageError
from prepress.files.atomic import write_whole
from prepress.readers.pdf import open_pdf_file
from prepress.releases.diff.page_feet import revision_in
from prepress.releases.diff.page_reading import flow, read_pages
from prepress.releases.diff.resemblance import most_alike
from tests.checks.preflight.sheets import Sheets, text
from tests.releases.diff.papers import DOT, foot, lines, sheets

SLEEP = lines("Sleep is good for every body", "that is tired of running.")
FOOD = lines("Bread and cheese are good", "for whoever is hungry.")


def written(folder: Path, **papers: bytes) -> list[Path]:
    """The files of PDFs by their names."""
    for name, data in papers.items():
        write_whole(folder / f"{name}.pdf", data)
    return [folder / f"{name}.pdf" for name in papers]


def of_size(width: int, *pages: str) -> bytes:
    made = Sheets()
    for page in pages:
        made.page(page, size=(width, 300))
    return made.data


def test_paper_with_most_of_its_words_is_meant(tmp_path: Path) -> None:
    old, sleep, food = written(
        tmp_path,
        old=sheets(SLEEP.replace("tired", "weary")),
        sleep=sheets(SLEEP),
        food=sheets(FOOD),
    )
    assert most_alike(old, [food, sleep]) == sleep
    assert most_alike(old, [food]) == food


@pytest.mark.parametrize(("width", "name"), [(400, "narrow"), (402, "narrow"), (420, "wide")])
def test_of_those_with_the_same_words_the_one_of_its_paper_is_meant(
    tmp_path: Path, width: int, name: str
) -> None:
    old, *current = written(
        tmp_path, old=of_size(width, SLEEP), narrow=of_size(400, SLEEP), wide=of_size(420, SLEEP)
    )
    assert most_alike(old, current).stem == name


def test_of_those_on_the_same_paper_the_one_with_as_many_pages_is_meant(tmp_path: Path) -> None:
    old, *current = written(
        tmp_path, old=sheets(SLEEP, "", ""), one=sheets(SLEEP), four=sheets(SLEEP, "", "", "")
    )
    assert most_alike(old, current).stem == "four"


def test_several_that_may_be_meant_and_none_are_said(tmp_path: Path) -> None:
    old, one, two, food = written(
        tmp_path, old=sheets(SLEEP), one=sheets(SLEEP), two=sheets(SLEEP), food=sheets(FOOD)
    )
    with pytest.raises(
        UsageError, match=r"“old\.pdf” may be an earlier state of one\.pdf or of two\.pdf"
    ):
        most_alike(old, [one, food, two])
    other = written(tmp_path, other=sheets(lines("Nothing alike.")))[0]
    with pytest.raises(UsageError, match=r"“other\.pdf” resembles no current edition"):
        most_alike(other, [one, food])


def test_revision_of_the_feet_is_what_stands_on_most_pages() -> None:
    pages = ["Take care · test-case ·", "May 3 · aaaa-1111\nPage 1", "· aaaa-1111 · aaaa-1111"]
    assert revision_in(pages) == "aaaa-1111"
    assert revision_in(["no foot", "aaaa-1111", "· aaaa-11112", "· aaaa-111"]) is None


def test_side_of_a_folded_sheet_is_read_page_by_page(tmp_path: Path) -> None:
    def half(left: int, said: str, number: int) -> str:
        revised = text(f"Clinic {DOT} aaaa-1111", (left, 20), 8)
        return text(said, (left, 200), 10) + revised + text(f"Page {number}", (left + 110, 20), 8)

    (paper,) = written(
        tmp_path,
        booklet=sheets(
            half(20, "four", 4) + half(220, "one", 1), half(20, "two", 2) + half(220, "three", 3)
        ),
    )
    with open_pdf_file(paper, "booklet.pdf") as opened:
        pages = read_pages(opened)
    assert [len(page.feet) for page in pages] == [2, 2]
    assert [word.text for word in flow(pages)] == ["one", "two", "three", "four"]
    assert [[each.folio for each in page.feet] for page in pages] == [[4, 1], [2, 3]]


def test_foot_is_read_apart_without_what_does_not_count(tmp_path: Path) -> None:
    (paper,) = written(tmp_path, tiny=sheets(SLEEP + foot(1, 2), FOOD + foot(2, 2)))
    with open_pdf_file(paper, "tiny.pdf") as opened:
        first, second = read_pages(opened)
    assert [word.text for word in first.foot] == ["Your", "Clinic", "Page", "1", "of", "2"]
    assert [word.text for word in second.foot][-4:] == ["Page", "2", "of", "2"]
    assert [word.text for word in first.body] == [
        "Sleep",
        "is",
        "good",
        "for",
        "every",
        "body",
        "that",
        "is",
        "tired",
        "of",
        "running.",
    ]
