"""Example folders: finished texts that a new publication can begin from, each in a folder of its
own in `layouts/examples/`.

What is another in another language lies in a second folder with the language behind a full stop:
`card.es` has the words of `card` in Spanish, and shares its pictures.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from prepress.errors import MachineError, UsageError
from prepress.project.project import METADATA_FILE, shipped_folder
from prepress.text.language_tags import agree
from prepress.text.suggestions import suggestion

_FOLDER = "examples"
#: Where an example says whom readers can turn to, in front matter or in a book.yaml; a clinic that
#: is there says it better.
_CONTACT = re.compile(r"^contact:\n(?:[ \t]+\S.*\n)+", re.MULTILINE)
_LANGUAGE = re.compile(r"^lang: *([\w-]+)", re.MULTILINE)
_FRONT_MATTER = re.compile(r"---\n.*?^---$", re.MULTILINE | re.DOTALL)


def example_names(project_root: Path) -> tuple[str, ...]:
    """The names of all examples: those of the project, and those that ship."""
    folders = _folders(project_root)
    return tuple(sorted(name for name in folders if name.partition(".")[0] == name))


def languages_of(project_root: Path, name: str) -> tuple[str, ...]:
    """The languages (BCP 47) in which the example `name` is there, its own first."""
    return _languages_in(_folders(project_root)[name])


def example_files(project_root: Path, name: str, lang: str | None = None) -> Mapping[Path, Path]:
    """The files of the example `name`, the project's own first, by their places in it; in `lang`
    (BCP 47) where that is given.

    Raises UsageError where there is no such example, or none in that language.
    """
    names = example_names(project_root)
    if name not in names:
        what = f"There is no example “{name}”."
        raise UsageError(what, suggestion(name, names))
    return _files_in(_folders(project_root)[name], lang)


def small_example_files(lang: str | None = None) -> Mapping[Path, Path]:
    """The files of the example that shows a little of everything, in `lang` (BCP 47) where that is
    given.

    Raises MachineError where it is missing, UsageError where it is not there in that language.
    """
    folder = shipped_folder("layouts") / "example"
    if not (folder / METADATA_FILE).is_file():
        raise MachineError(
            "The example that ships with makebook is missing.", "Install makebook again.", folder
        )
    return _files_in(folder, lang)


def without_contact(text: str) -> str:
    """The front matter at the head of `text`, or all of a book.yaml, without a contact of its
    own.
    """
    front = _FRONT_MATTER.match(text)
    end = front.end() if front else len(text)
    return _CONTACT.sub("", text[:end]) + text[end:]


def _files_in(folder: Path, lang: str | None) -> dict[Path, Path]:
    """The files of the example in `folder`, and those that its translation has in place of some."""
    if lang is None or agree(lang, _language_of(folder)):
        return _files_below(folder)
    for tag, translated in _translations(folder).items():
        if agree(lang, tag):
            return _files_below(folder) | _files_below(translated)
    what = f"The example is not there in “{lang}”."
    raise UsageError(what, f"It is there in {', '.join(_languages_in(folder))}.", folder)


def _languages_in(folder: Path) -> tuple[str, ...]:
    return (_language_of(folder), *_translations(folder))


def _translations(folder: Path) -> dict[str, Path]:
    """The folders with what is another in another language, by the language (BCP 47)."""
    return {path.suffix[1:]: path for path in sorted(folder.parent.glob(f"{folder.name}.*"))}


def _files_below(folder: Path) -> dict[Path, Path]:
    return {path.relative_to(folder): path for path in folder.rglob("*") if path.is_file()}


def _language_of(folder: Path) -> str:
    """The language of the example in `folder`, by what it says of itself; English where it does
    not.
    """
    for file in sorted([*folder.glob("*.yaml"), *folder.glob("*.md")]):
        if said := _LANGUAGE.search(file.read_text("utf-8")):
            return said[1]
    return "en"


def _folders(project_root: Path) -> dict[str, Path]:
    holders = (shipped_folder("layouts") / _FOLDER, project_root / "layouts" / _FOLDER)
    return {
        folder.name: folder
        for holder in holders
        if holder.is_dir()
        for folder in holder.iterdir()
        if folder.is_dir() and not folder.name.startswith((".", "_"))
    }
