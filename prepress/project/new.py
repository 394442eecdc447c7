"""New: a publication's folder, which appears whole or not at all, begun as a finished example that
builds at once.
"""

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
from prepress.project.example_folders import (
    example_files,
    small_example_files,
    without_contact,
)
from prepress.project.project import CLINIC_FILE, CLINICS, METADATA_FILE

_LONGEST = 100
_FORBIDDEN = re.compile(r'[/\\<>:"|?*]')
# What Windows refuses as a name, whatever is behind its first dot.
_DEVICES = re.compile(r"(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(\..*)?", re.IGNORECASE)
#: The lines of the example that are replaced or left out.
_TITLE = re.compile(r"^title:.*$", re.MULTILINE)
_CONTACT = re.compile(r"^# .*\ncontact:\n(?: .*\n)*\n", re.MULTILINE)


def make_publication(
    project_root: Path, name: str, example: str | None = None, lang: str | None = None
) -> Path:
    """Make `sources/NAME/` in `project_root` and return it; its title is `name`, unless it begins
    from the `example` of that name, which has its own. Its text is in `lang` (BCP 47) where that
    is given.

    Raises UsageError for a name that is taken or that not every system can store and for an example
    that there is not, or not in that language, MachineError where it cannot be written. The folder
    appears whole or not at all.
    """
    name = free_name(project_root, name, "makebook new sleep-and-healing")
    files = example_files(project_root, example, lang) if example else small_example_files(lang)
    has_clinic = (project_root / "sources" / CLINIC_FILE).is_file()
    with new_folder(project_root, name) as staging:
        for place, file in sorted(files.items()):
            target = staging / place
            target.parent.mkdir(parents=True, exist_ok=True)
            title = None if example else name
            target.write_bytes(_example_content(file, title, has_clinic=has_clinic))
    return project_root / "sources" / name


def _example_content(file: Path, title: str | None, *, has_clinic: bool) -> bytes:
    """The content of an example's file, with this `title` where there is one, and no contact of its
    own where there is a clinic.

    The example's own would win over the clinic's.
    """
    if file.name != METADATA_FILE and file.suffix != ".md":
        return file.read_bytes()
    text = file.read_text("utf-8")
    if title is not None and file.name == METADATA_FILE:
        line = f"title: {json.dumps(title, ensure_ascii=False)}"  # JSON's quotes are YAML's too
        text = _TITLE.sub(lambda _: line, text, count=1)
        text = _CONTACT.sub("", text) if has_clinic else text
    elif has_clinic:
        text = without_contact(text)
    return text.encode()


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
    problem = _problem_with(name)
    if problem:
        remedy = f"Use letters, digits, spaces and hyphens, as in: {example}"
        raise UsageError(f"The name “{name[:_LONGEST]}” {problem}.", remedy)


def _problem_with(name: str) -> str | None:
    """What is wrong with a name that is also that of a folder and of the outputs, here and on the
    readers' machines.
    """
    if not name.strip() or name != name.strip():
        return "is empty, or begins or ends with a space"
    if _FORBIDDEN.search(name) or any(unicodedata.category(each)[0] == "C" for each in name):
        return 'holds one of / \\ < > : " | ? * or an invisible character'
    if len(name) > _LONGEST or len(name.encode()) > 2 * _LONGEST:
        return f"is longer than {_LONGEST} characters"
    if name[0] in "._~#-" or name[-1] in ".~":
        return "begins or ends with a mark that hides it"
    return _problem_with_meaning(name)


def _problem_with_meaning(name: str) -> str | None:
    """What a name stands for already, if anything."""
    if _DEVICES.fullmatch(name):
        return "is one that Windows keeps for itself"
    if name.casefold() == CLINICS:
        return "is that of the folder of your clinics"
    if name.lower().endswith((".md", ".markdown")):
        return "is that of a file, but a publication is a folder"
    return None


def _refuse_taken(sources: Path, name: str) -> None:
    """Refuse what would share its outputs with another publication, also on disks that fold
    case.
    """
    for path in sources.iterdir() if sources.is_dir() else ():
        names = {path.name}
        if path.suffix.lower() in (".md", ".markdown"):
            names.add(path.stem)
        if name.casefold() in {unicodedata.normalize("NFC", each).casefold() for each in names}:
            raise UsageError(
                f"“{path.name}” is there already.", "Choose another name, or edit it.", path
            )
