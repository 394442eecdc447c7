"""The edition builder: the editions of one composition, each made of plain values, whole or not at
all.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import cast

from prepress.building.composition import Composition
from prepress.building.report import BuildRequest, BuiltEdition, Report
from prepress.building.tasks import Desk
from prepress.checks import CheckedEdition, check_edition, worth_saying
from prepress.editions import Edition, option_input
from prepress.editions.making import EditionContext, FinishedEdition, PageMap
from prepress.errors import MachineError
from prepress.files.atomic import write_whole
from prepress.files.digests import Digest, digest_of
from prepress.findings import Severity
from prepress.project.inputs import Inputs
from prepress.project.project import Project


@dataclass(frozen=True)
class EditionResult:
    """A finished edition: what there is to say of it, what it was made from, and the bytes of its
    file and their digest; None where it was withheld.

    `page_map` is there where other editions need it.
    """

    edition: str
    report: Report
    inputs: dict[str, Digest]
    data: bytes | None = None
    file: Digest = None
    page_map: PageMap | None = None


def build_edition(
    project: Project,
    composition: Composition,
    edition: Edition,
    request: BuildRequest,
    *,
    needed: Mapping[str, PageMap],
    share_page_map: Callable[[PageMap], None] | None = None,
) -> EditionResult:
    """Make one edition and check it; it is withheld where what was found in the text or in it
    forbids it.

    `needed` are the page maps of the editions that it needs and that are declared, by name; they
    are asked for as late as can be. What needs its own is given it by `share_page_map`, before the
    file is finished. Nothing is written: the path in the report is where the caller puts the file.

    Raises ChangedError where a source changed while the edition was made, and as its makers do.
    """
    inputs = _inputs_of(composition, edition)
    context = _context(project, composition, inputs, needed)
    made = edition.make(replace(context, share_page_map=share_page_map))
    if request.strict:
        checked = CheckedEdition(edition, made.data, composition.galley)
        made = replace(made, findings=made.findings + check_edition(checked))
    made = replace(made, findings=worth_saying(made.findings, composition.known))
    result = EditionResult(edition.name, Report(), inputs.digests, page_map=made.page_map)
    path = project.output / edition.file_name(composition.galley.manuscript.name)
    if _is_withheld(composition, made, strict=request.strict):
        return replace(result, report=Report(findings=made.findings, withheld=(path.name,)))
    built = _built(composition, edition, made, path if request.write else None)
    report = Report((built,), made.findings)
    return replace(result, report=report, data=made.data, file=digest_of(made.data))


def _is_withheld(composition: Composition, made: FinishedEdition, *, strict: bool) -> bool:
    found = composition.found + made.findings
    return any(strict or finding.severity is Severity.ERROR for finding in found)


def _built(
    composition: Composition, edition: Edition, made: FinishedEdition, path: Path | None
) -> BuiltEdition:
    return BuiltEdition(
        composition.galley.manuscript.name,
        edition.name,
        path,
        len(made.data),
        made.pages,
        made.text_size,
    )


def page_map_of(project: Project, composition: Composition, edition: Edition) -> PageMap:
    """Where the pages of an edition begin that is not to be made. Raises as its makers do."""
    return edition.page_map(_context(project, composition, _inputs_of(composition, edition), {}))


def _inputs_of(composition: Composition, edition: Edition) -> Inputs:
    return Inputs({**composition.inputs, **dict([option_input(edition)])})


def _context(
    project: Project, composition: Composition, inputs: Inputs, needed: Mapping[str, PageMap]
) -> EditionContext:
    layouts = composition.layouts.with_inputs(inputs)
    return EditionContext(project, composition.galley, layouts, composition.words, needed)


@dataclass(frozen=True)
class EditionBuilder:
    """All that the editions of one composition are made with, and put in place with.

    Where the pages of an edition begin that others need is told at the `desk` as soon as they are
    laid out, and asked there in case another process lays them out.
    """

    project: Project
    composition: Composition
    order: BuildRequest
    desk: Desk
    _maps: dict[str, PageMap] = field(default_factory=dict)

    def make(self, edition: Edition, why: tuple[str, ...] = ()) -> EditionResult:
        """One edition, written where nothing forbids it; the result does not hold its bytes, which
        would only travel.

        Raises as `build_edition` does, and MachineError where the disk does not take it.
        """
        ordered = self.composition.editions(self.order.editions)
        is_needed = self.composition.is_needed(edition, ordered)
        share = partial(self._share, edition.name) if is_needed else None
        result = build_edition(
            self.project,
            self.composition,
            edition,
            self.order,
            needed=_PageMaps(self),
            share_page_map=share,
        )
        built = tuple(replace(each, why=why) for each in result.report.built)
        for each in built:
            if each.path and result.data is not None:
                write_whole(each.path, result.data)
        return replace(result, report=replace(result.report, built=built), data=None)

    def page_map(self, name: str) -> PageMap | None:
        """Where the pages of the declared edition `name` begin; None where none is declared."""
        declared = {each.name: each for each in self.composition.editions()}
        if name not in declared:
            return None
        if name not in self._maps:
            asked = self.desk.ask(self.composition.publication.topic)
            if asked:
                return cast(PageMap, asked)
            self._share(name, page_map_of(self.project, self.composition, declared[name]))
        return self._maps[name]

    def _share(self, name: str, found: PageMap) -> None:
        self._maps[name] = found
        self.desk.tell(self.composition.publication.topic, found)


class _PageMaps(Mapping[str, PageMap]):
    """The page maps of the declared editions, found when they are asked for."""

    def __init__(self, builder: EditionBuilder) -> None:
        self._builder = builder

    def __getitem__(self, name: str) -> PageMap:
        found = self._builder.page_map(name)
        if found is None:
            raise KeyError(name)
        return found

    def __iter__(self) -> Iterator[str]:
        return iter(each.name for each in self._builder.composition.editions())

    def __len__(self) -> int:
        return len(self._builder.composition.editions())


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
