"""The manuscript: the chapters of one publication as the author wrote them, and their metadata."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from pathlib import Path

from prepress.errors import Place, SourceError
from prepress.metadata import Metadata, read_metadata
from prepress.project import Project, Publication

_LARGEST_BYTES = 20 * 1024 * 1024
_FRONT_MATTER = re.compile(r"---[ \t]*\n(?P<yaml>(?:.*\n)*?)(?:---|\.\.\.)[ \t]*(?:\n|\Z)")
_OTHER_MARKS = {b"\xff\xfe": "UTF-16", b"\xfe\xff": "UTF-16"}


@dataclass(frozen=True)
class Chapter:
    """One Markdown file: `file` is its path from the project's root in POSIX form, `text` its body without
    front matter, with `\\n` line ends; `first_line` is the line of the file on which `text` begins, from 1."""

    file: str
    text: str
    first_line: int = 1


@dataclass(frozen=True)
class Manuscript:
    """A publication's chapters in reading order; `name` names its outputs, `folder` holds its pictures."""

    name: str
    folder: Path
    metadata: Metadata
    metadata_file: str
    chapters: tuple[Chapter, ...]


def read(project: Project, publication: Publication) -> Manuscript:
    """Read a publication. Raises SourceError for a file that is not UTF-8 text, for metadata that is missing, stands
    in the wrong place or is wrong, and where there is no text at all."""
    book = publication.folder / "book.yaml"
    lone = len(publication.files) == 1 and publication.files[0].parent == project.sources
    chapters = [Chapter(project.relative(file), read_text(file, project.relative(file))) for file in publication.files]
    folder = project.relative(publication.folder)
    if not any(chapter.text.strip() for chapter in chapters):
        where = chapters[0].file if chapters else folder
        raise SourceError(f"“{publication.name}” has no text.", "Write some into a file that ends in .md.", where)
    if book.is_file() and not lone:
        file = project.relative(book)
        for chapter in chapters:
            _refuse_front_matter(chapter, f"Move its lines to {file}.")
        metadata = read_metadata(read_text(book, file), file)
    else:
        file = chapters[0].file
        found = _FRONT_MATTER.match(chapters[0].text)
        if not found:
            remedy = "Write between two lines of --- at its top: title: … and lang: …"
            raise SourceError("There is no metadata.", f"{remedy}, or put them into book.yaml.", Place(file, 1))
        for chapter in chapters[1:]:
            _refuse_front_matter(chapter, f"Move its lines to {file}, or to book.yaml.")
        metadata = read_metadata(found["yaml"], file, 2)
        chapters[0] = replace(
            chapters[0], text=chapters[0].text[found.end() :], first_line=found.group().count("\n") + 1
        )
    written = tuple(chapter for chapter in chapters if chapter.text.strip())
    return Manuscript(publication.name, publication.folder, metadata, file, written)


def read_text(path: Path, file: str) -> str:
    """The text of `path`, which messages call `file`: UTF-8 with or without a BOM, any line ends.

    Raises SourceError where it is another encoding, holds NUL bytes, cannot be opened, or is over 20 MB.
    """
    try:
        if path.stat().st_size > _LARGEST_BYTES:
            raise SourceError("This file is larger than 20 MB.", "Split it into chapters.", file)
        data = path.read_bytes()
    except OSError as error:
        raise SourceError(
            f"This file cannot be read: {error.strerror}.", "Allow reading it, or move it away.", file
        ) from error
    for mark, encoding in _OTHER_MARKS.items():
        if data.startswith(mark):
            raise SourceError(
                f"This file is {encoding}, not UTF-8.", "Save it again with the encoding UTF-8.", Place(file, 1)
            )
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise SourceError(
            "This is not UTF-8 text.", "Save the file again with the encoding UTF-8.", Place(file, line)
        ) from error
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        raise SourceError(
            "There is a NUL byte here, so this is no text file.",
            "Delete it, or save the file again.",
            Place(file, line),
        )
    return text


def _refuse_front_matter(chapter: Chapter, remedy: str) -> None:
    """Front matter where it does not belong; a line of dashes alone is a rule across the page, as everywhere."""
    found = _FRONT_MATTER.match(chapter.text)
    if found and re.match(r"\s*[\w-]+:(\s|$)", found["yaml"]):
        raise SourceError(
            "There is front matter here, but the metadata stands elsewhere.", remedy, Place(chapter.file, 1)
        )
