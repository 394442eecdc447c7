"""The manuscript: the chapters of one publication as the author wrote them, and their metadata."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from pathlib import Path

from prepress.clinic import Clinic, read_clinic, with_contact
from prepress.clinics import clinic_files, refuse_misnamed
from prepress.digests import Digest, digest_of
from prepress.errors import Place, SourceError
from prepress.metadata import Metadata, read_metadata
from prepress.placeholders import filled_metadata
from prepress.project import METADATA_FILE, OutsideProject, Project, Publication, inside, source_files
from prepress.texts import LARGEST_BYTES, read_text

# As Pandoc reads it: at the very top, and an empty line behind the first --- makes that a rule across the page.
FRONT_MATTER = re.compile(r"\n*---[ \t]*\n(?![ \t]*\n)(?P<yaml>(?:.*\n)*?)(?:---|\.\.\.)[ \t]*(?:\n|\Z)")
_FRONT_MATTER_BEGINS = re.compile(r"\n*---[ \t]*\n(?:[ \t]*#.*\n)*[\w-]+:(?:\s|\Z)")


@dataclass(frozen=True)
class Chapter:
    """One Markdown file: `file` is its path from the project's root in POSIX form, `text` its body without
    front matter, with `\\n` line ends; `first_line` is the line of the file on which `text` begins, from 1."""

    file: str
    text: str
    first_line: int = 1


@dataclass(frozen=True)
class Manuscript:
    """A publication's chapters in reading order; `name` names its outputs, `folder` holds its pictures.

    It is made for `clinic`, whose own file is called `clinic_name`, if it has one. `metadata` says the clinic's contact
    where the publication has none of its own.

    `sources` has the digest of each file that was read, by its path from the project's root.
    """

    name: str
    folder: Path
    metadata: Metadata
    metadata_file: str
    chapters: tuple[Chapter, ...]
    clinic: Clinic = field(default_factory=Clinic)
    clinic_name: str = ""
    sources: dict[str, Digest] = field(default_factory=dict, compare=False, repr=False)


def read(project: Project, publication: Publication) -> Manuscript:
    """Read a publication.

    Raises SourceError for a file that is not UTF-8 text or lies outside the project, for metadata that is missing,
    wrong or in the wrong place, and where there is no text at all or more than 20 MB of it.
    """
    texts = {project.relative(file): _text(project, file) for file in source_files(publication)}
    refuse_misnamed(project, publication.clinic)
    clinics = {project.relative(file): _text(project, file) for file in clinic_files(project, publication.clinic)}
    chapters = [Chapter(file, texts[file]) for file in map(project.relative, publication.files)]
    if sum(len(chapter.text) for chapter in chapters) > LARGEST_BYTES:
        remedy = "Divide it into several publications."
        raise SourceError(f"“{publication.shown}” has more than 20 MB of text.", remedy, _place(project, publication))
    file = project.relative(publication.folder / METADATA_FILE)
    if file in texts:
        for chapter in chapters:
            _refuse_front_matter(chapter, file)
        metadata = read_metadata(texts[file], file)
    else:
        if not any(chapter.text.strip() for chapter in chapters):
            raise _no_text(project, publication)
        file = chapters[0].file
        metadata, chapters[0] = _front_matter(chapters[0], publication)
        for chapter in chapters[1:]:
            _refuse_front_matter(chapter, file)
    written = tuple(chapter for chapter in chapters if chapter.text.strip())
    if not written:
        raise _no_text(project, publication)
    sources: dict[str, Digest] = {file: digest_of(text) for file, text in {**texts, **clinics}.items()}
    metadata, clinic = with_contact(metadata, file, read_clinic(clinics))
    metadata = filled_metadata(metadata, file, clinic)
    name, folder = publication.name, publication.folder
    return Manuscript(name, folder, metadata, file, written, clinic, publication.clinic, sources)


def _text(project: Project, path: Path) -> str:
    file = project.relative(path)
    try:
        inside(project, path)
    except OutsideProject as error:
        raise SourceError("This leads out of the project.", "Put a copy of the file itself here.", file) from error
    return read_text(path, file)


def _front_matter(chapter: Chapter, publication: Publication) -> tuple[Metadata, Chapter]:
    """The metadata at the top of `chapter`, and the chapter without it."""
    found = FRONT_MATTER.match(chapter.text)
    if not found and _FRONT_MATTER_BEGINS.match(chapter.text):
        raise SourceError(
            "The metadata begins here and never ends.",
            "Write a line of --- behind its last line.",
            Place(chapter.file, 1),
        )
    if not found:
        raise SourceError("There is no metadata.", _where_metadata_goes(publication), Place(chapter.file, 1))
    first_line = chapter.text.count("\n", 0, found.start("yaml")) + 1
    metadata = read_metadata(found["yaml"], chapter.file, first_line)
    body = replace(chapter, text=chapter.text[found.end() :], first_line=found.group().count("\n") + 1)
    return metadata, body


def _where_metadata_goes(publication: Publication) -> str:
    lone = "Write at the top of the file a line of ---, right below it title: … and lang: …, then --- again."
    if publication.lone:
        return lone
    for name in ("book.yml", "Book.yaml", "Book.yml", "metadata.yaml", "metadata.yml"):
        if (publication.folder / name).is_file():
            return f"Rename {name} to book.yaml."
    return f"{lone} Or write title: … and lang: … into a file book.yaml beside it."


def _refuse_front_matter(chapter: Chapter, metadata_file: str) -> None:
    """Front matter where it does not belong; a line of dashes alone is a rule across the page, as everywhere."""
    if FRONT_MATTER.match(chapter.text) and _FRONT_MATTER_BEGINS.match(chapter.text):
        raise SourceError(
            f"There is metadata here, but this publication's stands in {metadata_file}.",
            "Move these lines there. If the dashes are a rule across the page, leave an empty line behind them.",
            Place(chapter.file, 1),
        )


def _no_text(project: Project, publication: Publication) -> SourceError:
    what = f"“{publication.shown}” has no text."
    return SourceError(what, "Write some into a file that ends in .md.", _place(project, publication))


def _place(project: Project, publication: Publication) -> str:
    return project.relative(publication.files[0] if len(publication.files) == 1 else publication.folder)
