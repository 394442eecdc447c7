"""Reading: a manuscript from the files of its publication, its clinic and its original."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from prepress.errors import SourceError
from prepress.files.digests import Digest, digest_of
from prepress.manuscript.bibliography import read_bibliography
from prepress.manuscript.chapter_lists import refuse_missing_chapters, with_listed_parts
from prepress.manuscript.clinic_file import missing_notice, read_clinic, with_contact
from prepress.manuscript.glossary_file import glossary_chapter, is_glossary_file
from prepress.manuscript.ignored_files import ignored_file_findings
from prepress.manuscript.includes import with_includes
from prepress.manuscript.inheritance import inherit
from prepress.manuscript.liquid import without_liquid
from prepress.manuscript.look import joint_look
from prepress.manuscript.manuscript import Chapter, Manuscript, Original
from prepress.manuscript.page_address import with_page_address
from prepress.manuscript.placeholder_values import filled_metadata
from prepress.manuscript.publication_metadata import (
    Said,
    chapters_and_metadata,
)
from prepress.manuscript.roles import BOOK, with_roles
from prepress.manuscript.title_and_language import speaks_of_its_folder
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
    style_files,
    unread_files,
)
from prepress.text.files import LARGEST_BYTES, read_text

if TYPE_CHECKING:
    from prepress.findings import Finding
    from prepress.manuscript.clinic import Clinic
    from prepress.manuscript.metadata import Metadata


def read(project: Project, publication: Publication) -> Manuscript:
    """Read a publication.

    Raises SourceError for a file that is not UTF-8 text or lies outside the project, for metadata
    that is wrong, and where there is no text at all or more than 20 MB of it.
    """
    refuse_misnamed(project, publication.clinic)
    clinic_texts = _file_texts(project, clinic_files(project, publication.clinic))
    _refuse_folders_outside(project, publication)
    refuse_missing_chapters(project, publication)
    clinic = read_clinic(clinic_texts)
    styles = _file_texts(project, style_files(project, publication))
    files = source_files(publication)
    own = _read_publication_text(project, publication, files, clinic.lang, lang=publication.lang)
    metadata, original, folders = own.metadata, None, [publication.folder]
    sources = own.sources | _digests(clinic_texts | styles) | unread_files(project, publication)
    if publication.original:
        folders.append(publication.original.folder)
        now, was = _read_sources(project, publication, publication.original, clinic.lang)
        contact = clinic.values_in(metadata.lang)
        metadata = inherit(metadata, now.metadata, own.metadata_file, contact)
        original = now.original(publication.original.folder, clinic, was)
        sources |= now.sources | (was.sources if was else {})
    own, role_findings = _with_roles(own, project, publication, metadata.layout)
    metadata, clinic = _filled(metadata, own.metadata_file, clinic.in_language(metadata.lang))
    return Manuscript(
        publication.name,
        publication.folder,
        metadata=with_page_address(metadata, publication.name),
        metadata_file=own.metadata_file,
        chapters=own.chapters,
        clinic=clinic,
        clinic_name=publication.clinic,
        original=original,
        bibliography=read_bibliography(project, folders, metadata, own.metadata_file),
        styles=styles,
        sources=sources,
        findings=own.findings + role_findings + missing_notice(clinic),
        assumed=own.assumed,
    )


def _filled(metadata: Metadata, file: str, clinic: Clinic) -> tuple[Metadata, Clinic]:
    """`metadata` with the clinic's look where it has none, and all placeholders filled; and the
    clinic with the contact that the metadata has.
    """
    metadata, clinic = with_contact(metadata, file, clinic)
    metadata = replace(metadata, look=joint_look(clinic.look, metadata.look))
    return filled_metadata(metadata, file, clinic), clinic


@dataclass(frozen=True)
class _PublicationText:
    """A publication's text and metadata as they are written."""

    metadata: Metadata
    metadata_file: str
    chapters: tuple[Chapter, ...]
    sources: dict[str, Digest]
    findings: tuple[Finding, ...] = ()
    assumed: tuple[str, ...] = ()
    is_ordered: bool = False

    def original(self, folder: Path, clinic: Clinic, was: _PublicationText | None) -> Original:
        """What a translation knows of it, with the contact that readers of the original see."""
        metadata, _ = with_contact(self.metadata, self.metadata_file, clinic)
        recorded = Original(folder, was.metadata, was.metadata_file, was.chapters) if was else None
        return Original(folder, metadata, self.metadata_file, self.chapters, recorded)


def _read_publication_text(
    project: Project,
    publication: Publication,
    files: Sequence[Path],
    usual_lang: str | None,
    *,
    lang: str | None = None,
    recorded: bool = False,
) -> _PublicationText:
    """The publication as it stands in `files`; a translation's into `lang`, or the source as it was
    `recorded`. Where it does not say its language, that is the `usual_lang`, if there is one.
    """
    texts = _file_texts(project, files)
    folder = publication.folder / RECORDED if recorded else publication.folder
    home = PurePosixPath(project.relative(folder))
    books = [file for file in texts if file.endswith(f"/{METADATA_FILE}")]
    chapters = [
        Chapter(file, text, folder=_folder_within(home, file))
        for file, text in texts.items()
        if file not in books and not is_glossary_file(file)
    ]
    _refuse_none_or_too_much(project, publication, chapters)
    if not books:
        _refuse_other_metadata(project, publication)
    shown, layouts = _name_to_show(project, publication), _own_layouts(project)
    said = Said(shown, publication.label, lang, usual_lang, layouts)
    book = (books[0], texts[books[0]]) if books else None
    read = chapters_and_metadata(chapters, book, said)
    written = (*_complete(project, folder, read.chapters), *_glossaries(texts))
    if not written:
        raise _no_text_error(project, publication)
    file = books[0] if books else chapters[0].file
    sources = _digests(texts)
    return _PublicationText(
        read.metadata, file, written, sources, read.findings, read.assumed, read.is_ordered
    )


