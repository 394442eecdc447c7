"""The scaffold: a new publication, begun as a small finished example that builds at once."""

from __future__ import annotations

import json
import re
import secrets
import shutil
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from prepress.errors import MachineError, UsageError
from prepress.project import CLINIC_FILE, CLINICS, METADATA_FILE, shipped

_LONGEST = 100
_CONTACT = re.compile(r"^# Whom .*\ncontact:\n(?: .*\n)*\n", re.MULTILINE)
# What Windows refuses as a name, whatever is behind its first dot.
_DEVICES = re.compile(r"(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(\..*)?", re.IGNORECASE)


def new(project_root: Path, name: str) -> Path:
    """Make `sources/NAME/` in `project_root` and return it; its title is `name`.

    Raises UsageError for a name that is taken or that not every system can store, MachineError where it cannot be
    written. The folder appears whole or not at all.
    """
    name = unicodedata.normalize("NFC", name)
    _refuse_unsafe(name)
    sources = project_root / "sources"
    _refuse_taken(sources, name)
    example = shipped("layouts") / "example"
    if not (example / "book.yaml").is_file():
        raise MachineError("The example that ships with makebook is missing.", "Install makebook again.", example)
    folder = sources / name
    try:
        sources.mkdir(parents=True, exist_ok=True)
        with _staging(sources) as staging:
            for file in sorted(path for path in example.rglob("*") if path.is_file()):
                target = staging / file.relative_to(example)
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(_titled(file, name, has_clinic=(sources / CLINIC_FILE).is_file()))
            staging.rename(folder)
    except OSError as error:
        what = f"The publication cannot be written: {error.strerror}."
        raise MachineError(what, "Allow writing to the folder, or make room.", sources) from error
    return folder


@contextmanager
def _staging(sources: Path) -> Iterator[Path]:
    """A folder that nobody takes for a publication, and that is gone in the end unless it was renamed."""
    staging = sources / f".makebook-{secrets.token_hex(4)}"
    try:
        staging.mkdir()
        yield staging
    finally:
        shutil.rmtree(staging, ignore_errors=True)


def _titled(file: Path, name: str, *, has_clinic: bool) -> bytes:
    """The content of an example's file, with `name` for the title, and no contact of its own where there is a clinic.

    The example's own would win over the clinic's.
    """
    if file.name != METADATA_FILE:
        return file.read_bytes()
    title = f"title: {json.dumps(name, ensure_ascii=False)}"  # JSON's quotes are YAML's too
    text = re.sub(r"^title:.*$", lambda _: title, file.read_text("utf-8"), count=1, flags=re.MULTILINE)
    return (_CONTACT.sub("", text) if has_clinic else text).encode()


def _refuse_unsafe(name: str) -> None:
    """A name is also that of a folder and of the outputs, here and on the readers' machines."""
    problem = None
    if not name.strip() or name != name.strip():
        problem = "is empty, or begins or ends with a space"
    elif re.search(r'[/\\<>:"|?*]', name) or any(unicodedata.category(letter)[0] == "C" for letter in name):
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
        remedy = "Use letters, digits, spaces and hyphens, as in: makebook new sleep-and-healing"
        raise UsageError(f"The name “{name[:_LONGEST]}” {problem}.", remedy)


def _refuse_taken(sources: Path, name: str) -> None:
    """Refuse what would share its outputs with another publication, also on disks that fold case."""
    for path in sources.iterdir() if sources.is_dir() else ():
        taken = {path.name, path.stem} if path.suffix.lower() in (".md", ".markdown") else {path.name}
        if name.casefold() in {unicodedata.normalize("NFC", each).casefold() for each in taken}:
            raise UsageError(f"“{path.name}” is there already.", "Choose another name, or edit it.", path)
