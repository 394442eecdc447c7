"""Font packages: a typeface's package fetched by the machine's own npm or apt-get, as its owner
has set them up.
"""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from prepress.errors import MachineError
from prepress.layouts.typefaces.scripts import Typeface, adding_command

_LONGEST_S = 600
#: The programs that fetch packages, in the order in which they are asked.
PROGRAMS = ("npm", "apt-get")


@dataclass(frozen=True)
class _Offer:
    """A `package` and the `command` that puts it, as a file with this `suffix`, into the current
    folder.
    """

    package: str
    command: tuple[str, ...]
    suffix: str


def _offers(typeface: Typeface) -> tuple[_Offer, ...]:
    package = f"@expo-google-fonts/{typeface.folder}@{typeface.version}"
    # A machine without a network should say so soon.
    options = ("--silent", "--ignore-scripts", "--fetch-retries=1")
    return (
        _Offer(package, ("npm", "pack", *options, package), ".tgz"),
        _Offer(typeface.debian, ("apt-get", "-q", "download", typeface.debian), ".deb"),
    )


def fetch_packages(typeface: Typeface, folder: Path) -> Iterator[tuple[str, Path]]:
    """Each package that could be fetched for `typeface` into the empty `folder`, with its file
    there.

    The next one is only fetched where the one before is not to be had, or does not serve. Raises
    MachineError in the end, where none does.
    """
    failures = []
    for offer in _offers(typeface):
        program = shutil.which(offer.command[0])
        if program is None:
            failures.append(f"{offer.command[0]} is not installed")
            continue
        failure = _run((program, *offer.command[1:]), folder)
        if files := sorted(folder.glob(f"*{offer.suffix}")):
            yield offer.package, files[0]
            failure = f"{offer.package} does not have it"
        failures.append(f"{offer.command[0]}: {failure}")
    packages = " or ".join(offer.package for offer in _offers(typeface))
    raise MachineError(
        f"{typeface.family} could not be fetched ({'; '.join(failures)}).",
        f"Get the package {packages} elsewhere, then: {adding_command(typeface)} FILE",
    )


def _run(command: tuple[str, ...], folder: Path) -> str:
    """Run `command` in `folder`; what it said last where it failed."""
    try:
        done = subprocess.run(
            command,
            cwd=folder,
            capture_output=True,
            stdin=subprocess.DEVNULL,
            encoding="utf-8",
            errors="replace",
            timeout=_LONGEST_S,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return f"gave no answer within {_LONGEST_S} s"
    except OSError as error:
        return str(error.strerror)
    lines = (done.stderr or done.stdout).strip().splitlines()
    return lines[-1].strip() if lines else f"ended with {done.returncode}"
