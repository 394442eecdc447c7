"""The view: all that a browser needs to show one edition of one publication, with each finding
where it belongs.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from prepress.editions import EDITIONS, file_name
from prepress.errors import MakebookError, Place
from prepress.findings import Finding, Severity
from prepress.manuscript.metadata_blocks import front_of
from prepress.preview.early_editions import belong_to, pages_with
from prepress.preview.line_pages import PageTexts, named_page
from prepress.preview.recent_screens import READERS
from prepress.preview.replacements import Replacement, replacement
from prepress.preview.soft_proofs import DPI, SoftProofs
from prepress.project.clinics import clinic_names, name_without, with_clinics
from prepress.project.project import Project, Publication, publications

if TYPE_CHECKING:
    from prepress.pdf.divisions.early_pages import EarlyPages
    from prepress.preview.feed import Round
    from prepress.preview.recent_screens import RecentScreens

_GRAVEST_FIRST: Sequence[str] = tuple(Severity)


@dataclass(frozen=True)
class Card:
    """A finding or a failure as the browser shows it; `page` counts from 1, and is None beside no
    page. `fix` is what mends the `line` of the `file`, where that is known.
    """

    severity: str
    code: str
    what: str
    hint: str
    where: str
    page: int | None = None
    file: str = ""
    line: int | None = None
    fix: Replacement | None = None


@dataclass(frozen=True)
class View:
    """What is shown; `current` says that the newest text made this edition, else it is the last
    good one, if any.

    Of `pages` and `sections` one is empty. Where the edition `is_coming`, the pages of its chapters
    that are done stand in place of those of before. `editions` are those of every publication, each
    with whether it is current. `source` is the publication as it is,
    whichever of the `clinics` it is shown for.
    """

    round: int
    time: str
    publication: str
    edition: str
    title: str = ""
    current: bool = False
    is_coming: bool = False
    pages: tuple[Mapping[str, Any], ...] = ()
    digest: str = ""
    sections: tuple[Mapping[str, Any], ...] = ()
    findings: tuple[Card, ...] = ()
    editions: Mapping[str, Mapping[str, bool]] = field(default_factory=dict)
    source: str = ""
    clinics: tuple[str, ...] = ()


@dataclass(frozen=True)
class PreviewProject:
    """The project whose editions are looked at."""

    project: Project
    proofs: SoftProofs
    screens: RecentScreens

    async def view(self, newest: Round, publication: str, edition: str) -> dict[str, Any]:
        """The view of an edition, or of the first where there is none of that name, as JSON has
        it.
        """
        shown = newest.shown
        publication, edition, path = self._edition(newest, publication, edition)
        current = path is not None and path.name in newest.made
        early = newest.early.get((publication, edition))
        contents, texts = await self._contents(path, edition, early)
        cards = await asyncio.to_thread(self._cards, newest, publication, path, texts)
        editions = {
            each: {name: file_name(each, EDITIONS[name]) in newest.made for name in names}
            for each, names in shown.items()
        }
        title = contents.pop("title", "") or publication
        return {
            "dpi": DPI,
            **asdict(
                View(
                    newest.number, newest.time, publication, edition, title, current,
                    findings=cards, editions=editions, source=self._source(publication),
                    clinics=clinic_names(self.project), **contents,
                )
            ),
        }  # fmt: skip

    def _edition(
        self, newest: Round, publication: str, edition: str
    ) -> tuple[str, str, Path | None]:
        """The edition that is meant by these names, and its file; the first where there is none of
        that name.
        """
        shown = newest.shown
        if publication not in shown:
            source = self._source(publication)
            same = (name for name in shown if self._source(name) == source)
            publication = next(same, next(iter(shown), ""))
        names = shown.get(publication, ())
        edition = edition if edition in names else next(iter(names), "")
        path = self.project.output / file_name(publication, EDITIONS[edition]) if edition else None
        return publication, edition, path

    def _source(self, publication: str) -> str:
        """The name of a publication without that of the clinic that it is made for."""
        found = (name_without(each, publication) for each in clinic_names(self.project))
        return next((name for name in found if name != publication), publication)

    def file(self, newest: Round, publication: str, edition: str) -> Path | None:
        """The finished file of an edition that there is to look at."""
        if edition not in newest.shown.get(publication, ()):
            return None
        path = self._edition(newest, publication, edition)[2]
        return path if path and path.is_file() else None

    async def page_texts(self, newest: Round, publication: str, edition: str) -> PageTexts:
        """What stands on each page of an edition, or in each section of one for screens."""
        path = self.file(newest, publication, edition)
        if path is None:
            return PageTexts(())
        form = EDITIONS[edition].form
        if form in READERS:
            screen = await self.screens.of(path, form)
            return PageTexts.of(screen.texts if screen else ())
        proof = await self.proofs.of(path) if form == "pdf" else None
        return PageTexts.of(page.text for page in proof.pages) if proof else PageTexts(())

    async def _contents(
        self, path: Path | None, edition: str, early: EarlyPages | None
    ) -> tuple[dict[str, Any], tuple[str, ...]]:
        """What there is to see in the file, and the texts of its pages where it has any."""
        form = EDITIONS[edition].form if path else "other"
        if path is None or form == "other":
            return {}, ()
        if form in READERS:
            return await self._sections(path, form), ()
        return await self._pages(path, early)

    async def _sections(self, path: Path, form: str) -> dict[str, Any]:
        screen = await self.screens.of(path, form)
        if screen is None:
            return {}
        sections = tuple(map(vars, screen.sections))
        return {"title": screen.title, "digest": screen.digest, "sections": sections}

    async def _pages(
        self, path: Path, early: EarlyPages | None
    ) -> tuple[dict[str, Any], tuple[str, ...]]:
        """The pages of the file, those that came `early` in place of theirs of before."""
        proof = await self.proofs.of(path)
        pages = proof.pages if proof else ()
        title, is_coming = proof.title if proof else "", False
        looks = {page.digest for page in pages}
        if early and belong_to(early, proof):
            parts = await self.proofs.of_parts(path, early.pdfs)
            pages, is_coming = pages_with(early, pages, parts), True
            title = title or next(iter(parts.values())).title
        shown = tuple(
            {
                "digest": page.digest,
                "width": page.width_pt,
                "height": page.height_pt,
                "is_new": page.digest not in looks,
            }
            for page in pages
        )
        contents = {"title": title, "pages": shown, "is_coming": is_coming}
        return contents, tuple(page.text for page in pages)

    def _cards(
        self, newest: Round, publication: str, path: Path | None, texts: Sequence[str]
    ) -> tuple[Card, ...]:
        """The findings on the publication and on what all share; those of another one are left to
        its own view.
        """
        owners = _owners(self.project, publication)
        remarks: Iterable[Finding | MakebookError] = (
            *newest.report.failures,
            *newest.report.findings,
        )
        pages = PageTexts.of(texts) if remarks else PageTexts(())
        cards = []
        for each in remarks:
            owner = owners.get(each.place.file) if each.place else None
            if owner in (None, publication):
                fix = self._fix(each) if owner else None
                cards.append(replace(_card(each, self._page(each, owner, path, pages)), fix=fix))
        return tuple(
            sorted(cards, key=lambda card: (card.page or 0, _GRAVEST_FIRST.index(card.severity)))
        )

    def _fix(self, remark: Finding | MakebookError) -> Replacement | None:
        """What mends the line that the remark is about."""
        card, place = _card(remark, None), remark.place
        if place is None or place.line is None:
            return None
        lines = _lines_of(self.project.root / place.file)
        if place.line > len(lines):
            return None
        return replacement(card.what, card.hint, lines[place.line - 1])

    def _page(
        self,
        remark: Finding | MakebookError,
        owner: str | None,
        path: Path | None,
        texts: PageTexts,
    ) -> int | None:
        """The page that the remark stands beside."""
        place = remark.place
        if place is None or not texts.pages:
            return None
        named = _page_in_words(remark, texts)
        if path and Path(place.file).name == path.name:
            return named
        if owner is None or place.line is None or place.file.endswith(".yaml"):
            return None
        page = _page_of_line(self.project.root / place.file, place.line, texts)
        # A line may be a long paragraph that begins a page before the words that are meant.
        return named if page and named == page + 1 else page


def _page_in_words(remark: Finding | MakebookError, texts: PageTexts) -> int | None:
    """The page that a finding names in its words, if there is one of that number."""
    page = named_page(remark) if isinstance(remark, Finding) else None
    return page if page and page <= len(texts.pages) else None


def _page_of_line(file: Path, line: int, texts: PageTexts) -> int | None:
    """The page of a line of the text; None for one of the metadata at its top."""
    lines = _lines_of(file)
    metadata = front_of("\n".join(lines)).count("\n")
    return texts.page_of(line - metadata, lines[metadata:]) if line > metadata else None


def _lines_of(file: Path) -> list[str]:
    """The lines of a source; none where it cannot be read."""
    try:
        text = file.read_bytes().decode("utf-8-sig", errors="replace")
    except OSError:
        return []
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


def _owners(project: Project, shown: str) -> Mapping[str, str]:
    """The publication of every source file, by its path as findings name it, and of every edition.

    The text of the one that is `shown` is its own, though it is made for a clinic.
    """
    try:
        found = with_clinics(project, publications(project))
    except MakebookError:
        return {}
    owners: dict[str, str] = {}
    for publication in found:
        for edition in EDITIONS.values():
            owners[file_name(publication.name, edition)] = publication.name
        if not publication.clinic or publication.name == shown:
            owners |= dict.fromkeys(_sources(project, publication), publication.name)
    return owners


def _sources(project: Project, publication: Publication) -> list[str]:
    files = [*publication.files, *publication.left_out]
    if not publication.lone:
        files += [publication.folder / "book.yaml", publication.folder]
    return [project.relative(file) for file in files]


def _card(remark: Finding | MakebookError, page: int | None) -> Card:
    place: Place | str = remark.place or ""
    file, line = (place.file, place.line) if isinstance(place, Place) else (place, None)
    if isinstance(remark, Finding):
        head = (remark.severity, remark.code, remark.what, remark.hint)
    else:
        head = (Severity.ERROR, "", remark.what, remark.remedy)
    return Card(*head, str(place), page, file, line)
