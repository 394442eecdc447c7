"""Chapters: which Markdown files below a folder are chapters, in which order, and which are left
out.
"""

from __future__ import annotations

import os
import re
from collections.abc import Collection
from dataclasses import dataclass
from os.path import isfile
from pathlib import Path
from urllib.parse import unquote

from prepress.errors import SourceError

#: The file that makes a folder a publication of its own.
METADATA = "book.yaml"
_CHAPTERS = (".md", ".markdown")
#: How others name their Markdown: such a file is most likely meant to be a chapter.
_OTHERS = (".mdown", ".mdwn", ".mdx", ".mkd", ".mkdn", ".mkdown", ".qmd", ".rmd")

#: What authors do not mean to be seen: hidden files, drafts with `_`, copies that editors leave.
_HIDDEN = re.compile(r"\A(?:[.~#]|_(?!index\.md\Z))|~\Z")
#: What makers of websites call the text that a folder begins with; the second is Hugo's.
_FIRST = ("index", "_index")
_NUMBERS = re.compile(r"(\d+)")
#: A picture's address in Markdown and in HTML.
_PICTURE = re.compile(
    r"""!\[[^\]\n]*\]\(<?([^\s()<>]{1,999})|<img\s[^<>]*?src=["']?([^"'\s<>]{1,999})"""
)


@dataclass(frozen=True)
class Chapters:
    """The chapters of a folder in reading order, and what is left out though it may hold text.

    `left_out` has Markdown files that are no chapters, the metadata of a subfolder that is a
    publication of its own, and subfolders that lead out of the project.
    """

    files: tuple[Path, ...] = ()
    left_out: tuple[Path, ...] = ()


def is_chapter(path: Path) -> bool:
    """Whether a file of that name is a chapter; a README is not, since it is written to those who
    open the folder.
    """
    return path.suffix.lower() in _CHAPTERS and not is_readme(path)


def is_readme(path: Path) -> bool:
    """Whether the file is a README in Markdown."""
    return path.suffix.lower() in _CHAPTERS and path.stem.lower() == "readme"


def chapters_in(root: Path, folder: Path, apart: Collection[Path] = ()) -> Chapters:
    """The chapters in `folder` of the project at `root`, a subfolder's where its name stands, none
    from those `apart`.

    No folder is read twice, and none outside the project. Raises SourceError for one that cannot be
    read.
    """
    files: list[Path] = []
    left_out: list[Path] = []
    # A link to a folder above would lead here again, as one to a folder that was read would.
    entered = {_identity(above) for above in (folder, *folder.resolve().parents)}
    # No recursion: folders may lie deeper than Python calls.
    waiting = _entries_in_order(root, folder)[::-1]
    while waiting:
        path = waiting.pop()
        if not _is_folder(root, path):
            (files if is_chapter(path) else left_out).append(path)
            continue
        identity = _identity(path)
        if path in apart or identity in entered:
            continue
        if leads_out(root, path):
            left_out.append(path)
        elif (path / METADATA).exists():
            left_out.append(path / METADATA)
        else:
            entered.add(identity)
            waiting += _entries_in_order(root, path)[::-1]
    if not files and not left_out:
        return Chapters(_readme_alone(root, folder))
    return Chapters(tuple(files), tuple(left_out))


def _readme_alone(root: Path, folder: Path) -> tuple[Path, ...]:
    """The README that is the text of `folder`, since its author has given it metadata, nothing else
    is there, or it shows a picture from there; beside other pictures it speaks of these.
    """
    others = visible_files(root, folder)
    readmes = [path for path in others if is_readme(path)]
    is_text = (folder / METADATA).exists() or others == readmes
    return tuple(path for path in readmes[:1] if is_text or _shows_own_picture(path))


def _shows_own_picture(readme: Path) -> bool:
    """Whether a picture in a text lies in its folder or below; not where it cannot be read."""
    try:
        text = readme.read_text("utf-8", "replace")
    except OSError:
        return False
    named = (unquote(each[1] or each[2]) for each in _PICTURE.finditer(text))
    inside = (name for name in named if not (name.startswith("/") or ".." in name))
    return any(isfile(readme.parent / name) for name in inside)  # noqa: PTH113 - any name is heard


def _identity(folder: Path) -> tuple[int, int]:
    """What a folder has in common with every link to it, and with nothing else."""
    status = folder.stat()
    return status.st_dev, status.st_ino


def leads_out(root: Path, folder: Path) -> bool:
    """Whether `folder` is a link that leads out of the project at `root`."""
    return folder.is_symlink() and not folder.resolve().is_relative_to(root.resolve())


def _entries_in_order(root: Path, folder: Path) -> list[Path]:
    """The Markdown files and the folders in `folder` in reading order: an index first, and a folder
    stands as a file of its name would.

    A README counts only among chapters, where it may be meant as one; beside pictures it speaks of
    these.
    """
    paths = visible_files(root, folder)
    texts = [path for path in paths if is_markdown(path)]
    if not any(is_chapter(path) for path in texts):
        texts = [path for path in texts if not is_readme(path)]
    folders = [path for path in paths if _is_folder(root, path)]
    placed = [(not _is_index(path), natural_order(path.name), False, path) for path in texts]
    placed += [(True, natural_order(f"{path.name}.md"), True, path) for path in folders]
    return [path for *_, path in sorted(placed)]


def _is_index(path: Path) -> bool:
    return path.stem.lower() in _FIRST


def is_markdown(path: Path) -> bool:
    """Whether a file of that name is Markdown, as anybody calls it."""
    return path.suffix.lower() in (*_CHAPTERS, *_OTHERS)


def _is_folder(root: Path, path: Path) -> bool:
    """Whether `path` is a folder that may hold chapters; one that is called like a chapter is
    refused as that.
    """
    try:
        return not is_markdown(path) and path.is_dir()
    except OSError as error:
        raise _unreadable(root, path.parent, error) from error


def natural_order(name: str) -> tuple[tuple[tuple[int, int | str], ...], str]:
    """The order in which people count files by their names: 2 before 10, capitals beside small
    letters.
    """
    parts = _NUMBERS.split(name.casefold())
    return tuple((0, int(part)) if part.isdecimal() else (1, part) for part in parts), name


def visible_files(root: Path, folder: Path) -> list[Path]:
    """What authors put into `folder` and mean to be seen, in natural order."""
    return [folder / name for name in sorted(visible_names(root, folder), key=natural_order)]


def visible_names(root: Path, folder: Path) -> list[str]:
    """The names of what they put there, in no order."""
    try:
        names = os.listdir(folder)  # noqa: PTH208 - there may be thousands, and few are wanted
    except OSError as error:
        raise _unreadable(root, folder, error) from error
    return [name for name in names if not _HIDDEN.search(name)]


def _unreadable(root: Path, folder: Path, error: OSError) -> SourceError:
    what = f"This folder cannot be read: {error.strerror}."
    return SourceError(
        what, "Allow reading it, or move it away.", folder.relative_to(root).as_posix()
    )
