"""Adding a typeface: it is brought into a project's `fonts/`, from a package or a file, whole or
not at all.
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from prepress.errors import MakebookError, SourceError, UsageError
from prepress.files.atomic import write_whole
from prepress.files.temporary_folders import temporary_folder_here
from prepress.layouts.typefaces.packages import fetch_packages
from prepress.layouts.typefaces.recognition import choose_fonts
from prepress.layouts.typefaces.scripts import TYPEFACES, Typeface, script_of, typeface_for
from prepress.layouts.typefaces.unpacking import files_in

if TYPE_CHECKING:
    from prepress.project.project import Project

#: The scripts of which the shipped fonts have every letter, beside those that a typeface of the
#: table ships for.
_SHIPPED_SCRIPTS = frozenset({"Latn", "Cyrl", "Grek"})
_OTHER_FORM = {".ttf": ".otf", ".otf": ".ttf"}
_TAG = re.compile(r"[A-Za-z]{2,3}([-_][A-Za-z0-9]{1,8})*")


@dataclass(frozen=True)
class TypefaceStatus:
    """A typeface, and whether it is in the project."""

    typeface: Typeface
    there: bool


@dataclass(frozen=True)
class AddedTypeface:
    """What came of adding: the `folder` of the typeface, and where it is `new` there; None where
    none is needed.
    """

    lang: str
    typeface: Typeface | None
    folder: Path | None = None
    new: bool = False
    source: str = ""


def list_typefaces(project: Project) -> tuple[TypefaceStatus, ...]:
    """Every typeface that can be added, or ships, in the order of the table."""
    return tuple(
        TypefaceStatus(typeface, typeface.ships or typeface.lies_in(project.root / "fonts"))
        for typeface in TYPEFACES
    )


def add(
    project: Project, lang: str, given: Sequence[Path], step: Callable[[str], None]
) -> AddedTypeface:
    """Add the typeface that texts in `lang` (BCP 47) need to `project`, from the `given` files or
    else from a package.

    Raises UsageError for a language whose script we know no font for, SourceError where the files
    do not hold it, MachineError where it cannot be fetched or written.
    """
    script = script_of(lang) if _TAG.fullmatch(lang) else ""
    typeface = typeface_for(script)
    if script in _SHIPPED_SCRIPTS or (typeface and typeface.ships):
        return AddedTypeface(lang, None)
    if typeface is None:
        what = f"“{lang}” is no language that we know."
        if script:
            what = f"We know no font for the script of “{lang}”."
        raise UsageError(
            what,
            "“makebook fonts” lists the languages; any other font can be named in "
            "layouts/fonts.css.",
        )
    folder = project.root / "fonts" / typeface.folder
    if given:
        step(f"reading {given[0].name}")
        there = chain.from_iterable(files_in(file, typeface) for file in given)
        files = choose_fonts(there, typeface, given[0])
        is_new = _write(folder, files)
        return AddedTypeface(lang, typeface, folder, is_new, given[0].name)
    if folder.is_dir() and _is_whole(folder, typeface):
        return AddedTypeface(lang, typeface, folder)
    step(f"fetching {typeface.family}")
    files, source = _from_package(typeface)
    is_new = _write(folder, files)
    return AddedTypeface(lang, typeface, folder, is_new, source)


def _from_package(typeface: Typeface) -> tuple[dict[str, bytes], str]:
    """The files of `typeface` from the first package that has them, and the package's name."""
    with temporary_folder_here(), tempfile.TemporaryDirectory() as folder:
        packages = fetch_packages(typeface, Path(folder))
        for package, file in packages:
            with suppress(SourceError):  # then the next package may serve
                return choose_fonts(files_in(file, typeface), typeface, file), package
    raise AssertionError("fetched ends with an error")


def _is_whole(folder: Path, typeface: Typeface) -> bool:
    files = [(file.name, file.read_bytes()) for file in sorted(folder.iterdir()) if file.is_file()]
    with suppress(MakebookError):
        return bool(choose_fonts(files, typeface, folder))
    return False


def _write(folder: Path, files: dict[str, bytes]) -> bool:
    """Write those of `files` that are not there yet, and whether there were any; where one cannot
    be written, none of them is left.
    """
    missing = {name: data for name, data in files.items() if not _holds(folder / name, data)}
    written: list[Path] = []
    try:
        for name, data in sorted(missing.items()):
            is_new = not (folder / name).exists()
            write_whole(folder / name, data)
            written += [folder / name] if is_new else []
    except MakebookError:
        for file in written:
            file.unlink(missing_ok=True)
        raise
    for name in files:
        other_form = _OTHER_FORM.get(Path(name).suffix)
        if other_form:  # there, the same face would be a second one
            (folder / name).with_suffix(other_form).unlink(missing_ok=True)
    return bool(missing)


def _holds(file: Path, data: bytes) -> bool:
    try:
        return file.read_bytes() == data
    except OSError:
        return False
