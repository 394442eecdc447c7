"""The works: what is measured, against which peer, and how much of the peer's time ours may take at
most.
"""

from __future__ import annotations

import itertools
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from tests.benchmarks import corpus, peers, proofs, prose
from tests.benchmarks.clock import Commands, NotMeasuredError, Side, Step, makebook
from tests.benchmarks.watching import watching, with_first_word

_FEW_CLINICS = 20
_BUILD = ("build", "-e", "print", "-e", "epub")


@dataclass(frozen=True)
class Pairing:
    """Both sides of a comparison; `proof` looks at their files after a run and raises where it
    would be unfair.
    """

    ours: Side
    peer: Side
    proof: Callable[[], None] = field(default=lambda: None)


@dataclass(frozen=True)
class Work:
    """One comparison: what we do, what the peer does, and the bars of time and, where there is one,
    of memory.
    """

    name: str
    title: str
    against: str
    bar: float
    open: Callable[[Path], AbstractContextManager[Pairing]]
    memory_bar: float | None = None


@contextmanager
def _cold(folder: Path) -> Iterator[Pairing]:
    corpus.shipped_handout(folder / "ours")
    manuscript = corpus.shipped_handout(folder / "peer")
    proof = partial(_peer_shows_pictures, manuscript)
    yield Pairing(_cold_build(folder / "ours"), Commands(peers.with_weasyprint(manuscript)), proof)


@contextmanager
def _watch(folder: Path) -> Iterator[Pairing]:
    own = corpus.shipped_handout(folder / "ours")
    manuscript = corpus.shipped_handout(folder / "peer")
    peer = Commands(peers.with_typst(manuscript))
    with watching(folder / "ours", own.folder / own.texts[0], own.folder.name) as ours:
        yield Pairing(ours, peer, partial(_peer_shows_pictures, manuscript))


@contextmanager
def _idle(folder: Path) -> Iterator[Pairing]:
    """Nothing changes between the runs; the warm-up is what builds."""
    corpus.shipped_handout(folder)
    yield Pairing(
        Commands((_makebook(folder, *_BUILD),)), Commands((_makebook(folder, "--version"),))
    )


@contextmanager
def _library(folder: Path) -> Iterator[Pairing]:
    """Ours is one build of the project on all cores, divided by the handouts.

    The peer has no such build: its commands run one after the other, as in a loop of the shell,
    divided by the handouts.
    """
    corpus.library(folder / "ours")
    manuscripts = corpus.library(folder / "peer")
    steps = tuple(step for manuscript in manuscripts for step in peers.with_typst(manuscript))

    def proof() -> None:
        for manuscript in manuscripts:
            _peer_shows_pictures(manuscript)
            found = proofs.pages(folder / "ours" / "output" / f"{manuscript.folder.name}.pdf")
            if found != 2:
                raise NotMeasuredError(f"{manuscript.folder.name} has {found} pages, not two.")

    ours = _cold_build(folder / "ours", share=1 / len(manuscripts))
    yield Pairing(ours, Commands(steps, share=1 / len(manuscripts)), proof)


@contextmanager
def _book(folder: Path) -> Iterator[Pairing]:
    manuscript = corpus.book(folder / "ours")
    plain = peers.plain_weasyprint(folder / "ours", folder / "peer")

    def proof() -> None:
        ours = proofs.pages(folder / "ours" / "output" / f"{manuscript.folder.name}.pdf")
        theirs = proofs.pages(folder / "peer" / "peer.pdf")
        # The peer does not look how wide its gutter must be.
        if abs(ours - theirs) > 0.03 * ours or not 280 <= ours <= 340:
            raise NotMeasuredError(
                f"The book has {ours} pages with us and {theirs} with the peer, not about 300."
            )

    yield Pairing(_cold_build(folder / "ours"), Commands((plain,)), proof)


@contextmanager
def _chapters(jobs: int, folder: Path) -> Iterator[Pairing]:
    """Ours takes at most so many `jobs` at a time; the peer is one process."""
    _long_book(folder / "ours")
    peer = Commands(peers.with_weasyprint(_long_book(folder / "peer")))
    yield Pairing(_cold_build(folder / "ours", jobs=jobs), peer)


@dataclass(frozen=True)
class _EditedBuild:
    """A side that changes a word of `source`, and builds again with the `command`."""

    source: Path
    command: Commands
    _turns: Iterator[int] = field(default_factory=itertools.count)

    def seconds(self) -> float:
        self._edit()
        return self.command.seconds()

    def peak(self) -> int:
        self._edit()
        return self.command.peak()

    def _edit(self) -> None:
        text = self.source.read_text("utf-8")
        self.source.write_text(with_first_word(text, prose.word(next(self._turns))), "utf-8")


@contextmanager
def _edited(folder: Path) -> Iterator[Pairing]:
    """The peer sets the whole again, as it always does."""
    own = _long_book(folder / "ours")
    build = Commands((_makebook(folder / "ours", *_BUILD),))
    peer = Commands(peers.with_typst(_long_book(folder / "peer")))
    yield Pairing(_EditedBuild(own.folder / own.texts[4], build), peer)


