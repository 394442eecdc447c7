"""The edition builder: the editions of one composition, each made of plain values, whole or not at
all.
"""

from __future__ import annotations

import gc
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from prepress.building.cache import kept_folder
from prepress.building.report import BuildRequest, BuiltEdition, Report
from prepress.checks import CheckedEdition, check_edition, worth_saying
from prepress.editions import Edition, option_input
from prepress.editions.making import EditionContext, FinishedEdition, PageMap
from prepress.errors import MachineError, SourceError
from prepress.files.digests import Digest, digest_of
from prepress.findings import is_withheld_for
from prepress.manuscript.includes import as_written
from prepress.project.inputs import Inputs

if TYPE_CHECKING:
    from prepress.building.composition import Composition
    from prepress.project.project import Project


@dataclass(frozen=True)
class EditionResult:
    """A finished edition: what there is to say of it, what it was made from, and the bytes of its
    file and their digest; None where it was withheld. `beside` are the other files that it consists
    of, by their names, and `beside_digests` their digests. `kept` are files that make the next one
    sooner, and those of other editions that were laid out for it, by the names of the editions.
    """

    edition: str
    report: Report
    inputs: dict[str, Digest]
    data: bytes | None = None
    file: Digest = None
    kept: Mapping[str, Mapping[str, bytes]] = field(default_factory=dict)
    beside: Mapping[str, bytes] = field(default_factory=dict)
    beside_digests: Mapping[str, str] = field(default_factory=dict)


def build_edition(
    project: Project,
    composition: Composition,
    edition: Edition,
    request: BuildRequest,
    page_maps: Mapping[str, PageMap],
    *,
    why: tuple[str, ...] = (),
) -> EditionResult:
    """Make one edition and check it; it is withheld where what was found in the text or in it
    forbids it.

    Of the editions that it needs, `page_maps` has those page maps that are known already, by name;
    of others that are declared the pages are laid out for it. Nothing is written: the path in the
    report is where the caller puts the file.

    Raises ChangedError where a source changed while the edition was made, and as its makers do.
    """
    inputs = _inputs_of(composition, edition)
    needed = _needed(project, composition, edition, page_maps)
    context = _context(project, composition, inputs, needed, edition)
    made = edition.make(context)
    _refuse_too_many_pages(composition, edition, made)
    if request.strict:
        checked = CheckedEdition(edition, made.data, composition.galley, made.beside)
        made = replace(made, findings=made.findings + check_edition(checked))
    found = as_written(made.findings, composition.galley.manuscript.chapters)
    made = replace(made, findings=worth_saying(found, composition.known))
    kept = {name: each.kept for name, each in needed.items() if each.kept}
    result = EditionResult(edition.name, Report(), inputs.digests, kept=kept)
    path = project.output / edition.file_name(composition.galley.manuscript.name)
    if is_withheld_for(composition.findings + made.findings, strict=request.strict):
        return replace(result, report=Report(findings=made.findings, withheld=(path.name,)))
    built = _built(composition, edition, made, path if request.write else None)
    report = Report((replace(built, why=why),), made.findings)
    kept[edition.name] = made.kept
    file, digests = digest_of(made.data), made.beside_digests
    result = replace(result, beside=made.beside, beside_digests=digests)
    return replace(result, report=report, data=made.data, file=file)


def _refuse_too_many_pages(
    composition: Composition, edition: Edition, made: FinishedEdition
) -> None:
    most = composition.galley.manuscript.metadata.limits.pages
    if made.pages and made.pages > most:
        raise SourceError(
            f"The {edition.name} edition has {made.pages} pages; its limit is {most:.0f}.",
            "Look for what is far too long in it; if it must be, write limits: {pages: 30000}.",
            composition.galley.manuscript.metadata_file,
        )


def lay_out_edition(
    project: Project,
    composition: Composition,
    edition: Edition,
    page_maps: Mapping[str, PageMap],
) -> PageMap:
    """Where the pages of an edition begin; they are kept for `build_edition` in this process.

    Raises as it does.
    """
    page_map = _page_map(project, composition, edition, page_maps)
    return replace(page_map, kept={})  # they come with the edition itself


def prepare_edition(project: Project, composition: Composition, edition: Edition) -> None:
    """Do in this process what `build_edition` need not do again. Raises as it does."""
    edition.prepare(_context(project, composition, _inputs_of(composition, edition), {}, edition))


def _built(
    composition: Composition, edition: Edition, made: FinishedEdition, path: Path | None
) -> BuiltEdition:
    return BuiltEdition(
        composition.galley.manuscript.name,
        edition.name,
        path,
        len(made.data) + sum(map(len, made.beside.values())),
        made.pages,
        made.text_size,
        leaf=edition.leaf,
    )


def _needed(
    project: Project,
    composition: Composition,
    edition: Edition,
    known: Mapping[str, PageMap],
) -> dict[str, PageMap]:
    """The page maps of those declared editions that `edition` needs; those that are not known are
    laid out.
    """
    declared = composition.editions()
    names = edition.needed(declared)
    unkept = replace(composition, key="")
    return {
        each.name: known.get(each.name) or _page_map(project, unkept, each, known)
        for each in declared
        if each.name in names
    }


def _page_map(
    project: Project, composition: Composition, edition: Edition, known: Mapping[str, PageMap]
) -> PageMap:
    inputs = _inputs_of(composition, edition)
    needed = _needed(project, composition, edition, known)
    return edition.page_map(_context(project, composition, inputs, needed, edition))


def _inputs_of(composition: Composition, edition: Edition) -> Inputs:
    return Inputs({**composition.inputs, **dict([option_input(edition)])})


def _context(
    project: Project,
    composition: Composition,
    inputs: Inputs,
    needed: Mapping[str, PageMap],
    edition: Edition,
) -> EditionContext:
    layouts = composition.layouts.with_inputs(inputs)
    galley, words, key = composition.galley, composition.words, composition.key
    kept = kept_folder(project, galley.manuscript.name, edition.name)
    jobs, progress, early = composition.jobs, composition.progress, composition.early
    return EditionContext(project, galley, layouts, words, needed, key, kept, jobs, progress, early)


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
