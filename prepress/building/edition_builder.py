"""The workshop: the editions of one composition made and put in place, each whole or not at all."""

from __future__ import annotations

import gc
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, cast

from prepress.building.composition import Composition
from prepress.building.report import BuildRequest, BuiltEdition, Report
from prepress.building.tasks import Desk
from prepress.checks.parity import parity_findings
from prepress.editions import (
    Edition,
    EpubEdition,
    PdfEdition,
    PrintEdition,
    file_name,
    option_input,
)
from prepress.errors import MachineError
from prepress.files.atomic import write_whole
from prepress.files.digests import Digest, digest_of
from prepress.findings import Finding, Severity
from prepress.galley.page_breaks import PageBreak
from prepress.project.inputs import Inputs
from prepress.project.project import Project

if TYPE_CHECKING:
    from prepress.pdf.pages import Pages, PrintContext

#: Where the pages of the print edition begin, and what that edition is made from; None where nobody
#: else lays it out.
Breaks = tuple[tuple[PageBreak, ...], dict[str, Digest]]


@dataclass(frozen=True)
class EditionResult:
    """A finished edition, what it was made from, and the digest of its file; None where it was
    withheld.
    """

    report: Report
    edition: str
    file: Digest
    inputs: dict[str, Digest]


@dataclass(frozen=True)
class _Finished:
    """An edition before it is written."""

    data: bytes
    findings: tuple[Finding, ...] = ()
    pages: int | None = None
    text_size: float | None = None


@dataclass(frozen=True)
class EditionBuilder:
    """All that the editions of one composition are made with.

    Where the pages of the print edition begin is told at the `desk` as soon as they are laid out,
    and asked there in case another process lays them out.
    """

    project: Project
    composition: Composition
    order: BuildRequest
    desk: Desk

    def make(self, edition: Edition, why: tuple[str, ...] = ()) -> EditionResult:
        """One edition, written only where neither what was found in the text nor its own findings
        forbid it.

        Raises ChangedError where a source changed while the edition was made, and as its makers do.
        """
        inputs = Inputs({**self.composition.inputs, **dict([option_input(edition)])})
        finished = (
            self._printed(edition, inputs)
            if isinstance(edition, PdfEdition)
            else self._packed(edition, inputs)
        )
        noted = inputs.noted
        name = self.composition.galley.manuscript.name
        path = self.project.output / file_name(name, edition)
        found = self.composition.found + finished.findings
        if any(self.order.strict or finding.severity is Severity.ERROR for finding in found):
            return EditionResult(
                Report(findings=finished.findings, withheld=(path.name,)), edition.name, None, noted
            )
        if self.order.write:
            write_whole(path, finished.data)
        written = path if self.order.write else None
        size, pages = len(finished.data), finished.pages
        built = BuiltEdition(name, edition.name, written, size, pages, finished.text_size, why)
        return EditionResult(
            Report((built,), finished.findings), edition.name, digest_of(finished.data), noted
        )

    def _copy(self, inputs: Inputs) -> PrintContext:
        from prepress.pdf.pages import PrintContext

        composition = self.composition
        return PrintContext(
            composition.galley, self.project, composition.layouts.noting(inputs), composition.words
        )

    @property
    def _print_edition(self) -> PrintEdition | None:
        """The print edition that the author has declared, which the EPUB counts its pages by."""
        return next(
            (each for each in self.composition.editions() if isinstance(each, PrintEdition)), None
        )

    @cached_property
    def _print_pages(self) -> tuple[Pages, PrintContext]:
        """The laid-out pages of the declared print edition."""
        from prepress.pdf.page_map import page_map
        from prepress.pdf.printing import lay_out_edition

        edition = self._print_edition
        assert edition is not None, "asked for only where there is one"
        copy = self._copy(Inputs({**self.composition.inputs, **dict([option_input(edition)])}))
        pages = lay_out_edition(copy, edition)
        self.desk.tell(
            self.composition.publication.topic,
            (page_map(pages.document), copy.layouts.inputs.noted),
        )
        return pages, copy

    def _breaks(self) -> Breaks:
        """Where the printed pages begin; none where there is no print edition."""
        from prepress.pdf.page_map import page_map

        if self._print_edition is None:
            return (), {}
        if "_print_pages" not in vars(self) and (
            told := self.desk.ask(self.composition.publication.topic)
        ):
            return cast(Breaks, told)
        pages, copy = self._print_pages
        return page_map(pages.document), copy.layouts.inputs.noted

    def _printed(self, edition: PdfEdition, inputs: Inputs) -> _Finished:
        from prepress.pdf.printing import print_edition

        if edition == self._print_edition:
            pages, copy = self._print_pages
            printed = print_edition(copy, edition, pages=pages, checked=self.order.strict)
        else:
            copy = self._copy(inputs)
            printed = print_edition(copy, edition, checked=self.order.strict)
        inputs.add(copy.layouts.inputs.noted)
        findings = printed.findings
        if any(
            finding.code == "K-002" for finding in self.composition.known
        ):  # it says of all places what to do
            findings = tuple(finding for finding in findings if finding.code != "B-003")
        if self.order.strict:
            from prepress.checks.parity.of_pdf import shown_by_pdf

            findings += parity_findings(
                self.composition.galley, shown_by_pdf(printed.data), edition.name
            )
        return _Finished(printed.data, findings, printed.pages, printed.fit.size)

    def _packed(self, edition: EpubEdition, inputs: Inputs) -> _Finished:
        from prepress.epub import pack
        from prepress.epub.cover import cover_findings

        galley, words = self.composition.galley, self.composition.words
        layouts = self.composition.layouts.noting(inputs)

        def breaks() -> tuple[PageBreak, ...]:
            found, noted = self._breaks()
            inputs.add(noted)
            return found

        data = pack(galley, layouts, words, root=self.project.root, breaks=breaks, edition=edition)
        findings = cover_findings(galley, layouts)
        if self.order.strict:
            from prepress.checks.parity.of_epub import shown_by_epub

            findings += parity_findings(galley, shown_by_epub(data), "epub")
        return _Finished(data, findings)


def open_engines() -> None:
    """Open the layout engine, so that processes copied from this one share it; where it is missing,
    they will say so.

    What opens quickly is left to those who need it: they do so at the same time.
    """
    from prepress.pdf.engine.engine import open_engine

    gc.disable()  # nothing of what is opened ever becomes garbage
    with suppress(MachineError):
        open_engine()
    gc.freeze()
    gc.enable()