@contextmanager
def _edited_in_watch(folder: Path) -> Iterator[Pairing]:
    """The same edit while the book is watched."""
    own = _long_book(folder / "ours")
    peer = Commands(peers.with_typst(_long_book(folder / "peer")))
    with watching(folder / "ours", own.folder / own.texts[4], own.folder.name) as ours:
        yield Pairing(ours, peer)


def _long_book(root: Path) -> corpus.Manuscript:
    return corpus.book(root, corpus.LONG_CHAPTERS, corpus.PARTS)


@dataclass(frozen=True)
class _OneSecond:
    """What has no peer is held against a second, and the memory that another command takes."""

    other: Commands

    def seconds(self) -> float:
        return 1.0

    def peak(self) -> int:
        return self.other.peak()


@contextmanager
def _clinics(folder: Path) -> Iterator[Pairing]:
    """Ours is the time of all cores for one of many clinics, print and EPUB together."""
    manuscript = corpus.clinics(folder / "many")
    corpus.clinics(folder / "few", _FEW_CLINICS)
    cores = len(os.sched_getaffinity(0))

    def proof() -> None:
        made = sorted((folder / "many" / "output").glob(f"{manuscript.folder.name}-*.*"))
        pages = [proofs.pages(file) for file in made if file.suffix == ".pdf"]
        if (len(made), len(pages), {*pages}) != (2 * corpus.CLINICS, corpus.CLINICS, {2}):
            raise NotMeasuredError(f"There are {len(made)} files, or not all PDFs have two pages.")

    many, few = (
        Commands(
            (_makebook(root, *_BUILD, "--all-clinics"),),
            share,
            partial(_leave_only_sources, root),
        )
        for root, share in ((folder / "many", cores / corpus.CLINICS), (folder / "few", 1.0))
    )
    yield Pairing(many, _OneSecond(few), proof)


@contextmanager
def _copies(folder: Path) -> Iterator[Pairing]:
    """Nothing changes between the runs; the warm-up is what looks at each file."""
    corpus.copies(folder)
    ours = Commands((_makebook(folder, *_BUILD, "--all-clinics"),))
    yield Pairing(ours, _OneSecond(Commands((_makebook(folder, "--version"),))))


WORKS = (
    Work("cold", "cold build of the handout", "pandoc + weasyprint, pandoc to EPUB", 0.6, _cold),
    Work("watch", "one word edited in watch", "pandoc + typst, pandoc to EPUB", 1.0, _watch),
    Work("idle", "nothing to do", "makebook --version", 2.0, _idle),
    Work(
        "library",
        f"one of {corpus.HANDOUTS} handouts",
        "pandoc + typst, pandoc to EPUB",
        0.7,
        _library,
    ),
    Work("book", "300-page book", "plain WeasyPrint, PDF only", 1.1, _book, memory_bar=1.3),
    Work(
        "chapters",
        "book of nine long chapters, one process",
        "pandoc + weasyprint, pandoc to EPUB",
        1.0,
        partial(_chapters, 1),
        memory_bar=1.2,
    ),
    Work(
        "together",
        "the same book, two processes",
        "pandoc + weasyprint, pandoc to EPUB",
        0.65,
        partial(_chapters, 2),
    ),
    Work("edit", "one word of that book edited", "pandoc + typst, pandoc to EPUB", 1.0, _edited),
    Work(
        "book-watch",
        "the same edit in watch",
        "pandoc + typst, pandoc to EPUB",
        0.7,
        _edited_in_watch,
    ),
    Work(
        "clinics",
        f"one of {corpus.CLINICS} clinics, on one core",
        f"1 s, and the memory of {_FEW_CLINICS} clinics",
        0.4,
        _clinics,
        memory_bar=1.2,
    ),
    Work(
        "copies",
        f"nothing to do in {corpus.COPIES} copies",
        "1 s, and the memory of makebook --version",
        1.0,
        _copies,
    ),
)


def _cold_build(root: Path, share: float = 1.0, jobs: int | None = None) -> Commands:
    """A build of all that is in the project, by as many processes as there are processors, or by
    so many `jobs`.
    """
    chosen = ("-j", str(jobs)) if jobs else ()
    build = _makebook(root, *_BUILD, *chosen)
    return Commands((build,), share, partial(_leave_only_sources, root))


def _leave_only_sources(root: Path) -> None:
    """Take out of a project all that an earlier build left in it, so that nothing is remembered."""
    for entry in root.iterdir():
        if entry.name != "sources":
            shutil.rmtree(entry) if entry.is_dir() else entry.unlink()


def _makebook(root: Path, *arguments: str) -> Step:
    return Step((str(makebook()), *arguments), root)


def _peer_shows_pictures(manuscript: corpus.Manuscript) -> None:
    folder = manuscript.folder
    proofs.shows_pictures(folder / "peer.pdf", folder / "peer.epub", manuscript.pictures)
