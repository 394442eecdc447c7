"""Pairs: which PDFs are compared with which, as the command's one argument means it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from prepress.editions import EDITIONS, file_name
from prepress.errors import MakebookError, SourceError, UsageError
from prepress.galley.revision import normal_revision
from prepress.project.clinics import with_clinics
from prepress.project.project import Project, Publication, publications
from prepress.project.selection import Selection
from prepress.releases.diff.resemblance import most_alike
from prepress.releases.ledger import Release, ledger_of, releases
from prepress.releases.released_pdfs import paper_editions, released_pdfs
from prepress.text.suggestions import suggestion

_RELEASE = "Note one with: makebook build --release. Or give an old PDF: makebook diff OLD.pdf"


@dataclass(frozen=True)
class DiffRequest:
    """What to compare: with the PDF, the revision or the last release of the publication `old`;
    `editions` by name; only what is made for `clinics`, or for every one with `all_clinics`.

    Without `old`, every publication that has a release is compared with its last one. Without
    `editions`, all are; without clinics, what is made for them and for none.
    """

    old: str | None = None
    editions: tuple[str, ...] = ()
    clinics: tuple[str, ...] = ()
    all_clinics: bool = False


@dataclass(frozen=True)
class PdfPair:
    """An edition's PDF as it is now, and the `old` one, or None where there was no such edition in
    the release.

    `since` names the old one: a revision or a file.
    """

    publication: str
    edition: str
    new: Path
    old: Path | None
    since: str


@dataclass(frozen=True)
class Pairs:
    """What can be compared, and what stands in the way of the rest."""

    pairs: tuple[PdfPair, ...]
    failures: tuple[MakebookError, ...] = ()


def pairs_of(project: Project, request: DiffRequest, here: Path) -> Pairs:
    """The PDFs to compare; a relative path of an old PDF begins at `here`.

    Raises UsageError where an edition, a publication or a revision is unknown, there is no release,
    or more than one current edition may be meant; SourceError where the old PDF cannot be read, or
    nothing is built.
    """
    for name in request.editions:
        if name not in EDITIONS or EDITIONS[name].form != "pdf":
            raise UsageError(f"“{name}” is no edition on paper.", _remedy(name))
    known = _known(project, request)
    if request.old is not None and _is_pdf(request.old, here, known):
        return Pairs((_with_file(project, request, here / request.old, known),))
    return _with_releases(project, request, known)


def _with_releases(project: Project, request: DiffRequest, known: Sequence[Publication]) -> Pairs:
    """The PDFs as they are and as they were released, where the releases can be read."""
    listed, failures = _listed_releases(project, known)
    if not listed and failures:
        raise failures[0]
    readable = [each for each in known if each.name in listed]
    found = [
        _with_release(project, publication, revision, request.editions)
        for publication, revision in _releases_to_compare(request.old, readable, listed)
    ]
    return Pairs(
        tuple(pair for each in found for pair in each.pairs),
        (*failures, *(error for each in found for error in each.failures)),
    )


def _known(project: Project, request: DiffRequest) -> Sequence[Publication]:
    """The publications among which something is compared."""
    if request.clinics or request.all_clinics:
        return Selection((), request.clinics, request.all_clinics).of(project)
    return with_clinics(project, publications(project))


def _listed_releases(
    project: Project, known: Sequence[Publication]
) -> tuple[dict[str, Sequence[Release]], list[MakebookError]]:
    """The releases of each publication that is `known`, by its name, and why others could not be
    read.
    """
    listed: dict[str, Sequence[Release]] = {}
    failures: list[MakebookError] = []
    for publication in known:
        try:
            listed[publication.name] = releases(project, publication)
        except MakebookError as failure:
            failures.append(failure)
    return listed, failures


def _remedy(edition: str) -> str:
    if edition in EDITIONS:
        return f"The {EDITIONS[edition].title} has no pages."
    return suggestion(edition, [name for name, each in EDITIONS.items() if each.form == "pdf"])


def _is_pdf(old: str, here: Path, known: Sequence[Publication]) -> bool:
    if any(publication.name == old for publication in known):
        return False
    return old.lower().endswith(".pdf") or "/" in old or "\\" in old or (here / old).is_file()


def _releases_to_compare(
    old: str | None, known: Sequence[Publication], listed: Mapping[str, Sequence[Release]]
) -> list[tuple[Publication, str]]:
    """The publications to compare, each with the revision to compare it with, by what is
    `listed`.
    """
    last = [
        (publication, listed[publication.name][-1].revision)
        for publication in known
        if listed[publication.name]
    ]
    if old is None:
        if not last:
            raise UsageError("There is no release yet to compare with.", _RELEASE)
        return last
    if old in listed:
        if not listed[old]:
            raise UsageError(f"There is no release of “{old}” yet to compare with.", _RELEASE)
        return [pair for pair in last if pair[0].name == old]
    return _releases_of_revision(old, known, listed)


def _releases_of_revision(
    old: str, known: Sequence[Publication], listed: Mapping[str, Sequence[Release]]
) -> list[tuple[Publication, str]]:
    """The publications that were released with the revision `old`."""
    revision = normal_revision(old)
    chosen = [
        (publication, revision)
        for publication in known
        if any(release.revision == revision for release in listed[publication.name])
    ]
    if not chosen:
        revisions = [release.revision for each in listed.values() for release in reversed(each)]
        remedy = suggestion(old, [*(publication.name for publication in known), *revisions])
        raise UsageError(f"“{old}” is no PDF, no publication and no revision of a release.", remedy)
    return chosen


def _with_release(
    project: Project, publication: Publication, revision: str, editions: Sequence[str]
) -> Pairs:
    name = publication.name
    old, new = released_pdfs(project, publication, revision), paper_editions(project.output, name)
    if not old:
        what = f"No PDF of the release {revision} of “{name}” is kept here."
        remedy = "Give the old PDF, if you have it: makebook diff OLD.pdf"
        place = _path_for(project, ledger_of(publication))
        return Pairs((), (SourceError(what, remedy, place),))
    wanted = [
        edition
        for edition in EDITIONS
        if edition in {*old, *new} and (not editions or edition in editions)
    ]
    failures = [
        SourceError(
            "This edition was released, but is not built.",
            f"Build it: makebook build {name}",
            _path_for(project, project.output / file_name(name, EDITIONS[edition])),
        )
        for edition in wanted
        if edition not in new
    ]
    if not wanted:
        failures.append(
            SourceError(f"“{name}” has no such edition.", f"Build it: makebook build {name}", name)
        )
    pairs = [
        PdfPair(name, each, new[each], old.get(each), revision) for each in wanted if each in new
    ]
    return Pairs(tuple(pairs), tuple(failures))


def _with_file(
    project: Project, request: DiffRequest, old: Path, known: Sequence[Publication]
) -> PdfPair:
    if not old.exists():
        raise UsageError("There is no such file.", "Give the path of an old PDF.", request.old)
    current = {
        file: (publication.name, edition)
        for publication in known
        for edition, file in paper_editions(project.output, publication.name).items()
        if not request.editions or edition in request.editions
    }
    if not current:
        what = "There is no current edition on paper to compare with."
        raise SourceError(what, "Build it: makebook build", _path_for(project, project.output))
    same_name = [file for file in current if file.name == old.name]
    new = same_name[0] if same_name else most_alike(old, tuple(current))
    return PdfPair(*current[new], new, old, old.name)


def _path_for(project: Project, path: Path) -> str:
    return project.relative(path) if path.is_relative_to(project.root) else str(path)
