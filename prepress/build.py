"""The build: every chosen edition of every chosen publication, made whole or not at all."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from prepress.editions import EDITIONS, Edition, EpubEdition, PdfEdition, PrintEdition, file_name
from prepress.errors import MakebookError, Place, UsageError
from prepress.findings import Finding, Severity
from prepress.galley import Galley
from prepress.kept import keep
from prepress.language import Words, words_for
from prepress.layouts import Layouts
from prepress.manuscript import Manuscript, read
from prepress.nearest import suggestion
from prepress.outputs import sweep, write_whole
from prepress.parity import missing
from prepress.project import Project, Publication, font_folders, layout_folders, publications
from prepress.releases import Release, Verdict, release, verdict
from prepress.setting import set_galley

if TYPE_CHECKING:
    from prepress.pdf import Copy, Pages

Progress = Callable[[str], None]


@dataclass(frozen=True)
class Order:
    """What to build: `publications` and `editions` by name, all where empty; `write` is off for a mere check.

    With `release`, a publication of which all editions were built is added to its list of releases.
    """

    publications: tuple[str, ...] = ()
    editions: tuple[str, ...] = ()
    strict: bool = False
    write: bool = True
    release: bool = False


@dataclass(frozen=True)
class Built:
    """One finished edition; `pages` is None where it has none of its own, `path` where it was only checked.

    `text_size` in pt is what a page budget came to, or what the metadata asks for.
    """

    publication: str
    edition: str
    path: Path | None
    size: int
    pages: int | None = None
    text_size: float | None = None


@dataclass(frozen=True)
class Report:
    """What a build made, what it found, and what stopped it."""

    built: tuple[Built, ...] = ()
    findings: tuple[Finding, ...] = ()
    failures: tuple[MakebookError, ...] = ()
    withheld: tuple[str, ...] = ()
    released: tuple[Release, ...] = ()

    @property
    def exit_code(self) -> int:
        """0 all built, 1 findings kept an edition from being written, else the gravest failure's own code."""
        codes = [failure.exit_code for failure in self.failures]
        return max([*codes, 1 if self.withheld else 0])

    def joined(self, other: Report) -> Report:
        """Both reports as one, each finding once."""
        findings = tuple(dict.fromkeys(self.findings + other.findings))
        return Report(
            self.built + other.built,
            findings,
            self.failures + other.failures,
            self.withheld + other.withheld,
            self.released + other.released,
        )


def build(project: Project, order: Order, progress: Progress) -> Report:
    """Carry out `order`; a publication that fails does not stop the others.

    Raises UsageError for an unknown publication or edition, SourceError where there is nothing to build.
    """
    chosen = _chosen(publications(project), order.publications)
    _known(order.editions, tuple(EDITIONS), "edition")
    if order.release and order.editions:
        raise UsageError("A release is of all editions.", "Leave out --edition.")
    if order.write:
        sweep(project.output)
    report = Report()
    for publication in chosen:
        try:
            report = report.joined(_build_one(project, publication, order, progress))
        except UsageError:
            raise
        except MakebookError as failure:
            report = report.joined(Report(failures=(failure,)))
    return report


def _build_one(project: Project, publication: Publication, order: Order, progress: Progress) -> Report:
    progress(f"{publication.name}: setting the text")
    galley, layouts, words, findings = _set(project, publication)
    known = findings + galley.findings + _contradictions(galley)
    workshop = _Workshop(project, galley, layouts, words, order, known)
    report = Report(findings=known)
    for edition in _editions(galley.manuscript, order.editions):
        progress(f"{publication.name}: making the {edition.name} edition")
        report = report.joined(workshop.make(edition))
    if order.release and not report.withheld:
        keep(project, galley.revision, [built.path for built in report.built])
        new = release(project, publication, galley)
        report = report.joined(Report(released=(new,) if new else ()))
    return report


def _contradictions(galley: Galley) -> tuple[Finding, ...]:
    if galley.manuscript.metadata.accessibility is None:
        return ()
    from prepress.epub.accessibility import contradictions

    return contradictions(galley)


def verify(project: Project, revision: str) -> Verdict:
    """What a copy with this `revision` in its foot is. Raises SourceError where the sources cannot be read."""
    chosen = publications(project)
    return verdict(project, revision, [(publication, _set(project, publication)[0]) for publication in chosen])


def _set(project: Project, publication: Publication) -> tuple[Galley, Layouts, Words, tuple[Finding, ...]]:
    manuscript = read(project, publication)
    layouts = layouts_of(project, manuscript)
    words, findings = words_of(manuscript, layouts)
    return set_galley(manuscript, project, words), layouts, words, findings


