"""Native libraries: those of the system that set type for Pango, each by its version, found without
setting any.
"""

from __future__ import annotations

import ctypes
import hashlib
import os
import sys
from contextlib import suppress
from pathlib import Path

#: What a line of text depends on, in the order in which it is asked for; the file that the loader
#: knows on Linux.
_ON_LINUX = {
    "pango": "libpango-1.0.so.0",
    "pangoft2": "libpangoft2-1.0.so.0",
    "harfbuzz": "libharfbuzz.so.0",
    # Draws letters in many colours, where it is there.
    "harfbuzz-vector": "libharfbuzz-vector.so.0",
    "freetype": "libfreetype.so.6",
    "fontconfig": "libfontconfig.so.1",
    "fribidi": "libfribidi.so.0",
    "glib": "libglib-2.0.so.0",
    "gobject": "libgobject-2.0.so.0",
    "graphite2": "libgraphite2.so.3",
    "thai": "libthai.so.0",
    "datrie": "libdatrie.so.1",
}
#: Elsewhere those that say their version themselves: the function, and the files that may hold it.
_WITH_VERSION = {
    "pango": (
        "pango_version_string",
        ("libpango-1.0.so.0", "libpango-1.0.0.dylib", "libpango-1.0-0.dll"),
    ),
    "harfbuzz": (
        "hb_version_string",
        ("libharfbuzz.so.0", "libharfbuzz.0.dylib", "libharfbuzz-0.dll"),
    ),
}
#: Of a file, what holds the number that the linker gave to its content (the build ID).
_BEGINNING = 4096


class _LinkMap(ctypes.Structure):
    """The beginning of what the loader of glibc and of musl keeps of each library (`struct
    link_map` in link.h).
    """

    _fields_ = (("address", ctypes.c_void_p), ("file", ctypes.c_char_p))


def native_libraries() -> dict[str, str]:
    """The version of each library by its name; only of Pango, and then empty, where that is not
    installed.

    Few of them can be asked for a version, and a distribution mends one without changing it. So on
    Linux a file's beginning tells them apart too.
    """
    versions = {name: _own_version(*how) for name, how in _WITH_VERSION.items()}
    if not versions["pango"]:
        return {"pango": ""}
    if sys.platform == "linux":
        for name, file in _ON_LINUX.items():
            versions[name] = f"{versions.get(name, '')} {_file_version(file)}".strip()
    return {name: version for name, version in versions.items() if version}


def _own_version(function: str, files: tuple[str, ...]) -> str:
    """What `function` of the first of `files` that is there says; empty where none is."""
    for name in files:
        with suppress(OSError, AttributeError):
            version = getattr(ctypes.CDLL(name), function)
            version.restype = ctypes.c_char_p
            return str(version().decode())
    return ""


def _file_version(name: str) -> str:
    """The name of the file that the loader has found for `name`, and a digest of its beginning;
    empty without one.
    """
    with suppress(OSError, ValueError):
        loaded = _LinkMap.from_address(ctypes.CDLL(name)._handle)
        path = Path(os.fsdecode(loaded.file)).resolve()
        with path.open("rb") as file:
            return f"{path.name} ({hashlib.sha256(file.read(_BEGINNING)).hexdigest()[:8]})"
    return ""
