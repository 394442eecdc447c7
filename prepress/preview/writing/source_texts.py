"""Source texts: the Markdown and the metadata that the page may read and write, each known by a
digest, so that nothing is written over what changed elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from prepress.errors import MakebookError
from prepress.files.atomic import write_whole
from prepress.files.digests import digest_of
from prepress.project.chapters import is_markdown
from prepress.project.project import METADATA_FILE, Project, Publication, publications
from prepress.text.files import LARGEST_BYTES, is_text

#: The most that a picture may have that is saved beside a text, in bytes.
LARGEST_PICTURE = 20 * 1024 * 1024
_BOM = "\ufeff"


class RefusedError(Exception):
    """What the page asks for is not done; `status` is that of HTTP."""

    def __init__(self, status: int, why: str) -> None:
        super().__init__(why)
        self.status = status


@dataclass(frozen=True)
class SourceText:
    """A text as it lies on the disk; the `digest` of one that is not there is empty."""

    text: str = ""
    digest: str = ""


@dataclass(frozen=True)
class Changed:
    """What lies on the disk now, in place of what the page has read."""

    now: SourceText


@dataclass(frozen=True)
class SourceTexts:
    """The texts of a `project` that the page may write: the chapters and the metadata of its
    publications, inside its `sources/`.
    """

    project: Project

    def by_publication(self) -> Mapping[str, tuple[str, ...]]:
        """The files of each publication, by its name, as addresses name them; metadata last."""
        return {
            publication.name: tuple(
                self.project.relative(file)
                for file in _files(publication)
                if self._is_allowed(file)
            )
            for publication in self._publications()
        }

    def path_of(self, file: str) -> Path:
        """Where a `file` lies that the page names. Raises RefusedError for all but those that it
        was told of.
        """
        for publication in self._publications():
            for path in _files(publication):
                if self.project.relative(path) == file and self._is_allowed(path):
                    return path
        raise RefusedError(404, f"“{file}” is no text of this project.")

    def read(self, file: str) -> SourceText:
        """The text of `file`. Raises RefusedError where it is no text of the project, or is not
        UTF-8.
        """
        return _read(self.path_of(file))

    def write(self, file: str, text: str, digest: str) -> SourceText | Changed:
        """Write `text` over the one of that `digest`, with the line ends that this has; where
        another one is there, nothing is written.

        Raises RefusedError for what is no text of the project, MachineError where the disk does
        not take it.
        """
        path = self.path_of(file)
        now = _read(path)
        if now.digest != digest:
            return Changed(now)
        if now.digest and now.text == text:
            return now
        if not all(map(is_text, text)):
            raise RefusedError(422, "There is a character here that no text has.")
        data = _as_before(text, path)
        if len(data) > LARGEST_BYTES:
            raise RefusedError(413, "This text is larger than 20 MB.")
        write_over(path, data)
        return SourceText(text, digest_of(data))

    def _publications(self) -> tuple[Publication, ...]:
        if self.project.only:
            return ()
        try:
            return publications(self.project)
        except MakebookError:
            return ()

    def _is_allowed(self, path: Path) -> bool:
        """Whether it is of a kind that may be written, and really lies in `sources/`, where
        nothing hidden stands on the way.
        """
        return (path.name == METADATA_FILE or is_markdown(path)) and lies_in_sources(
            self.project, path
        )


def lies_in_sources(project: Project, path: Path) -> bool:
    """Whether `path` lies in the `sources/` of the project with no link, hidden file or archive on
    the way there.
    """
    sources = project.sources.resolve()
    try:
        parts = path.relative_to(project.sources).parts
    except ValueError:
        return False
    plain = not any(part.startswith((".", "_")) and part != "_index.md" for part in parts)
    return plain and path.resolve() == sources.joinpath(*parts)


def write_over(path: Path, data: bytes) -> None:
    """Write `data` whole under the name of `path`, for the same people to read as before. Raises
    MachineError.
    """
    mode = path.stat().st_mode if path.exists() else None
    write_whole(path, data)
    if mode is not None:
        with suppress(OSError):
            path.chmod(mode & 0o7777)


def _files(publication: Publication) -> Iterator[Path]:
    yield from publication.files
    if not publication.lone:
        yield publication.folder / METADATA_FILE


def _read(path: Path) -> SourceText:
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        return SourceText()
    except OSError as error:
        raise RefusedError(403, f"This cannot be read: {error.strerror}.") from error
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise RefusedError(422, "This file is not UTF-8 text.") from error
    return SourceText(text.replace("\r\n", "\n").replace("\r", "\n"), digest_of(data))


def _as_before(text: str, path: Path) -> bytes:
    """The bytes of `text` with the mark and the line ends that the file has now."""
    before = path.read_bytes() if path.exists() else b""
    if b"\r\n" in before:
        text = text.replace("\n", "\r\n")
    return (text if not before.startswith(_BOM.encode()) else _BOM + text).encode()
