"""Divided printing: a book printed division by division, those that are kept and still hold as they
are, until every number in them is that of the whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from html import unescape
from io import BytesIO
from typing import TYPE_CHECKING

import prepress
from prepress.errors import Place, SourceError
from prepress.files.digests import digest_of
from prepress.pdf.binding import gutter
from prepress.pdf.divisions.division import Anchors, PageFact, PrintedDivision, counters_at
from prepress.pdf.divisions.joining import Bookmark, join
from prepress.pdf.divisions.kept_divisions import KeptDivisions, files_of
from prepress.pdf.divisions.splitting import DivisionText, divide
from prepress.pdf.engine.boxes import page_boxes
from prepress.pdf.engine.continuing import Continuation, Joint, continuing, links_to
from prepress.pdf.engine.engine import collected_remarks, open_engine
from prepress.pdf.engine.insides import SUPPORTED_WEASYPRINT
from prepress.pdf.engine.reuse import fonts_of
from prepress.pdf.engine.shared_fonts import FontUse, FontUses, without_shared_fonts, write_fonts
from prepress.pdf.fitting import Fit, fits_for
from prepress.pdf.glyphs import lacking_in, with_boxes
from prepress.pdf.index_pages import PageNumber, numbered_index
from prepress.pdf.page_labels import page_labels
from prepress.pdf.page_map import page_breaks, page_starts
from prepress.pdf.proofs import proof_findings
from prepress.pdf.tagging.text_tags import remap_hyphens_of

if TYPE_CHECKING:
    from weasyprint import Document

    from prepress.findings import Finding
    from prepress.galley.page_breaks import PageBreak
    from prepress.pdf.pages import PaperText
    from prepress.pdf.paper import PaperChapter

#: How often the divisions are gone through until none changes any more.
_MOST_ROUNDS = 8
#: How often the gutter may grow.
_MOST_GUTTERS = 5
#: About how many characters of its markup a full page of a book has, for each mm² of the page.
_LETTERS_A_MM2 = 0.068
_FIELD = re.compile(r'class="(?:[^"]* )?field[ "]')
_INDEX = 'class="index-locator"'
_PICTURE = re.compile(r'(?:src|href)="([^"#]+)')
_ID = re.compile(r"""\sid=["']([^"']+)""")
_HYPHEN = "\u2010"


@dataclass(frozen=True)
class DividedBook:
    """A printed book: its PDF, what begins each of its pages, and what was found; `kept` are the
    files to keep of it, by name.
    """

    data: bytes
    fit: Fit
    breaks: tuple[PageBreak, ...]
    findings: tuple[Finding, ...]
    remarks: tuple[str, ...]
    kept: Mapping[str, bytes] = field(repr=False)


def print_divided(text: PaperText, kept: KeptDivisions) -> DividedBook | None:
    """Print the `text` division by division, with those that are `kept`.

    None where it cannot be divided: its pages are limited, it has fields, its layout
    puts chapters on common pages, or something around them. Raises SourceError where the numbers of
    its pages never come to rest, and as the engine does.
    """
    if not _can_be_divided(text):
        return None
    (fit,) = fits_for(text.edition, text.stylesheet)
    press = _DivisionPress(text, kept)
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
    divisions: list[PrintedDivision] = field(default_factory=list)
    known: dict[str, PrintedDivision] = field(default_factory=dict)
    printed: dict[str, PrintedDivision] = field(default_factory=dict)
    font_files: dict[str, bytes] = field(default_factory=dict)
    ids: frozenset[str] = frozenset()

    @property
    def pages(self) -> int:
        """How many pages they have."""
        return sum(len(division.pages) for division in self.divisions)

    def settle(self, fit: Fit) -> bool:
        """Print all divisions so that each number in them is right; False where they cannot be
        told apart.
        """
        html = self.text.html(self.text.chapters, fit)
        parts = divide(html, [chapter.id for chapter in self.text.chapters])
        if not parts or "page-count" in html[html.find("<body") :]:
            return False
        self.ids = frozenset(map(unescape, _ID.findall(html)))
        names = {part.opening: f"{part.opening} {fit.binding}" for part in parts}
        self.known = self._kept_divisions(names)
        for _ in range(_MOST_ROUNDS):
            changed = self._print_round(self._with_index(parts), fit)
            if not all(each.is_apart for opening, each in self.known.items() if opening):
                return False
            if not changed:
                self.divisions = [self.known[part.opening] for part in parts]
                self.printed |= {name: self.known[opening] for opening, name in names.items()}
                return True
        raise SourceError(
            f"The numbers of its pages do not come to rest in {_MOST_ROUNDS} rounds.",
            "Take out a reference to a page near the end of a chapter.",
            Place(self.text.context.galley.manuscript.metadata_file),
        )

    def _kept_divisions(self, names: Mapping[str, str]) -> dict[str, PrintedDivision]:
        """Those that are kept with all their fonts, by the ids of the chapters that open them."""
        found = {opening: self.kept.find(name) for opening, name in names.items()}
        return {
            opening: division
            for opening, division in found.items()
            if division and self._has_fonts(division)
        }

    def _print_round(self, parts: Sequence[DivisionText], fit: Fit) -> bool:
        """Print those of the `parts` that do not hold any more; whether there are any."""
        anchors = {
            name: counters
            for division in self.known.values()
            for name, counters in division.anchors.items()
        }
        start: Joint | None = None
        changed = False
        for part in parts:
            digest = self._digest(part)
            division = self.known.get(part.opening)
            if division is None or not division.still_holds(digest, start, anchors):
                division = self._print(
                    part, digest, start, anchors, fit=fit, is_end=part is parts[-1]
                )
                self.known[part.opening] = division
                anchors |= division.anchors
                changed = True
            start = division.end
        return changed

    def _with_index(self, parts: Sequence[DivisionText]) -> list[DivisionText]:
        """The `parts` with the numbers of pages in their index, as far as they are known."""
        if not any(_INDEX in part.html for part in parts):
            return list(parts)
        pages = self._anchor_pages(parts)
        lang = self.text.context.galley.manuscript.metadata.lang
        return [replace(part, html=numbered_index(part.html, pages, lang)) for part in parts]

    def _anchor_pages(self, parts: Sequence[DivisionText]) -> dict[str, PageNumber]:
        divisions = [self.known.get(part.opening) for part in parts]
        found = [division for division in divisions if division]
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
        context = self.text.context
        pictures = {picture.url: picture.digest for picture in context.galley.pictures}
        shown = [pictures.get(url, "") for url in _PICTURE.findall(part.html)]
        chapters = [
            (chapter.file, chapter.first_line, chapter.text)
            for chapter, set_chapter in zip(
                context.galley.manuscript.chapters, context.galley.chapters, strict=False
            )
            if set_chapter.id == part.opening
        ]
        fonts = fonts_of(part.html, context.layouts)
        options = sorted(self.text.options.items())
        made_by = (prepress.__version__, SUPPORTED_WEASYPRINT)
        made_from = (part.html, shown, chapters, fonts, options, self.text.edition, made_by)
        return digest_of(repr(made_from))

    def _has_fonts(self, division: PrintedDivision) -> bool:
        for use in division.fonts:
            if use.file not in self.font_files:
                content = self.kept.font(use.file)
                if content is None:
                    return False
                self.font_files[use.file] = content
        return True

    def _print(
        self,
        part: DivisionText,
        digest: str,
        start: Joint | None,
        anchors: Anchors,
        *,
        fit: Fit,
        is_end: bool,
    ) -> PrintedDivision:
        document, known, fonts, data, remarks = self._set_with_boxes(part, start, anchors, fit)
        self.font_files |= fonts.files
        before = start.pages if start else 0
        galley = self.text.context.galley
        return PrintedDivision(
            made_from=digest,
            start=start,
            asked={name: counters_at(anchors, name) for name in sorted(known.asked)},
            end=known.end,
            anchors=dict(known.anchors),
            places=_places(document),
            pages=tuple(_page_facts(document, before)),
            bookmarks=tuple(_bookmarks(document)),
            fonts=tuple(fonts.uses),
            font_options=fonts.options,
            has_hyphens=_HYPHEN in part.html[part.html.find("<body") :],
            findings=proof_findings(document, galley, before, is_end=is_end),
            remarks=remarks,
            is_apart=known.is_apart,
            pdf=data,
        )

    def _set_with_boxes(
        self, part: DivisionText, start: Joint | None, anchors: Anchors, fit: Fit
    ) -> tuple[Document, Continuation, FontUses, bytes, tuple[str, ...]]:
        """The division laid out and written, once more with boxes where its fonts lack characters;
        with what the engine said.
        """
        lacking: frozenset[str] = frozenset()
        remarks: list[str] = []
        while True:
            with collected_remarks() as said, continuing(start, anchors, part.opening) as known:
                document = self._lay_out(part, fit, lacking)
                with links_to(self.ids), without_shared_fonts() as fonts:
                    data = self.text.edition.finish(document, self.text.context)
            remarks += said
            missing = lacking_in(said)
            if not missing or lacking:
                return document, known, fonts, data, tuple(dict.fromkeys(remarks))
            lacking = missing

    def _lay_out(self, part: DivisionText, fit: Fit, lacking: frozenset[str]) -> Document:
        own = [chapter for chapter in self.text.chapters if chapter.id == part.opening]
        if not own:
            return self.text.lay_out(with_boxes(part.html, lacking))

        def lay_out_text(chapters: Sequence[PaperChapter]) -> Document:
            html = part.html if chapters[0] is own[0] else self._html_with(chapters[0], fit)
            return self.text.lay_out(with_boxes(html, lacking))

        return self.text.set_chapters(own, lay_out_text)[0]

    def _html_with(self, changed: PaperChapter, fit: Fit) -> str:
        chapters = [
            changed if chapter.id == changed.id else chapter for chapter in self.text.chapters
        ]
        parts = divide(self.text.html(chapters, fit), [chapter.id for chapter in chapters])
        return next(part.html for part in self._with_index(parts) if part.opening == changed.id)

    def finished(self, fit: Fit) -> DividedBook:
        """The book that the divisions make."""
        facts = [fact for division in self.divisions for fact in division.pages]
        labels = page_labels(facts)
        data = join(
            [division.pdf for division in self.divisions],
            self._fonts(),
            [frozenset(use.key for use in division.fonts) for division in self.divisions],
            list(self._all_bookmarks()),
            labels,
        )
        findings = [each for division in self.divisions for each in division.findings]
        remarks = [each for division in self.divisions for each in division.remarks]
        return DividedBook(
            data,
            fit,
            page_breaks([fact.start for fact in facts], labels),
            tuple(_once(findings)),
            tuple(dict.fromkeys(remarks)),
            files_of(self.printed, self.font_files),
        )

    def _fonts(self) -> bytes:
        open_engine()
        uses: list[FontUse] = [use for division in self.divisions for use in division.fonts]
        pdf, fonts = write_fonts(uses, self.font_files, self.divisions[0].font_options)
        if not any(division.has_hyphens for division in self.divisions):
            remap_hyphens_of(pdf, ())
        pdf.add_object(fonts)
        pdf.catalog["Fonts"] = fonts.reference
        stream = BytesIO()
        pdf.write(stream, version=b"1.7", compress=True)
        return stream.getvalue()

    def _all_bookmarks(self) -> Iterator[Bookmark]:
        before = 0
        for division in self.divisions:
            for mark in division.bookmarks:
                yield replace(mark, page=mark.page + before)
            before += len(division.pages)


def _page_facts(document: Document, before: int) -> Iterator[PageFact]:
    for page, start in zip(page_boxes(document), page_starts(document), strict=True):
        number = before + page.number
        yield PageFact(number, page.counted, page.numerals, page.is_blank, start)


def _places(document: Document) -> dict[str, int]:
    places: dict[str, int] = {}
    for number, page in enumerate(document.pages):
        for anchor in page.anchors:
            places.setdefault(anchor, number)
    return places


def _bookmarks(document: Document) -> Iterator[Bookmark]:
    for number, page in enumerate(document.pages):
        for level, title, (left, top), state in page.bookmarks:
            yield Bookmark(
                level, title, number, 0.75 * left, 0.75 * (page.height - top), state == "open"
            )


def _once(findings: Sequence[Finding]) -> Iterator[Finding]:
    """What is said of all pages is said once."""
    seen: set[tuple[str, Place]] = set()
    for finding in findings:
        key = (finding.code, finding.place)
        if finding.what.startswith("All pages") and key in seen:
            continue
        seen.add(key)
        yield finding
