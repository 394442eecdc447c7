"""Other languages: the translations of a text, or what it translates, that have a web page too."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from prepress.errors import MakebookError
from prepress.files.digests import digest_if_any, digest_of
from prepress.manuscript.metadata import usual_direction
from prepress.manuscript.reading import read
from prepress.project.clinics import name_without
from prepress.project.project import METADATA_FILE, language_folders, publications
from prepress.text.language_tags import language_name

if TYPE_CHECKING:
    from prepress.editions.web_edition import WebEdition
    from prepress.manuscript.manuscript import Manuscript
    from prepress.project.inputs import Inputs
    from prepress.project.project import Project, Publication


@dataclass(frozen=True)
class OtherLanguage:
    """A text in another language: its tag, the language's own `name` and direction, and the file of
    its page.
    """

    lang: str
    name: str
    dir: str
    page: str


def other_languages(
    project: Project, manuscript: Manuscript, edition: WebEdition, inputs: Inputs
) -> tuple[OtherLanguage, ...]:
    """Those whose metadata declare a web page; which there are is noted in `inputs`."""
    if project.only:
        return ()
    family = list(_family(project, manuscript))
    if family[0].lone:
        return ()
    return tuple(_declared(project, family, manuscript, edition, inputs))


def _family(project: Project, manuscript: Manuscript) -> Iterator[Publication]:
    """The publication of the `manuscript` as no clinic's, with what it translates and all
    translations of that.
    """
    name = name_without(manuscript.clinic_name, manuscript.name)
    found = publications(project)
    own = next(each for each in found if each.name == name)
    first = (own.original or own).name
    return (each for each in found if first in (each.name, each.original and each.original.name))


def _declared(
    project: Project,
    family: list[Publication],
    manuscript: Manuscript,
    edition: WebEdition,
    inputs: Inputs,
) -> Iterator[OtherLanguage]:
    folder = project.relative(family[0].folder)
    names = language_folders(project.root, folder)
    inputs.note(f"translations {folder}", digest_of("\n".join(names)))
    clinic = manuscript.clinic_name
    for each in family:
        name = f"{each.name}-{clinic}" if clinic else each.name
        if name == manuscript.name:
            continue
        _note_metadata(project, each, inputs)
        with suppress(MakebookError):  # what is wrong with it is said where it is made itself
            metadata = read(project, replace(each, name=name, clinic=clinic)).metadata
            if any(other.name == edition.name for other in metadata.editions):
                lang = metadata.lang
                yield OtherLanguage(
                    lang, language_name(lang), usual_direction(lang), edition.file_name(name)
                )


def _note_metadata(project: Project, publication: Publication, inputs: Inputs) -> None:
    """Note where the publication says which editions it has."""
    book = publication.folder / METADATA_FILE
    inputs.note(f"file {project.relative(book)}", digest_if_any(book))
