"""Single files: a Markdown file that somebody names by its path is built by itself, beside itself.

As with pandoc, it may lie anywhere. Its editions come to lie beside it and nothing else does, so
that no record says what they were made from.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from prepress.errors import SourceError, UsageError
from prepress.project.chapters import is_markdown
from prepress.project.project import Project, Publication, publications
from prepress.text.suggestions import nearest

#: What an author may take for a text that can be built, and what to do with it instead.
_OTHER_TEXTS = {
    ".doc": ("is an old Word file", "Save it in Word as .docx, then: makebook import FILE.docx"),
    ".docx": ("is a Word file", "Make a publication of it: makebook import {name}"),
    ".epub": ("is a finished book", "Name the Markdown file that it was made from."),
    ".html": ("is a web page", "Save its text as Markdown, in a file that ends in .md."),
    ".htm": ("is a web page", "Save its text as Markdown, in a file that ends in .md."),
    ".odt": (
        "is a text of LibreOffice",
        "Save it there as .docx, then: makebook import FILE.docx",
    ),
    ".pdf": ("is a PDF", "Name the Markdown file that it was made from."),
    ".rst": ("is reStructuredText", "Save its text as Markdown, in a file that ends in .md."),
    ".rtf": ("is a Word file (RTF)", "Save it in Word as .docx, then: makebook import FILE.docx"),
    ".tex": ("is a text of TeX", "Save its text as Markdown, in a file that ends in .md."),
    ".txt": ("is plain text", "If it is written in Markdown, call it {stem}.md"),
}


@dataclass(frozen=True)
class Order:
    """What is built of one project: the publications of these `names`; all where there is none."""

    project: Project
    names: tuple[str, ...]


def orders(here: Path, names: Sequence[str], output: Path | None) -> tuple[Order, ...]:
    """What somebody in the folder `here` means by `names`: publications, and files by their path.

    A path into the `sources/` of a project, which may be left out, means the publications that lie
    there. Raises UsageError for a file that is not there or is no Markdown, and SourceError where a
    publication is meant and there is no project.
    """
    files = [name for name in names if _is_path(here, name)]
    if not files:
        return (Order(_writing_to(Project.find(here), output), tuple(names)),)
    within: dict[Project, dict[str, None]] = {}
    if others := [name for name in names if name not in files]:
        within[Project.find(here)] = dict.fromkeys(others)
    alone: list[Path] = []
    for name in files:
        path = _meant_by(here, name)
        around = project_around(path.parent)
        if around and (owners := _publications_at(around, path)):
            within.setdefault(around, {}).update(dict.fromkeys(owners))
        else:
            alone.append(_refuse_others(path, name))
    own = [Order(project, tuple(chosen)) for project, chosen in within.items()]
    own += [Order(project_of(path, here), (path.stem,)) for path in dict.fromkeys(alone)]
    return tuple(replace(each, project=_writing_to(each.project, output)) for each in own)


def _meant_by(here: Path, name: str) -> Path:
    """The path that somebody in the folder `here` means by `name`: from there, else from the
    `sources/` of the project around.
    """
    path = Path(os.path.normpath(here / name))
    around = None if path.exists() else project_around(here)
    within = Path(os.path.normpath(around.sources / name)) if around else path
    return within if within.exists() else path


def project_of(file: Path, here: Path) -> Project:
    """The project whose only publication is the Markdown `file`.

    Its pictures may lie anywhere in the project around it; where there is none, anywhere in its
    repository, or in the folder `here` if the file lies in that, else beside it.
    """
    around = project_around(file.parent)
    if around:
        return replace(around, output=file.parent, only=file)
    root = _root_of(file.parent, here if file.is_relative_to(here) else file.parent)
    return Project(root, file.parent, only=file, has_own_layouts=False)


def _root_of(folder: Path, own: Path) -> Path:
    """The repository that `folder` lies in, or the `own` folder of what is built where there is
    none or that is higher.
    """
    around = (folder, *folder.parents)
    repositories = [each for each in around if (each / ".git").exists()]
    return min([own, *repositories[:1]], key=lambda each: len(each.parts))


def project_or_folder(here: Path) -> Project:
    """The project that the folder `here` lies in, else that of a single file in it."""
    return project_around(here) or Project(_root_of(here, here), here, has_own_layouts=False)


def project_around(folder: Path) -> Project | None:
    """The project that `folder` lies in, if any."""
    try:
        return Project.find(folder)
    except SourceError:
        return None


def _writing_to(project: Project, output: Path | None) -> Project:
    return project if output is None else project.writing_to(output)


def _is_path(here: Path, name: str) -> bool:
    """Whether `name` is the path of a file and no publication's name."""
    if "/" in name or os.sep in name:
        return True
    path = Path(name)
    if is_markdown(path) or (path.suffix.lower() in _OTHER_TEXTS and (here / path).is_file()):
        return True
    return (here / path).exists() and not project_around(here)


def _publications_at(project: Project, path: Path) -> tuple[str, ...]:
    """The publications in the `sources/` of `project` that the file or folder at `path` is part of:
    all of them where that is the folder itself.
    """
    if not path.is_relative_to(project.sources):
        return ()
    found = publications(project)
    if path == project.sources:
        return tuple(each.name for each in found if not each.original)
    # A translation lies in the folder of what it translates, and behind it in their order.
    within = [each.name for each in found if path in each.files or _is_within(path, each)]
    return tuple(within[-1:])


def _is_within(path: Path, publication: Publication) -> bool:
    """Whether what is at `path` lies in the publication's own folder and is no other text."""
    return (
        not publication.lone
        and path.is_relative_to(publication.folder)
        and not (is_markdown(path) and path not in publication.files)
    )


def _refuse_others(path: Path, name: str) -> Path:
    """`path`, if it is a Markdown file. Raises UsageError where it is none, `name` in the words."""
    if path.is_dir():
        what = f"“{name}” is a folder."
        raise UsageError(what, "Name a Markdown file in it, such as notes.md.")
    if not path.exists():
        near = nearest(path.name, markdown_in(path.parent))
        remedy = f"Did you mean “{near}”?" if near else "Name a Markdown file, such as notes.md."
        raise UsageError(f"There is no file “{name}”.", remedy)
    if not is_markdown(path):
        kind, remedy = _OTHER_TEXTS.get(
            path.suffix.lower(), ("is no Markdown file", "Name a file that ends in .md.")
        )
        raise UsageError(f"“{name}” {kind}.", remedy.format(name=name, stem=path.stem))
    return path


def markdown_in(folder: Path) -> list[str]:
    """The names of the Markdown files in `folder`."""
    if not folder.is_dir():
        return []
    return sorted(path.name for path in folder.iterdir() if is_markdown(path))
