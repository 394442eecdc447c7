"""Pages of books are shown as they come, in place of those of before, until the whole is there."""

from __future__ import annotations

import asyncio
import io
from contextlib import suppress
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from prepress.building.report import BuildRequest, Report
from prepress.files.digests import Digest, digest_of
from prepress.files.temporary_folders import passing_folder
from prepress.pdf.divisions.early_pages import EarlyPages, EarlyPagesFolder, EarlyPart
from prepress.preview.early_editions import EarlyEditions, early_editions
from prepress.preview.feed import Round
from tests.preview.asgi import ask
from tests.preview.conftest import Looking

KEY = ("tiny", "print")


def pdf(*widths: int) -> bytes:
    """A PDF whose empty pages are so wide, by which they are told apart."""
    stream = io.BytesIO()
    with pikepdf.new() as document:
        for width in widths:
            document.add_blank_page(page_size=(width, 100))
        document.save(stream, deterministic_id=True)
    return stream.getvalue()


WHOLE = pdf(10, 11, 20, 21, 30)


def early(file_before: Digest, pages_before: int = 5) -> EarlyPages:
    """A book of three chapters, of which the second is done, and has one page more."""
    parts = (EarlyPart(0, 2), EarlyPart(2, 4, "two.pdf"), EarlyPart(4, 5))
    pdfs = {"two.pdf": pdf(20, 22, 23)}
    return EarlyPages("tiny", "print", file_before, pages_before, parts, pdfs)


@pytest.fixture
def book(looking: Looking) -> Looking:
    """A book that lies there, as if it had been made in an earlier round."""
    looking.shelf.add({"1.md": "# One\n"})
    output = looking.shelf.root / "output"
    output.mkdir()
    (output / "tiny.pdf").write_bytes(WHOLE)
    looking.feed.round = Round(1, Report(), {"tiny": ("print",)}, frozenset({"tiny.pdf"}))
    return looking


def widths(view: dict[str, Any]) -> list[float]:
    return [page["width"] for page in view["pages"]]


def test_pages_of_a_chapter_that_is_done_are_shown_in_place_of_its_old_ones(book: Looking) -> None:
    asyncio.run(book.feed.show_early({KEY: early(digest_of(WHOLE))}))
    view = book.view()
    assert view["is_coming"]
    assert widths(view) == [10, 11, 20, 22, 23, 30]
    assert [page["is_new"] for page in view["pages"]] == [False, False, False, True, True, False]
    for page in view["pages"]:
        assert ask(book.app, f"/proofs/{page['digest']}/96.png").status == 200


def test_whole_book_is_shown_as_soon_as_it_is_in_place(book: Looking) -> None:
    asyncio.run(book.feed.show_early({KEY: early(digest_of(WHOLE))}))
    (book.shelf.root / "output" / "tiny.pdf").write_bytes(pdf(10, 11, 20, 22, 23, 30, 31))
    view = book.view()
    assert not view["is_coming"]
    assert widths(view) == [10, 11, 20, 22, 23, 30, 31]


@pytest.mark.parametrize("pages", [early(digest_of(b"another")), early(digest_of(WHOLE), 4)])
def test_pages_that_came_before_another_file_are_not_mixed_with_this(
    book: Looking, pages: EarlyPages
) -> None:
    asyncio.run(book.feed.show_early({KEY: pages}))
    view = book.view()
    assert (view["is_coming"], widths(view)) == (False, [10, 11, 20, 21, 30])


def test_end_of_the_build_ends_it(book: Looking) -> None:
    asyncio.run(book.feed.show_early({KEY: early(digest_of(WHOLE))}))
    newest = book.feed.round.next(Report(), book.shelf.project, BuildRequest())
    asyncio.run(book.feed.publish(newest))
    view = book.view()
    assert (view["is_coming"], widths(view)) == (False, [10, 11, 20, 21, 30])


def test_first_build_shows_the_chapters_that_are_done(looking: Looking) -> None:
    looking.shelf.add({"1.md": "# One\n"})
    asyncio.run(looking.feed.show_early({KEY: early(None, 0)}))
    view = looking.view()
    assert (view["round"], view["is_coming"], widths(view)) == (0, True, [20, 22, 23])
    assert view["editions"] == {"tiny": {"print": False}}


def test_pages_of_a_build_are_seen_until_its_folder_is_gone(tmp_path: Path) -> None:
    seen = asyncio.run(_seen(tmp_path))
    assert [[part.file != "" for part in each[KEY].parts] for each in seen] == [
        [True, False],
        [True, True],
    ]


async def _seen(folder: Path) -> list[EarlyEditions]:
    seen: list[EarlyEditions] = []

    async def look() -> None:
        async for each in early_editions(folder):
            if each not in seen:
                seen.append(each)

    looking = asyncio.create_task(look())
    with passing_folder(folder) as build:
        pages = EarlyPagesFolder(build / "tiny.pdf", "tiny", "print", folder / "tiny.pdf")
        for number, opening in enumerate("ab", 1):
            while len(seen) < number:  # it may not look yet
                pages.put(["a", "b"], None, opening, pdf(10 * number))
                await asyncio.sleep(0.1)
    pages.put(["a", "b"], None, "a", pdf(30))
    await asyncio.sleep(0.3)
    looking.cancel()
    with suppress(asyncio.CancelledError):
        await looking
    return seen
