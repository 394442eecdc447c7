"""Reading: a manuscript from the files of its publication, its clinic and its original."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from prepress.errors import Place, SourceError
from prepress.files.digests import Digest, digest_of
from prepress.manuscript.bibliography import read_bibliography
from prepress.manuscript.chapter_lists import refuse_missing_chapters
from prepress.manuscript.clinic_file import read_clinic, with_contact
from prepress.manuscript.ignored_files import ignored_file_findings
from prepress.manuscript.includes import with_includes
from prepress.manuscript.inheritance import inherit
from prepress.manuscript.liquid import without_liquid
from prepress.manuscript.manuscript import Chapter, Manuscript, Original
from prepress.manuscript.metadata_keys import read_metadata
from prepress.manuscript.placeholder_values import filled_metadata
from prepress.project.chapters import leads_out
from prepress.project.clinics import clinic_files, refuse_misnamed
from prepress.project.project import (
    METADATA_FILE,
    RECORDED,
    OutsideProject,
    Project,
    Publication,
    inside,
    recorded_files,
    source_files,
    unread_files,
)
from prepress.text.files import LARGEST_BYTES, read_text

if TYPE_CHECKING:
    from prepress.manuscript.clinic import Clinic
    from prepress.manuscript.metadata import Metadata

# As Pandoc reads it: at the very top, and an empty line behind the first --- makes that a rule
# across the page.
FRONT_MATTER = re.compile(
    r"\n*---[ \t]*\n(?![ \t]*\n)(?P<yaml>(?:.*\n)*?)(?:---|\.\.\.)[ \t]*(?:\n|\Z)"
)
_FRONT_MATTER_BEGINS = re.compile(r"\n*---[ \t]*\n(?:[ \t]*#.*\n)*[\w-]+:(?:\s|\Z)")


def read(project: Project, publication: Publication) -> Manuscript:
    """Read a publication.

    Raises SourceError for a file that is not UTF-8 text or lies outside the project, for metadata
    that is missing, wrong or in the wrong place, and where there is no text at all or more than 20
    MB of it.
    """
    refuse_misnamed(project, publication.clinic)
    clinic_texts = _file_texts(project, clinic_files(project, publication.clinic))
    _refuse_folders_outside(project, publication)
    refuse_missing_chapters(project, publication)
    own = _read_publication_text(project, publication, source_files(publication), publication.lang)
    metadata, sources = own.metadata, own.sources | _digests(clinic_texts)
    clinic = read_clinic(clinic_texts)
    original, folders = None, [publication.folder]
    if publication.original:
        folders.append(publication.original.folder)
        now = _read_publication_text(
            project, publication.original, source_files(publication.original)
        )
        contact = clinic.values_in(metadata.lang)
        metadata = inherit(metadata, now.metadata, own.metadata_file, contact)
        was = _read_recorded_source(project, publication)
        original = now.original(publication.original.folder, clinic, was)
        sources |= now.sources | (was.sources if was else {})
    clinic = clinic.in_language(metadata.lang)
    metadata, clinic = with_contact(metadata, own.metadata_file, clinic)
    metadata = filled_metadata(metadata, own.metadata_file, clinic)
    return Manuscript(
        name=publication.name,
        folder=publication.folder,
        metadata=metadata,
        metadata_file=own.metadata_file,
        chapters=own.chapters,
        clinic=clinic,
        clinic_name=publication.clinic,
        original=original,
        bibliography=read_bibliography(project, folders, metadata, own.metadata_file),
        sources=sources | unread_files(project, publication),
    )


@dataclass(frozen=True)
class _PublicationText:
    """A publication's text and metadata as they are written."""

    metadata: Metadata
    metadata_file: str
    chapters: tuple[Chapter, ...]
    sources: dict[str, Digest]

    def original(self, folder: Path, clinic: Clinic, was: _PublicationText | None) -> Original:
        """What a translation knows of it, with the contact that readers of the original see."""
        metadata, _ = with_contact(self.metadata, self.metadata_file, clinic)
        recorded = Original(folder, was.metadata, was.metadata_file, was.chapters) if was else None
        return Original(folder, metadata, self.metadata_file, self.chapters, recorded)


def _read_publication_text(
    project: Project,
    publication: Publication,
    files: Sequence[Path],
    lang: str | None = None,
    *,
    recorded: bool = False,
) -> _PublicationText:
    """The publication as it stands in `files`; a translation's into `lang`, or the source as it was
    `recorded`.
    """
    texts = _file_texts(project, files)
    folder = publication.folder / RECORDED if recorded else publication.folder
    home = PurePosixPath(project.relative(folder))
    books = [file for file in texts if file.endswith(f"/{METADATA_FILE}")]
    chapters = [
        Chapter(file, text, folder=_folder_within(home, file))
        for file, text in texts.items()
        if file not in books
    ]
    if sum(len(chapter.text) for chapter in chapters) > LARGEST_BYTES:
        what = f"“{publication.label}” has more than 20 MB of text."
        remedy = "Divide it into several publications."
        raise SourceError(what, remedy, _place(project, publication))
    if books:
        metadata_file = books[0]
        metadata = _metadata_apart(metadata_file, texts[metadata_file], chapters, lang)
    elif any(chapter.text.strip() for chapter in chapters):
        metadata_file = chapters[0].file
        metadata, chapters = _metadata_in_first(chapters, publication, lang)
    else:
        raise _no_text_error(project, publication)
    written = tuple(_complete(project, folder, chapters))
    if not written:
        raise _no_text_error(project, publication)
    return _PublicationText(metadata, metadata_file, written, _digests(texts))