def _glossaries(texts: Mapping[str, str]) -> Iterator[Chapter]:
    """The chapters that the files of terms among the `texts` make, where they hold any."""
    for file in filter(is_glossary_file, texts):
        if chapter := glossary_chapter(file, texts[file]):
            yield chapter


def _with_plain_roles(text: _PublicationText, translation: Publication) -> _PublicationText:
    """The source of a `translation`, so that its chapters stand in the order of their roles too."""
    is_ordered = text.is_ordered or bool(translation.order)
    chapters, _ = with_roles(text.chapters, text.metadata.layout, is_ordered=is_ordered)
    return replace(text, chapters=chapters)


def _with_roles(
    text: _PublicationText, project: Project, publication: Publication, layout: str
) -> tuple[_PublicationText, tuple[Finding, ...]]:
    """The text with what each of its chapters is in a book, in their order, and what is wrong."""
    chapters = text.chapters
    if layout == BOOK:
        chapters = with_listed_parts(project, publication, chapters)
    is_ordered = text.is_ordered or bool(publication.order)
    chapters, findings = with_roles(chapters, layout, is_ordered=is_ordered)
    return replace(text, chapters=chapters), findings


def _name_to_show(project: Project, publication: Publication) -> str:
    """The name of the publication's file or folder; a README is called after the folder."""
    is_own = publication.folder != project.sources
    if publication.lone and not (is_own and speaks_of_its_folder(publication.files[0].stem)):
        return publication.name
    return publication.folder.name


def _refuse_none_or_too_much(
    project: Project, publication: Publication, chapters: Sequence[Chapter]
) -> None:
    if not any(chapter.text.strip() for chapter in chapters):
        raise _no_text_error(project, publication)
    if sum(len(chapter.text) for chapter in chapters) > LARGEST_BYTES:
        what = f"“{publication.label}” has more than 20 MB of text."
        remedy = "Divide it into several publications."
        raise SourceError(what, remedy, _place(project, publication))


def _complete(project: Project, folder: Path, chapters: Iterable[Chapter]) -> Iterator[Chapter]:
    """Those of `chapters` with any text, with what their text takes in."""
    for chapter in chapters:
        if chapter.text.strip():
            yield without_liquid(with_includes(project, chapter, folder))


def _own_layouts(project: Project) -> frozenset[str]:
    """The names of the folders in the project's own `layouts/`."""
    folder = project.root / "layouts"
    return frozenset(path.name for path in folder.iterdir()) if folder.is_dir() else frozenset()


def _refuse_other_metadata(project: Project, publication: Publication) -> None:
    """Raise SourceError for a file of metadata that has nearly the right name."""
    if publication.lone:
        return
    for name in ("book.yml", "Book.yaml", "Book.yml", "metadata.yaml", "metadata.yml"):
        if (publication.folder / name).is_file():
            what = f"This is not read, since metadata stands in {METADATA_FILE}."
            place = project.relative(publication.folder / name)
            raise SourceError(what, f"Rename {name} to {METADATA_FILE}.", place)


def _folder_within(home: PurePosixPath, file: str) -> str:
    """The folder of `file`, seen from `home`; empty where that is its own."""
    folder = PurePosixPath(file).parent.relative_to(home).as_posix()
    return "" if folder == "." else folder


def _read_sources(
    project: Project, translation: Publication, original: Publication, usual_lang: str | None
) -> tuple[_PublicationText, _PublicationText | None]:
    """The source of a translation as it is now, and as it was when it was translated."""
    now = _read_publication_text(project, original, source_files(original), usual_lang)
    was = _read_recorded_source(project, translation, usual_lang)
    recorded = was if was and _is_whole(was, now) else None
    return (
        _with_plain_roles(now, translation),
        _with_plain_roles(recorded, translation) if recorded else None,
    )


def _is_whole(was: _PublicationText, now: _PublicationText) -> bool:
    """Whether the copy `was` has its metadata still: chapters without them are a text too, but not
    the one that was translated.
    """
    apart = PurePosixPath(now.metadata_file).name == METADATA_FILE
    return not apart or PurePosixPath(was.metadata_file).name == METADATA_FILE


def _read_recorded_source(
    project: Project, translation: Publication, usual_lang: str | None
) -> _PublicationText | None:
    """The source as it was when it was translated; None where nobody has noted that, or the copy is
    damaged.
    """
    files = recorded_files(project, translation)
    try:
        if not files:
            return None
        return _read_publication_text(project, translation, files, usual_lang, recorded=True)
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
