"""Chapter order: the chapters of a folder as a list of them says, where one lies there."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from prepress.errors import MakebookError
from prepress.files.digests import digest_of
from prepress.project.chapters import METADATA, Chapters, is_markdown, natural_order
from prepress.text.files import read_text

if TYPE_CHECKING:
    from prepress.project.order_files import Entry

#: Where lists of chapters lie, seen from the publication's folder, and where the files that each
#: names lie. The first that there is counts.
_LISTS = (
    ("SUMMARY.md", ""),
    ("src/SUMMARY.md", "src"),
    ("_quarto.yml", ""),
    ("_quarto.yaml", ""),
    ("Book.txt", ""),
    ("manuscript/Book.txt", "manuscript"),
    ("mkdocs.yml", "docs"),
    ("mkdocs.yml", ""),
)


@dataclass(frozen=True)
class ListMistake:
    """What is wrong on a `line` of a list of chapters: `name` is a file that is `missing`, or
    outside the folder; or the words of a part that no file holds.
    """

    line: int
    name: str
    kind: str


@dataclass(frozen=True)
class PartTitle:
    """The title of a part that a list has on a `line` of it, `before` the chapter of that name."""

    line: int
    words: str
    before: str


@dataclass(frozen=True)
class ChapterOrder:
    """The order that the list `file` gives to the chapters `names`, which are relative to the
    publication's folder, and its mistakes.

    Of a book it says the `titles` of parts that no file holds, and of some chapters the `roles`.
    """

    file: Path
    names: tuple[str, ...]
    mistakes: tuple[ListMistake, ...] = ()
    titles: tuple[PartTitle, ...] = ()
    roles: tuple[tuple[str, str], ...] = ()

    @property
    def digest(self) -> str:
        """What stands for all that it says."""
        return digest_of(repr((self.names, self.mistakes, self.titles, self.roles)))

    @property
    def is_ours(self) -> bool:
        """Whether it stands in our own metadata, whose mistakes are errors."""
        return self.file.name == METADATA


def order_in(folder: Path, found: Chapters) -> ChapterOrder | None:
    """The order that a list in `folder` gives to the chapters `found` there; None where there is
    none, or where it names no file that is there.
    """
    for file, base in _lists_in(folder):
        # Most folders have no such list, and none of them pays for reading one.
        from prepress.project.order_files import READERS

        try:
            entries = READERS[file.name](read_text(file, str(file)))
        except MakebookError:
            continue  # who reads it as a text will say what is wrong
        places = _look_up(folder, base, entries, found)
        names = dict.fromkeys(name for _, name in places.names)
        if names or (places.mistakes and file.name == METADATA):
            titles, roles = tuple(places.titles), tuple(places.roles)
            return ChapterOrder(file, tuple(names), tuple(places.mistakes), titles, roles)
    return None


def in_order(folder: Path, found: Chapters, order: ChapterOrder) -> Chapters:
    """The chapters `found` in `folder`, as the `order` of it, or of the one that it translates,
    says: what that does not name is left out.
    """
    listed = [folder / name for name in order.names]
    files = tuple(file for file in listed if file.is_file())
    there = {*files, order.file}
    left_out = [path for path in (*found.files, *found.left_out) if path not in there]
    return Chapters(files, tuple(sorted(left_out, key=lambda path: _place_in(folder, path))))


def _place_in(folder: Path, path: Path) -> tuple[object, ...]:
    parts = path.relative_to(folder).parts if path.is_relative_to(folder) else path.parts
    return tuple(natural_order(part) for part in parts)


def _lists_in(folder: Path) -> Iterator[tuple[Path, str]]:
    """The lists that may be there, and the folder within this one that their names begin at."""
    book = folder / METADATA
    with suppress(MakebookError):  # who reads it as metadata will say what is wrong
        if book.is_file() and "chapters" in read_text(book, METADATA):
            yield book, ""
    for name, base in _LISTS:
        file = folder / name
        if file.is_file() and _is_called_so(file):
            yield file, base


def _is_called_so(file: Path) -> bool:
    """Whether it is called so to the letter, also on a disk for which a summary.md is the same."""
    return any(path.name == file.name for path in file.parent.iterdir())


@dataclass(frozen=True)
class _Found:
    """The files that entries name, each with its entry, and what else they say."""

    names: list[tuple[Entry, str]] = field(default_factory=list)
    mistakes: list[ListMistake] = field(default_factory=list)

    @property
    def titles(self) -> Iterator[PartTitle]:
        """The titles of parts, each before the chapter that follows it in the list."""
        lines = [(entry.line, name) for entry, name in self.names]
        for mistake in self.mistakes:
            if mistake.kind == "part":
                before = [name for line, name in lines if line > mistake.line]
                yield from (PartTitle(mistake.line, mistake.name, name) for name in before[:1])

    @property
    def roles(self) -> Iterator[tuple[str, str]]:
        """The chapters of which the list says what they are."""
        return ((name, entry.role) for entry, name in self.names if entry.role)


def _look_up(folder: Path, base: str, entries: tuple[Entry, ...], found: Chapters) -> _Found:
    """The names of the files that are there, and what is wrong with the other `entries`."""
    names: list[tuple[Entry, str]] = []
    mistakes: list[ListMistake] = []
    for entry in entries:
        name = posixpath.normpath(posixpath.join(base, entry.path)) if entry.path else ""
        if entry.part:
            mistakes.append(ListMistake(entry.line, entry.part, "part"))
        elif name.startswith(("../", "/")) or name == "..":
            mistakes.append(ListMistake(entry.line, entry.path, "outside"))
        elif not name:
            continue
        elif _is_text(folder / name):
            names.append((entry, name))
        elif inner := _files_below(folder, name, found):
            names += [(entry, each) for each in inner]
        else:
            mistakes.append(ListMistake(entry.line, entry.path, "missing"))
    return _Found(names, mistakes)


def _is_text(path: Path) -> bool:
    return (is_markdown(path) or path.suffix.lower() == ".txt") and path.is_file()


def _files_below(folder: Path, name: str, found: Chapters) -> list[str]:
    """The chapters in the folder `name`, or the one of that name without its suffix."""
    below = [file for file in found.files if file.is_relative_to(folder / name)]
    if not below:
        below = [file for file in found.files if file.with_suffix("") == folder / name]
    return [file.relative_to(folder).as_posix() for file in below]
