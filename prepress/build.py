"""The build: every chosen edition of every chosen publication, made whole or not at all."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from prepress.editions import EDITIONS, Edition, PrintEdition, file_name
from prepress.errors import MakebookError, Place, UsageError
from prepress.findings import Finding, Severity
from prepress.galley import Galley
from prepress.language import Words, words_for
from prepress.layouts import Layouts
from prepress.manuscript import Manuscript, read
from prepress.outputs import sweep, write_whole
from prepress.project import Project, Publication, font_folders, layout_folders, publications
from prepress.setting import set_galley

Progress = Callable[[str], None]


@dataclass(frozen=True)
class Order:
    """What to build: `publications` and `editions` by name, all where empty; `write` is off for a mere check."""

    publications: tuple[str, ...] = ()
    editions: tuple[str, ...] = ()
    strict: bool = False
    write: bool = True


@dataclass(frozen=True)
class Built:
    """One finished edition; `pages` is None where it has none of its own, `path` where it was only checked."""

    publication: str
    edition: str
    path: Path | None
    size: int
    pages: int | None = None


@dataclass(frozen=True)
class Report:
    """What a build made, what it found, and what stopped it."""

    built: tuple[Built, ...] = ()
    findings: tuple[Finding, ...] = ()
    failures: tuple[MakebookError, ...] = ()
    withheld: tuple[str, ...] = ()

    @property
    def exit_code(self) -> int:
        """0 all built, 1 findings kept an edition from being written, else the gravest failure's own code."""
        codes = [failure.exit_code for failure in self.failures]
        return max([*codes, 1 if self.withheld else 0])

    def joined(self, other: Report) -> Report:
        """Both reports as one, each finding once."""
        findings = tuple(dict.fromkeys(self.findings + other.findings))
        return Report(
            self.built + other.built, findings, self.failures + other.failures, self.withheld + other.withheld
        )


def build(project: Project, order: Order, progress: Progress) -> Report:
    """Carry out `order`; a publication that fails does not stop the others.

    Raises UsageError for an unknown publication or edition, SourceError where there is nothing to build.
    """
    chosen = _chosen(publications(project), order.publications)
    _known(order.editions, tuple(EDITIONS), "edition")
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
    manuscript = read(project, publication)
    layouts = layouts_of(project, manuscript)
    words, findings = words_of(manuscript, layouts)
    galley = set_galley(manuscript, project, words)
    workshop = _Workshop(project, galley, layouts, words, order)
    report = Report(findings=findings + galley.findings)
    for edition in _editions(manuscript, order.editions):
        progress(f"{publication.name}: making the {edition.name} edition")
        report = report.joined(workshop.make(edition, report.findings))
    return report


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
class _Workshop:
    """All that the editions of one galley are made with."""

    project: Project
    galley: Galley
    layouts: Layouts
    words: Words
    order: Order

    def make(self, edition: Edition, known: tuple[Finding, ...]) -> Report:
        """One edition, written only where neither the `known` findings nor its own forbid it."""
        data, pages, findings = self._printed(edition) if isinstance(edition, PrintEdition) else self._packed()
        path = self.project.output / file_name(self.galley.manuscript.name, edition)
        if any(self.order.strict or finding.severity is Severity.ERROR for finding in known + findings):
            return Report(findings=findings, withheld=(path.name,))
        if self.order.write:
            write_whole(path, data)
        built = Built(self.galley.manuscript.name, edition.name, path if self.order.write else None, len(data), pages)
        return Report((built,), findings)

    def _printed(self, edition: PrintEdition) -> tuple[bytes, int, tuple[Finding, ...]]:
        from prepress.pdf.print_edition import print_edition

        printed = print_edition(self.galley, edition, self.project.root, self.layouts, self.words)
        return printed.data, printed.pages, printed.findings

    def _packed(self) -> tuple[bytes, None, tuple[Finding, ...]]:
        from prepress.epub import pack

        return pack(self.galley, self.layouts, self.words), None, ()


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
            near = difflib.get_close_matches(name, known, 1, 0.5)
            remedy = f"Did you mean “{near[0]}”?" if near else f"There is: {', '.join(known)}."
            raise UsageError(f"There is no {kind} “{name}”.", remedy)
