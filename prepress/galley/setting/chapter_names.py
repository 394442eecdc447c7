"""Chapter names: which chapter a link means, by the names that other tools give to chapters.

A chapter `part/sleep.md` is `part/sleep.html` in mdBook and Quarto, `part/sleep/` in mkdocs and
Docusaurus, `/part/sleep` from the root of a site, and `part/sleep.qmd` where it was one.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Collection, Iterator

#: What a chapter may end with in a link to it, and what its file may end with.
_IN_LINKS = re.compile(r"\.(?:x?html?|md|markdown|qmd|rmd|mdx|mkd)\Z", re.IGNORECASE)
_OF_FILES = (".md", ".markdown", ".qmd", ".rmd", ".Rmd", ".mdx", ".mkd", ".txt")
#: The files that stand for their folder.
_OF_FOLDERS = ("index", "README", "_index", "readme")


def chapter_at(path: str, file: str, folder: str, files: Collection[str]) -> str | None:
    """The one of `files` that `path` means, written in the chapter `file` that lies in `folder` of
    its publication; None where it means no chapter.
    """
    path = path.partition("?")[0]
    here = posixpath.dirname(file)
    home = here[: len(here) - len(folder)].rstrip("/") if folder else here
    return next((name for name in _names(path, here, home) if name in files), None)


def _names(path: str, here: str, home: str) -> Iterator[str]:
    """The names of files that `path` may mean, those that it most likely means first."""
    rooted = path.startswith("/")
    yield from _files_of(_joined(home if rooted else here, path))
    if rooted:
        for folder in ("src", "docs"):
            yield from _files_of(_joined(f"{home}/{folder}", path))
    elif path.startswith("../") and not posixpath.splitext(path)[1]:
        # Where each page is a folder, its neighbour is a folder beside that.
        yield from _files_of(_joined(here, path.removeprefix("../")))


def _files_of(name: str) -> Iterator[str]:
    yield name
    plain = _IN_LINKS.sub("", name)
    for stem in dict.fromkeys((name, plain)):
        yield from (f"{stem}{suffix}" for suffix in _OF_FILES)
    for stem in _OF_FOLDERS:
        yield from (f"{name}/{stem}{suffix}" for suffix in _OF_FILES)
    folder, _, last = plain.rpartition("/")
    if last == "index":  # mdBook calls a README so
        yield from (f"{folder}/README{suffix}" for suffix in _OF_FILES)


def _joined(folder: str, path: str) -> str:
    return posixpath.normpath(posixpath.join(folder, path.lstrip("/") or "."))
