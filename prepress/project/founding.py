"""Founding: a new publication's folder, which appears whole or not at all, under a name that every
system can store.
"""

from __future__ import annotations

import re
import secrets
import shutil
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from prepress.errors import MachineError, UsageError
from prepress.project.project import CLINICS

_LONGEST = 100
# What Windows refuses as a name, whatever is behind its first dot.
_DEVICES = re.compile(r"(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(\..*)?", re.IGNORECASE)


def free_name(project_root: Path, name: str, example: str) -> str:
    """`name` as the new publication's folder in `project_root` is called; `example` is a command
    with a good one.

    Raises UsageError for a name that is taken or that not every system can store.
    """
    name = unicodedata.normalize("NFC", name)
    _refuse_unsafe(name, example)
    _refuse_taken(project_root / "sources", name)
    return name


@contextmanager
def new_folder(project_root: Path, name: str) -> Iterator[Path]:
    """A folder to fill, which becomes `sources/NAME/` in `project_root` when that went well, and
    else is gone.

    Raises MachineError where it cannot be written.
    """
    sources = project_root / "sources"
    try:
        sources.mkdir(parents=True, exist_ok=True)
        with _staging(sources) as staging:
            yield staging
            staging.rename(sources / name)
    except OSError as error:
        what = f"The publication cannot be written: {error.strerror}."
        raise MachineError(what, "Allow writing to the folder, or make room.", sources) from error


@contextmanager
def _staging(sources: Path) -> Iterator[Path]:
    """A folder that nobody takes for a publication, and that is gone in the end unless it was
    renamed.
    """
    staging = sources / f".makebook-{secrets.token_hex(4)}"
    try:
        staging.mkdir()
        yield staging
    finally:
        shutil.rmtree(staging, ignore_errors=True)


def _refuse_unsafe(name: str, example: str) -> None:
    """A name is also that of a folder and of the outputs, here and on the readers' machines."""
    problem = None
    if not name.strip() or name != name.strip():
        problem = "is empty, or begins or ends with a space"
    elif re.search(r'[/\\<>:"|?*]', name) or any(
        unicodedata.category(letter)[0] == "C" for letter in name
    ):
        problem = 'holds one of / \\ < > : " | ? * or an invisible character'
    elif len(name) > _LONGEST or len(name.encode()) > 2 * _LONGEST:
        problem = f"is longer than {_LONGEST} characters"
    elif name[0] in "._~#-" or name[-1] in ".~":
        problem = "begins or ends with a mark that hides it"
    elif _DEVICES.fullmatch(name):
        problem = "is one that Windows keeps for itself"
    elif name.casefold() == CLINICS:
        problem = "is that of the folder of your clinics"
    elif name.lower().endswith((".md", ".markdown")):
        problem = "is that of a file, but a publication is a folder"
    if problem:
        remedy = f"Use letters, digits, spaces and hyphens, as in: {example}"
        raise UsageError(f"The name “{name[:_LONGEST]}” {problem}.", remedy)


def _refuse_taken(sources: Path, name: str) -> None:
    """Refuse what would share its outputs with another publication, also on disks that fold
    case.
    """
    for path in sources.iterdir() if sources.is_dir() else ():
        taken = (
            {path.name, path.stem} if path.suffix.lower() in (".md", ".markdown") else {path.name}
        )
        if name.casefold() in {unicodedata.normalize("NFC", each).casefold() for each in taken}:
            raise UsageError(
                f"“{path.name}” is there already.", "Choose another name, or edit it.", path
            )