def layouts_of(project: Project, manuscript: Manuscript) -> Layouts:
    """The layouts that the manuscript asks for. Raises SourceError where there are none of that name."""
    layout = manuscript.metadata.layout
    place = Place(manuscript.metadata_file, manuscript.metadata.lines.get("layout"))
    return Layouts(layout_folders(project, layout, place), font_folders(project))


def words_of(manuscript: Manuscript, layouts: Layouts) -> tuple[Words, tuple[Finding, ...]]:
    """The interface's words in the manuscript's language."""
    metadata = manuscript.metadata
    return words_for(metadata.lang, layouts.folders, Place(manuscript.metadata_file, metadata.lines.get("lang")))


@dataclass(frozen=True)
class _Made:
    """An edition before it is written."""

    data: bytes
    findings: tuple[Finding, ...] = ()
    pages: int | None = None
    text_size: float | None = None


@dataclass(frozen=True)
class _Workshop:
    """All that the editions of one galley are made with; `known` was found in its text."""

    project: Project
    galley: Galley
    layouts: Layouts
    words: Words
    order: Order
    known: tuple[Finding, ...]

    def make(self, edition: Edition) -> Report:
        """One edition, written only where neither what was found in the text nor its own findings forbid it."""
        made = self._printed(edition) if isinstance(edition, PdfEdition) else self._packed(edition)
        path = self.project.output / file_name(self.galley.manuscript.name, edition)
        found = self.known + made.findings
        if any(self.order.strict or finding.severity is Severity.ERROR for finding in found):
            return Report(findings=made.findings, withheld=(path.name,))
        if self.order.write:
            write_whole(path, made.data)
        written = path if self.order.write else None
        name = self.galley.manuscript.name
        built = Built(name, edition.name, written, len(made.data), made.pages, made.text_size)
        return Report((built,), made.findings)

    @cached_property
    def _copy(self) -> Copy:
        from prepress.pdf import Copy

        return Copy(self.galley, self.project, self.layouts, self.words)

    @cached_property
    def _print_pages(self) -> Pages | None:
        """The laid-out pages of the print edition, which the EPUB counts by; None where there is no such edition."""
        from prepress.pdf import lay_out_edition

        declared = self.galley.manuscript.metadata.editions
        edition = next((edition for edition in declared if isinstance(edition, PrintEdition)), None)
        return lay_out_edition(self._copy, edition) if edition else None

    def _printed(self, edition: PdfEdition) -> _Made:
        from prepress.pdf import print_edition

        pages = self._print_pages if isinstance(edition, PrintEdition) else None
        printed = print_edition(self._copy, edition, pages=pages, checked=self.order.strict)
        findings = printed.findings
        if self.order.strict:
            from prepress.parity.of_pdf import shown_by_pdf

            findings += missing(self.galley, shown_by_pdf(printed.data), edition.name)
        return _Made(printed.data, findings, printed.pages, printed.fit.size)

    def _packed(self, edition: EpubEdition) -> _Made:
        from prepress.epub import pack
        from prepress.epub.cover import illegible
        from prepress.pdf import page_map

        breaks = page_map(self._print_pages.document) if self._print_pages else ()
        data = pack(self.galley, self.layouts, self.words, root=self.project.root, breaks=breaks, edition=edition)
        findings = illegible(self.galley, self.layouts)
        if self.order.strict:
            from prepress.parity.of_epub import shown_by_epub

            findings += missing(self.galley, shown_by_epub(data), "epub")
        return _Made(data, findings)


def _chosen(all_publications: Sequence[Publication], names: Sequence[str]) -> Sequence[Publication]:
    by_name = {publication.name: publication for publication in all_publications}
    _known(names, tuple(by_name), "publication")
    return [by_name[name] for name in dict.fromkeys(names)] if names else all_publications


def _editions(manuscript: Manuscript, names: Sequence[str]) -> Sequence[Edition]:
    """The declared editions, or those of `names`: as the metadata declares them, else as they are built in."""
    declared = {edition.name: edition for edition in manuscript.metadata.editions}
    return [(declared.get(name) or EDITIONS[name]) for name in dict.fromkeys(names)] if names else [*declared.values()]


def _known(names: Sequence[str], known: Sequence[str], kind: str) -> None:
    for name in names:
        if name not in known:
            raise UsageError(f"There is no {kind} “{name}”.", suggestion(name, known))