def _complete(project: Project, folder: Path, chapters: Iterable[Chapter]) -> Iterator[Chapter]:
    """Those of `chapters` with any text, with what their text takes in."""
    for chapter in chapters:
        if chapter.text.strip():
            yield without_liquid(with_includes(project, chapter, folder))


def _metadata_apart(
    file: str, text: str, chapters: Sequence[Chapter], lang: str | None
) -> Metadata:
    """The metadata in a `file` of its own; no chapter may hold any."""
    for chapter in chapters:
        _refuse_front_matter(chapter, file)
    return read_metadata(text, file, lang=lang)


def _metadata_in_first(
    chapters: Sequence[Chapter], publication: Publication, lang: str | None
) -> tuple[Metadata, list[Chapter]]:
    """The metadata at the top of the first chapter, and the chapters without it; no other chapter
    may hold any.
    """
    first, *others = chapters
    metadata, body = _front_matter(first, publication, lang)
    for chapter in others:
        _refuse_front_matter(chapter, first.file)
    return metadata, [body, *others]


def _folder_within(home: PurePosixPath, file: str) -> str:
    """The folder of `file`, seen from `home`; empty where that is its own."""
    folder = PurePosixPath(file).parent.relative_to(home).as_posix()
    return "" if folder == "." else folder


def _read_recorded_source(project: Project, translation: Publication) -> _PublicationText | None:
    """The source as it was when it was translated; None where nobody has noted that, or the copy is
    damaged.
    """
    files = recorded_files(project, translation)
    try:
        return _read_publication_text(project, translation, files, recorded=True) if files else None
    except SourceError:  # it is nobody's text, and whoever notes the source anew mends it
        return None


def _digests(texts: dict[str, str]) -> dict[str, Digest]:
    return {file: digest_of(text) for file, text in texts.items()}


def _file_texts(project: Project, files: Iterable[Path]) -> dict[str, str]:
    return {project.relative(file): _file_text(project, file) for file in files}


def _file_text(project: Project, path: Path) -> str:
    file = project.relative(path)
    try:
        inside(project, path)
    except OutsideProject as error:
        raise SourceError(
            "This leads out of the project.", "Put a copy of the file itself here.", file
        ) from error
    return read_text(path, file)


def _front_matter(
    chapter: Chapter, publication: Publication, lang: str | None
) -> tuple[Metadata, Chapter]:
    """The metadata at the top of `chapter`, and the chapter without it."""
    found = FRONT_MATTER.match(chapter.text)
    if not found:
        place = Place(chapter.file, 1)
        if _FRONT_MATTER_BEGINS.match(chapter.text):
            what = "The metadata begins here and never ends."
            raise SourceError(what, "Write a line of --- behind its last line.", place)
        raise SourceError("There is no metadata.", _where_metadata_goes(publication), place)
    first_line = chapter.text.count("\n", 0, found.start("yaml")) + 1
    metadata = read_metadata(found["yaml"], chapter.file, first_line, lang)
    body_line = found.group().count("\n") + 1
    return metadata, replace(chapter, text=chapter.text[found.end() :], first_line=body_line)


def _where_metadata_goes(publication: Publication) -> str:
    lone = (
        "Write at the top of the file a line of ---, right below it title: … and lang: …, then "
        "--- again."
    )
    if publication.original:
        title = (
            f"Write title: … into a file {METADATA_FILE} beside it; it takes the rest from its "
            f"source."
        )
        name = publication.folder.name
        return (
            f"{title} If “{name}” is no language here, give the folder another name, and its "
            f"files are chapters."
        )
    if publication.lone:
        return lone
    for name in ("book.yml", "Book.yaml", "Book.yml", "metadata.yaml", "metadata.yml"):
        if (publication.folder / name).is_file():
            return f"Rename {name} to book.yaml."
    return f"{lone} Or write title: … and lang: … into a file book.yaml beside it."


def _refuse_front_matter(chapter: Chapter, metadata_file: str) -> None:
    """Front matter where it does not belong; a line of dashes alone is a rule across the page, as
    everywhere.
    """
    if FRONT_MATTER.match(chapter.text) and _FRONT_MATTER_BEGINS.match(chapter.text):
        raise SourceError(
            f"There is metadata here, but this publication's stands in {metadata_file}.",
            (
                "Move these lines there. If the dashes are a rule across the page, leave an empty "
                "line behind them."
            ),
            Place(chapter.file, 1),
        )


def _refuse_folders_outside(project: Project, publication: Publication) -> None:
    for path in publication.left_out:
        if leads_out(project.root, path):
            remedy = (
                "Put a copy of the folder itself here, or begin its name with _ to leave it out."
            )
            raise SourceError(
                "This folder leads out of the project.", remedy, project.relative(path)
            )


def _no_text_error(project: Project, publication: Publication) -> SourceError:
    for finding in ignored_file_findings(project, publication):
        return SourceError(finding.what, finding.hint, finding.place)
    what = f"“{publication.label}” has no text."
    word_files = [] if publication.lone else sorted(publication.folder.glob("[!.~_]*.docx"))
    for word_file in word_files:
        remedy = f"Make a publication of it: makebook import {word_file.name!r} NAME"
        return SourceError(f"“{word_file.name}” is a Word file, not a text.", remedy, word_file)
    return SourceError(
        what, "Write some into a file that ends in .md.", _place(project, publication)
    )


def _place(project: Project, publication: Publication) -> str:
    return project.relative(
        publication.files[0] if len(publication.files) == 1 else publication.folder
    )
