"""Pango: the libraries that set the type of a PDF, whether they are here, and the one command that
gets them.
"""

from __future__ import annotations

import ctypes
import ctypes.util
import os
import platform
import re
import shutil
import subprocess
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from prepress.errors import MachineError

#: Where Homebrew keeps libraries on Apple silicon; uv's own Python does not look there.
_HOMEBREW = Path("/opt/homebrew/lib")


@dataclass(frozen=True)
class Installation:
    """How Pango gets onto a system: by a `command`, and what has to be done `then` by hand."""

    command: str
    then: str = ""

    def __str__(self) -> str:
        return f"{self.command}{f', then {self.then}' if self.then else ''}"


_LOOK_IN_HOMEBREW = f"export DYLD_FALLBACK_LIBRARY_PATH={_HOMEBREW}"
#: The systems by what os-release (freedesktop.org) or `platform` calls them; the first ones of each
#: row stand for their kin.
_INSTALLATIONS: Mapping[tuple[str, ...], Installation] = MappingProxyType(
    {
        ("Debian", "Ubuntu"): Installation("sudo apt install libpango-1.0-0 libpangoft2-1.0-0"),
        ("Fedora", "RHEL", "CentOS"): Installation("sudo dnf install pango"),
        ("Arch",): Installation("sudo pacman -S pango"),
        ("Alpine",): Installation("sudo apk add pango"),
        ("macOS",): Installation(
            "brew install pango",
            f"on Apple silicon, where Python is uv's own, {_LOOK_IN_HOMEBREW}",
        ),
        ("Windows",): Installation(
            r"C:\msys64\usr\bin\pacman -S mingw-w64-ucrt-x86_64-pango",
            r"where MSYS2 (https://www.msys2.org) is not in C:\msys64, set "
            r"WEASYPRINT_DLL_DIRECTORIES to its ucrt64\bin",
        ),
    }
)

#: The libraries that nothing is set without, by what their names have in common.
NEEDED = ("gobject-2.0", "pango-1.0", "pangoft2-1.0", "harfbuzz", "fontconfig")


def pango_remedy(system: str | None = None, os_release: str | None = None) -> str:
    """The command that installs Pango on `system`, as `platform.system()` names it; all of them
    where it is unknown, and none where this Python only does not look where it is.

    `os_release` is the text of /etc/os-release (freedesktop.org, os-release(5)). None means those
    of this machine.
    """
    if system is None and (remedy := only_unseen()):
        return remedy
    if found := pango_installation(system, os_release):
        return f"Install it with: {found}"
    known = (f"{', '.join(names)}: {each}" for names, each in _INSTALLATIONS.items())
    return f"Install it. {'. '.join(known)}."


def pango_installation(
    system: str | None = None, os_release: str | None = None
) -> Installation | None:
    """How Pango gets onto `system`; None where that is unknown. See `pango_remedy`."""
    system = platform.system() if system is None else system
    if system == "Linux":
        kin = _families(_os_release() if os_release is None else os_release)
    else:
        kin = {{"Darwin": "macos"}.get(system, system.lower())}
    for names, installation in _INSTALLATIONS.items():
        if kin & {name.lower() for name in names}:
            return installation
    return None


def only_unseen(folder: Path = _HOMEBREW) -> str:
    """What to do where Homebrew has installed Pango into its `folder`, where this Python does not
    look; empty elsewhere.
    """
    return f"Let Python look there: {_LOOK_IN_HOMEBREW}" if any(folder.glob("libpango*")) else ""


def install(installation: Installation) -> None:
    """Run the command, which asks and answers on the terminal itself; what it says goes to the
    error stream. Raises MachineError where it cannot be run or fails.
    """
    words = _as_this_user(installation.command.split())
    if (program := shutil.which(words[0])) is None:
        raise MachineError(
            f"There is no program “{words[0]}”.", f"Install it, then: {installation}"
        )
    code = subprocess.run([program, *words[1:]], stdout=2, check=False).returncode
    if code:
        what = f"“{' '.join(words)}” ended with {code}."
        raise MachineError(what, "See above what it lacks, or run it yourself.")


def _as_this_user(words: list[str]) -> list[str]:
    """The command without `sudo` for root, and with `doas` where that is what there is."""
    if words[0] != "sudo":
        return words
    if os.geteuid() == 0:
        return words[1:]
    return words if shutil.which("sudo") or not shutil.which("doas") else ["doas", *words[1:]]


def missing_libraries(names: tuple[str, ...] = NEEDED) -> tuple[str, ...]:
    """Those of the libraries `names` that this system's loader does not find where the layout
    engine looks.
    """
    return tuple(name for name in names if not _loads(name))


def _loads(name: str) -> bool:
    # The engine's own places on Windows.
    folders = os.environ.get(
        "WEASYPRINT_DLL_DIRECTORIES", r"C:\msys64\ucrt64\bin;C:\msys64\mingw64\bin"
    ).split(";")
    version = "1" if name == "fontconfig" else "0"
    files = [
        f"lib{name}.so.{version}",
        f"lib{name}.{version}.dylib",
        f"lib{name}.dylib",
        f"lib{name}-{version}.dll",
    ]
    if os.name == "nt":
        files += [str(Path(folder) / files[-1]) for folder in folders]
    for file in files:
        with suppress(OSError):
            ctypes.CDLL(file)
            return True
    return ctypes.util.find_library(name) is not None


def _families(os_release: str) -> set[str]:
    """The system's own identifier and those it is like."""
    lines = re.findall(r"^(?:ID|ID_LIKE)=(.*)$", os_release, re.MULTILINE)
    return {word for line in lines for word in line.strip().strip("\"'").lower().split()}


def _os_release() -> str:
    for file in (Path("/etc/os-release"), Path("/usr/lib/os-release")):
        with suppress(OSError):
            return file.read_text("utf-8", errors="replace")
    return ""
