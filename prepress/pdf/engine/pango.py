"""Pango: the libraries that set the type of a PDF, whether they are here, and the one command that
gets them.
"""

from __future__ import annotations

import ctypes
import ctypes.util
import os
import platform
import re
from contextlib import suppress
from pathlib import Path

_DEBIAN = "sudo apt install libpango-1.0-0 libpangoft2-1.0-0"
_FEDORA = "sudo dnf install pango"
_MACOS = "brew install pango"
_WINDOWS = (
    "pacman -S mingw-w64-x86_64-pango in the MSYS2 shell (https://www.msys2.org), then "
    r"setx WEASYPRINT_DLL_DIRECTORIES C:\msys64\mingw64\bin in a new command prompt"
)

#: The libraries that nothing is set without, by what their names have in common.
NEEDED = ("gobject-2.0", "pango-1.0", "pangoft2-1.0", "harfbuzz", "fontconfig")


def pango_remedy(system: str | None = None, os_release: str | None = None) -> str:
    """The command that installs Pango on `system`, as `platform.system()` names it; all of them
    where it is unknown.

    `os_release` is the text of /etc/os-release (freedesktop.org, os-release(5)). None means those
    of this machine.
    """
    system = platform.system() if system is None else system
    if system == "Darwin":
        return f"Install it with: {_MACOS}"
    if system == "Windows":
        return f"Install it with: {_WINDOWS}"
    families = (
        _families(_os_release() if os_release is None else os_release)
        if system == "Linux"
        else set()
    )
    if families & {"debian", "ubuntu"}:
        return f"Install it with: {_DEBIAN}"
    if families & {"fedora", "rhel", "centos"}:
        return f"Install it with: {_FEDORA}"
    return (
        f"Install it. Debian and Ubuntu: {_DEBIAN}. Fedora: {_FEDORA}. macOS: {_MACOS}. Windows: "
        f"{_WINDOWS}."
    )


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
