"""Divided printing: a book printed division by division, those that are kept and still hold as they
are, until every number in them is that of the whole.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from functools import partial
from html import unescape
from typing import TYPE_CHECKING

import prepress
from prepress.errors import Place, SourceError
from prepress.files.digests import digest_of
from prepress.pdf.binding import gutter
from prepress.pdf.divisions.division import pdf_of
from prepress.pdf.divisions.division_printer import DivisionJob, DivisionPrinter
from prepress.pdf.divisions.finished_book import FinishedBook, FinishedDivision
from prepress.pdf.divisions.joined_divisions import join_divisions
from prepress.pdf.divisions.kept_divisions import KeptDivisions, files_of, order_file, part_name
from prepress.pdf.divisions.rounds import (
    DivisionResult,
    PrintRound,
    RoundHere,
    RoundInCopies,
    TellResult,
    untold,
)
from prepress.pdf.divisions.splitting import DivisionText, divide
from prepress.pdf.engine.insides import SUPPORTED_WEASYPRINT
from prepress.pdf.engine.reuse import fonts_of
from prepress.pdf.fitting import Fit, fits_for
from prepress.pdf.index_pages import PageNumber, has_index
from prepress.pdf.page_labels import page_labels
from prepress.pdf.page_map import page_breaks
from prepress.processes import FORKS, return_memory
from prepress.reporting.steps import Progress, unfollowed

if TYPE_CHECKING:
    from prepress.findings import Finding
    from prepress.galley.page_breaks import PageBreak
    from prepress.pdf.divisions.division import Anchors, PrintedDivision
    from prepress.pdf.divisions.early_pages import EarlyPagesFolder
    from prepress.pdf.engine.starting_places import Joint
    from prepress.pdf.pages import PaperText

#: How often the divisions are gone through until none changes any more.
_MOST_ROUNDS = 8
#: How often the gutter may grow.
_MOST_GUTTERS = 5
#: About how many characters of its markup a full page of a book has, for each mm² of the page.
_LETTERS_A_MM2 = 0.068
_FIELD = re.compile(r'class="(?:[^"]* )?field[ "]')
_PICTURE = re.compile(r'(?:src|href)="([^"#]+)')
_ID = re.compile(r"""\sid=["']([^"']+)""")


@dataclass(frozen=True)
class DividedBook:
    """A printed book: what begins each of its pages, and what was found; `kept` are the files to
    keep of it, by name, and `order` those to keep besides where its own file is put in place too.
    `joined` gives its PDF, which takes a moment.
    """

    joined: Callable[[], bytes] = field(repr=False)
    fit: Fit
    breaks: tuple[PageBreak, ...]
    findings: tuple[Finding, ...]
    remarks: tuple[str, ...]
    kept: Mapping[str, bytes] = field(repr=False)
    order: Mapping[str, bytes] = field(repr=False)


def print_divided(
    text: PaperText,
    kept: KeptDivisions,
    jobs: int = 1,
    progress: Progress = unfollowed,
    early: EarlyPagesFolder | None = None,
) -> DividedBook | None:
    """Print the `text` division by division, with those that are `kept`, at most `jobs` at a time;
    `progress` is told which chapter is laid out, and what is printed is put into `early`.

    None where it cannot be divided: its pages are limited, it has fields, its layout
    puts chapters on common pages, or something around them. Raises SourceError where the numbers of
    its pages never come to rest, and as the engine does.
    """
    if not _can_be_divided(text):
        return None
    (fit,) = fits_for(text.edition, text.stylesheet)
    before = kept.finished_book() if early else None
    press = _DivisionPress(text, kept, jobs if FORKS else 1, progress, early, before)
    if text.is_bound:
        fit = replace(fit, binding=gutter(_about_pages(text)))
    for _ in range(_MOST_GUTTERS):
        if not press.settle(fit):
            return None
        needed = gutter(press.pages) if text.is_bound else fit.binding
        if needed <= fit.binding:
            break
        fit = replace(fit, binding=needed)
    return press.finished(fit)


def _about_pages(text: PaperText) -> int:
    """How many pages it may have; rather too few, since a gutter can still grow."""
    page = text.edition.page
    letters = sum(len(chapter.markup) for chapter in text.chapters)
    return int(letters / (_LETTERS_A_MM2 * page.width_mm * page.height_mm))


def _can_be_divided(text: PaperText) -> bool:
    if text.edition.pages is not None or len(text.chapters) < 2:
        return False
    markup = [chapter.markup for chapter in text.chapters]
    if text.edition.is_filled_in and any(map(_FIELD.search, markup)):
        return False
    return len(text.stylesheet.split("counter(pages)")) <= 2


@dataclass
class _DivisionPress:
    """The divisions of a text as far as they are printed."""

    text: PaperText
    kept: KeptDivisions
    jobs: int
    progress: Progress
    early: EarlyPagesFolder | None = None
    before: FinishedBook | None = None
    openings: list[str] = field(default_factory=list)
    divisions: list[PrintedDivision] = field(default_factory=list)
    files: list[str] = field(default_factory=list)
    known: dict[str, PrintedDivision] = field(default_factory=dict)
    printed: dict[str, PrintedDivision] = field(default_factory=dict)
    font_files: dict[str, bytes] = field(default_factory=dict)

    @property
    def pages(self) -> int:
        """How many pages they have."""
        return sum(len(division.pages) for division in self.divisions)

    def settle(self, fit: Fit) -> bool:
        """Print all divisions so that each number in them is right; False where they cannot be
        told apart.
        """
        parts, ids = self._parts(fit)
        if not parts:
            return False
        names = {part.opening: f"{part.opening} {fit.binding}" for part in parts}
        self.known = self._kept_divisions(names)
        self.openings = [*names]
        show = self._showing(fit)
        printer = DivisionPrinter(self.text, fit, ids, self._index_pages(parts))
        self._print_edited(parts, printer, show)
        for _ in range(_MOST_ROUNDS):
            printer = replace(printer, index_pages=self._index_pages(parts))
            changed = self._print_round(printer.with_index(parts), printer, show)
            if not all(each.is_apart for opening, each in self.known.items() if opening):
                return False
            if not changed:
                self.divisions = [self.known[part.opening] for part in parts]
                self.files = [part_name(names[part.opening]) for part in parts]
                self.printed |= {name: self.known[opening] for opening, name in names.items()}
                return True
        raise SourceError(
            f"The numbers of its pages do not come to rest in {_MOST_ROUNDS} rounds.",
            "Take out a reference to a page near the end of a chapter.",
            Place(self.text.context.galley.manuscript.metadata_file),
        )

    def _parts(self, fit: Fit) -> tuple[Sequence[DivisionText], Set[str]]:
        """The parts to be printed, none where they cannot be told apart, and all ids in them."""
        html = self.text.html(self.text.chapters, fit)
        if "page-count" in html[html.find("<body") :]:
            return (), frozenset()
        parts = divide(html, [chapter.id for chapter in self.text.chapters])
        return parts, frozenset(map(unescape, _ID.findall(html)))

    def _kept_divisions(self, names: Mapping[str, str]) -> dict[str, PrintedDivision]:
        """Those that are kept with all their fonts, by the ids of the chapters that open them."""
        found = {opening: self.kept.find(name) for opening, name in names.items()}
        return {
            opening: division
            for opening, division in found.items()
            if division and self._has_fonts(division)
        }

    def _showing(self, fit: Fit) -> TellResult:
        """How somebody who looks on is shown a division as soon as it is printed, if there is
        somebody; pages of another binding would not look like those of the book.
        """
        early, before, openings = self.early, self.before, self.openings
        if early is None or (before and before.binding != fit.binding):
            return untold

        def show(opening: str, result: DivisionResult) -> None:
            if before and not opening:  # the chapter that was edited is to be seen first
                return
            fonts = {**self.font_files, **result.fonts}
            pdf = join_divisions([result.division], [result.division.pdf], fonts, ())
            early.put(openings, before, opening, pdf)

        return show

    def _print_edited(
        self, parts: Sequence[DivisionText], printer: DivisionPrinter, show: TellResult
    ) -> None:
        """Where somebody looks on, print those whose own text was changed before all others, as if
        they began where they did.
        """
        if show is untold:
            return
        jobs = self._jobs(printer.with_index(parts), self._anchors())
        print_round = RoundHere(printer, show)
        for job in self._edited(jobs):
            self._tell(job, jobs)
            print_round.print(job, self.known[job.part.opening].start)
        self._take(print_round.results())

    def _edited(self, jobs: Sequence[DivisionJob]) -> Iterator[DivisionJob]:
        """Those whose own text was changed; none where the first to be printed is one anyway."""
        stale = [job for job in jobs if job.part.opening and self._is_stale(job)]
        if stale and not self._is_edited(stale[0]):
            known = self.known
            yield from (job for job in stale if job.part.opening in known and self._is_edited(job))

    def _is_edited(self, job: DivisionJob) -> bool:
        opening = job.part.opening
        return self.before is None or self.before.text_of(opening) != self._text_of(opening)

    def _print_round(
        self, parts: Sequence[DivisionText], printer: DivisionPrinter, show: TellResult
    ) -> bool:
        """Print those of the `parts` that do not hold any more; whether there are any."""
        anchors = self._anchors()
        jobs = self._jobs(parts, anchors)
        stale = [job for job in jobs if self._is_stale(job)]
        several = self.jobs > 1 and len(stale) > 1
        print_round = (
            RoundInCopies(printer, stale, self.jobs, show) if several else RoundHere(printer, show)
        )
        try:
            self._print_in_order(jobs, anchors, print_round)
            results = print_round.results()
        finally:
            print_round.end()
        self._take(results)
        return bool(results)

    def _anchors(self) -> dict[str, Mapping[str, tuple[int, ...]]]:
        return {
            name: counters
            for division in self.known.values()
            for name, counters in division.anchors.items()
        }

    def _jobs(self, parts: Sequence[DivisionText], anchors: Anchors) -> list[DivisionJob]:
        return [
            DivisionJob(part, self._digest(part), anchors, part is parts[0], part is parts[-1])
            for part in parts
        ]

    def _take(self, results: Mapping[str, DivisionResult]) -> None:
        for opening, result in results.items():
            self.known[opening] = result.division
            self.font_files |= result.fonts
            self.text.context.layouts.inputs.add(result.inputs)

    def _print_in_order(
        self,
        jobs: Sequence[DivisionJob],
        anchors: dict[str, Mapping[str, tuple[int, ...]]],
        print_round: PrintRound,
    ) -> None:
        start: Joint | None = None
        for job in jobs:
            division = self.known.get(job.part.opening)
            if division and division.still_holds(job.digest, start, anchors):
                start = division.end
                continue
            self._tell(job, jobs)
            end = print_round.print(job, start)
            anchors |= end.anchors
            start = end.joint

    def _tell(self, job: DivisionJob, jobs: Sequence[DivisionJob]) -> None:
        chapters = [each for each in jobs if each.part.opening]
        if job in chapters:
            self.progress(f"chapter {chapters.index(job) + 1} of {len(chapters)}")

    def _is_stale(self, job: DivisionJob) -> bool:
        """Whether it must be printed again wherever it begins."""
        division = self.known.get(job.part.opening)
        return not division or not division.still_holds(job.digest, division.start, job.anchors)

    def _index_pages(self, parts: Sequence[DivisionText]) -> dict[str, PageNumber]:
        """The numbers of the pages that an index may name, as far as they are known."""
        if not any(has_index(part.own) for part in parts):
            return {}
        found = [self.known[part.opening] for part in parts if part.opening in self.known]
        labels = page_labels([fact for division in found for fact in division.pages])
        pages: dict[str, PageNumber] = {}
        begin = 0
        for division in found:
            for name, place in division.places.items():
                pages.setdefault(name, PageNumber(begin + place, labels[begin + place]))
            begin += len(division.pages)
        return pages

    def _digest(self, part: DivisionText) -> str:
        """What stands for all that the division is made from, but the numbers of pages."""
        context, html = self.text.context, part.html
        pictures = {picture.url: picture.digest for picture in context.galley.pictures}
        shown = [pictures.get(url, "") for url in _PICTURE.findall(html)]
        chapters = self._written(part.opening)
        fonts = fonts_of(html, context.layouts)
        options = sorted(self.text.options.items())
        made_by = (prepress.__version__, SUPPORTED_WEASYPRINT)
        made_from = (html, shown, chapters, fonts, options, self.text.edition, made_by)
        return digest_of(repr(made_from))

    def _written(self, opening: str) -> list[tuple[str, int, str]]:
        """What was written for a division, with where it begins."""
        galley = self.text.context.galley
        return [
            (chapter.file, chapter.first_line, chapter.text)
            for chapter, set_chapter in zip(
                galley.manuscript.chapters, galley.chapters, strict=False
            )
            if set_chapter.id == opening
        ]

    def _text_of(self, opening: str) -> str:
        return digest_of(repr(self._written(opening)))

    def _has_fonts(self, division: PrintedDivision) -> bool:
        for use in division.fonts:
            if use.file not in self.font_files:
                content = self.kept.font(use.file)
                if content is None:
                    return False
                self.font_files[use.file] = content
        return True

    def finished(self, fit: Fit) -> DividedBook:
        """The book that the divisions make."""
        facts = [fact for division in self.divisions for fact in division.pages]
        labels = page_labels(facts)
        findings = [each for division in self.divisions for each in division.findings]
        remarks = [each for division in self.divisions for each in division.remarks]
        kept = files_of(self.printed, self.font_files)
        # Each PDF is in what is kept of its division, and need not be held twice.
        divisions = [replace(division, pdf=b"") for division in self.divisions]
        pdfs = (pdf_of(kept[file]) for file in self.files)
        return DividedBook(
            partial(_joined, divisions, pdfs, self.font_files, labels, self.progress),
            fit,
            page_breaks([fact.start for fact in facts], labels),
            tuple(_once(findings)),
            tuple(dict.fromkeys(remarks)),
            kept,
            order_file(FinishedBook(fit.binding, tuple(self._finished_divisions()))),
        )

    def _finished_divisions(self) -> Iterator[FinishedDivision]:
        for opening, division in zip(self.openings, self.divisions, strict=True):
            yield FinishedDivision(opening, len(division.pages), self._text_of(opening))


def _joined(
    divisions: Sequence[PrintedDivision],
    pdfs: Iterable[bytes],
    font_files: Mapping[str, bytes],
    labels: Sequence[str],
    progress: Progress,
) -> bytes:
    progress("putting its chapters together")
    joined = join_divisions(divisions, pdfs, font_files, labels)
    return_memory()  # joining takes much of it
    return joined


def _once(findings: Sequence[Finding]) -> Iterator[Finding]:
    """What is said of all pages is said once."""
    seen: set[tuple[str, Place]] = set()
    for finding in findings:
        key = (finding.code, finding.place)
        if finding.what.startswith("All pages") and key in seen:
            continue
        seen.add(key)
        yield finding
