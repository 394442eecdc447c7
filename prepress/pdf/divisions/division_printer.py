"""Division printer: one division of a book laid out, looked through and written."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING

from prepress.pdf.divisions.division import Anchors, PageFact, PrintedDivision, counters_at
from prepress.pdf.divisions.joining import Bookmark, without_leftovers
from prepress.pdf.divisions.splitting import DivisionText, divide
from prepress.pdf.engine.boxes import page_boxes
from prepress.pdf.engine.continuing import Continuation, continuing, links_to
from prepress.pdf.engine.engine_remarks import collected_remarks
from prepress.pdf.engine.shared_fonts import FontUses, without_shared_fonts
from prepress.pdf.glyphs import lacking_in, with_boxes
from prepress.pdf.index_pages import PageNumber, has_index, numbered_index
from prepress.pdf.page_map import page_starts
from prepress.pdf.proofs import proof_findings

if TYPE_CHECKING:
    from weasyprint import Document

    from prepress.pdf.engine.starting_places import AwaitStart, Joint
    from prepress.pdf.fitting import Fit
    from prepress.pdf.pages import PaperText
    from prepress.pdf.paper import PaperChapter

_HYPHEN = "\u2010"
#: A text for which the engine needs most of what it has to read.
_SAMPLE = "<h1>One</h1><p>Some <b>words</b>, <i>others</i> and <code>others</code>.</p>" + (
    f"<p>{'Extraordinarily incomprehensible sentences. ' * 9}</p><ul><li>One</ul>"
)


@dataclass(frozen=True)
class DivisionJob:
    """A division to be printed: its text, the digest of what it is made from, the `anchors` that
    are known, and whether it is the first or the last of the book.
    """

    part: DivisionText
    digest: str
    anchors: Anchors
    is_first: bool
    is_last: bool


@dataclass(frozen=True)
class DivisionPrinter:
    """How the divisions of a `text` are printed in a `fit`; `ids` are all that stand in it, and
    `index_pages` the numbers of the pages that its index names, as far as they are known.
    """

    text: PaperText
    fit: Fit
    ids: Set[str]
    index_pages: Mapping[str, PageNumber]

    def with_index(self, parts: Sequence[DivisionText]) -> list[DivisionText]:
        """The `parts` with the numbers of pages in their index, as far as they are known."""
        lang = self.text.context.galley.manuscript.metadata.lang
        return [
            replace(part, own=numbered_index(part.own, self.index_pages, lang))
            if has_index(part.own)
            else part
            for part in parts
        ]

    def prepare(self, part: DivisionText) -> None:
        """Read what each copy of this process would else read by itself before it could print: the
        stylesheets, the fonts, and what finds a line of the text again.
        """
        import_module("prepress.galley.markup.conversion")
        head, _, _ = part.html.partition("<body")
        self.text.lay_out(f"{head}<body>{_SAMPLE}</body></html>").write_pdf()

    def print(
        self,
        job: DivisionJob,
        start: Joint | AwaitStart | None,
        tell_end: Callable[[Continuation], None] = lambda known: None,
    ) -> tuple[PrintedDivision, Mapping[str, bytes]]:
        """The division behind `start`, and the files of its fonts by their digests.

        Where it ends is told as soon as it is known. Raises as the engine does.
        """
        document, known, fonts, data, remarks = self._set_with_boxes(job, start, tell_end)
        before, html = known.behind.pages, job.part.html
        galley = self.text.context.galley
        division = PrintedDivision(
            made_from=job.digest,
            start=known.behind if start else None,
            asked={name: counters_at(job.anchors, name) for name in sorted(known.asked)},
            end=known.end,
            anchors=dict(known.anchors),
            places=_places(document),
            pages=tuple(_page_facts(document, before)),
            bookmarks=tuple(_bookmarks(document)),
            fonts=tuple(fonts.uses),
            font_options=fonts.options,
            has_hyphens=_HYPHEN in html[html.find("<body") :],
            findings=proof_findings(document, galley, before, is_end=job.is_last),
            remarks=remarks,
            is_apart=known.is_apart,
            pdf=data if job.is_first else without_leftovers(data),
        )
        return division, fonts.files

    def _set_with_boxes(
        self,
        job: DivisionJob,
        start: Joint | AwaitStart | None,
        tell_end: Callable[[Continuation], None],
    ) -> tuple[Document, Continuation, FontUses, bytes, tuple[str, ...]]:
        """The division laid out and written, once more with boxes where its fonts lack characters;
        with what the engine said.
        """
        lacking: frozenset[str] = frozenset()
        remarks: list[str] = []
        while True:
            with collected_remarks() as said:
                document, known = self._lay_out_behind(job, start, lacking)
                tell_end(known)
                with links_to(self.ids), without_shared_fonts() as fonts:
                    data = self.text.edition.finish(document, self.text.context)
            remarks += said
            missing = lacking_in(said)
            if not missing or lacking:
                return document, known, fonts, data, tuple(dict.fromkeys(remarks))
            lacking = missing
            start = start and known.behind

    def _lay_out_behind(
        self, job: DivisionJob, start: Joint | AwaitStart | None, lacking: frozenset[str]
    ) -> tuple[Document, Continuation]:
        with continuing(start, job.anchors, job.part.opening) as known:
            document = self._lay_out(job.part, lacking)
        if not known.unsettled:
            return document, known
        with continuing(known.behind, job.anchors, job.part.opening) as known:
            return self._lay_out(job.part, lacking), known

    def _lay_out(self, part: DivisionText, lacking: frozenset[str]) -> Document:
        own = [chapter for chapter in self.text.chapters if chapter.id == part.opening]
        if not own:
            return self.text.lay_out(with_boxes(part.html, lacking))

        def lay_out_text(chapters: Sequence[PaperChapter], *, smaller: bool = False) -> Document:
            html = part.html if chapters[0] is own[0] else self._html_with(chapters[0])
            return self.text.lay_out(with_boxes(html, lacking), smaller=smaller)

        return self.text.set_chapters(own, lay_out_text, partial(lay_out_text, smaller=True))

    def _html_with(self, changed: PaperChapter) -> str:
        chapters = [
            changed if chapter.id == changed.id else chapter for chapter in self.text.chapters
        ]
        parts = divide(self.text.html(chapters, self.fit), [chapter.id for chapter in chapters])
        return next(part.html for part in self.with_index(parts) if part.opening == changed.id)


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
