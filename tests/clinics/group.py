"""A group of clinics: a shelf with a clinic.yaml and one file for each clinic."""

from __future__ import annotations

from collections.abc import Mapping

from prepress.building.build import BuildRequest, Report, build
from prepress.building.composition import Composition, compose
from prepress.project.clinics import at_clinics
from prepress.project.project import publications
from tests.shelf import Shelf

SHARED = "name: Home\nphone: 555-0100\ncrisis: Call 988.\n"
TINY = "title: Tiny\nlang: en\neditions: [epub]\n"
LOGO = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 30 10"><path d="M1 1h28v8H1z"/></svg>'


def clinic(shelf: Shelf, text: str = SHARED, **others: str) -> Shelf:
    """Write clinic.yaml, and the file of each of the `others`."""
    (shelf.root / "sources" / "clinics").mkdir(parents=True, exist_ok=True)
    (shelf.root / "sources" / "clinic.yaml").write_text(text, "utf-8")
    for name, own in others.items():
        (shelf.root / "sources" / "clinics" / f"{name}.yaml").write_text(own, "utf-8")
    return shelf


def composed(shelf: Shelf, name: str = "") -> Composition:
    """The first publication as it is set for a clinic."""
    found = publications(shelf.project)
    (publication,) = at_clinics(shelf.project, found, found[:1], [name] if name else [])
    return compose(shelf.project, publication)


def text_of(shelf: Shelf, name: str = "") -> str:
    """The markup of its first chapter."""
    return composed(shelf, name).galley.chapters[0].markup


def made_for(
    shelf: Shelf, *clinics: str, every: bool = False, jobs: int = 1, strict: bool = False
) -> Report:
    """Build everything for these clinics, or for every one."""
    request = BuildRequest(clinics=clinics, all_clinics=every, jobs=jobs, strict=strict)
    return build(shelf.project, request, lambda step: None)


def names(report: Report) -> list[str]:
    """The files of a report that were made again."""
    return [built.path.name for built in report.built if built.path and built.why]


def files(shelf: Shelf) -> Mapping[str, bytes]:
    """What lies in output/."""
    return {file.name: file.read_bytes() for file in sorted((shelf.root / "output").glob("tiny*"))}
