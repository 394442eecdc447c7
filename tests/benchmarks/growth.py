"""Growth: what a book takes of time and memory for each of its pages, the longer it is."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.benchmarks import corpus, proofs
from tests.benchmarks.clock import Step, makebook, watched

#: How many pages are asked for, and about how many of them a chapter has.
SIZES = (100, 1_000, 5_000)
_PAGES_OF_A_CHAPTER = 15.5
#: What a build may hold at most: this, and a little more for each page.
_MOST_BYTES, _MOST_BYTES_A_PAGE = 250_000_000, 100_000


@dataclass(frozen=True)
class Book:
    """A book that was built: its `pages`, how long that took, and the most that one process held,
    in bytes.
    """

    pages: int
    seconds: float
    peak: int

    @property
    def is_within_bar(self) -> bool:
        """Whether it took little more for its pages than what any book takes."""
        return self.peak <= _MOST_BYTES + _MOST_BYTES_A_PAGE * self.pages


def built(pages: int) -> Book:
    """A book of about so many `pages`, built for print and as an EPUB. Raises NotMeasuredError
    where that fails.
    """
    with tempfile.TemporaryDirectory(prefix="makebook-bench-") as folder:
        root = Path(folder)
        manuscript = corpus.book(root, max(1, round(pages / _PAGES_OF_A_CHAPTER)))
        run = watched(Step((str(makebook()), "build", "-e", "print", "-e", "epub"), root))
        made = root / "output" / f"{manuscript.folder.name}.pdf"
        return Book(proofs.pages(made), run.seconds, run.peak)


def growth_table(books: Sequence[Book]) -> str:
    """The figures of `books`, each with those of a page, and those in proportion to the first."""
    first = books[0]
    lines = ["pages | seconds | MB of the largest process | ms a page | to the first | MB a page"]
    for book in books:
        slower = (book.seconds / book.pages) / (first.seconds / first.pages)
        lines.append(
            f"{book.pages} | {book.seconds:.1f} | {book.peak / 1e6:.0f} | "
            f"{1000 * book.seconds / book.pages:.0f} | {slower:.2f} | "
            f"{book.peak / 1e6 / book.pages:.2f}"
        )
    return "\n".join(lines)
