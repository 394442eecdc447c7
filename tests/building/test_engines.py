"""Everything that is opened while editions are made is known as an engine, so that another version
makes them again.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import sysconfig
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

from prepress.project import engines
from tests.shelf import SQUARE, Shelf

TEXT = """# One

A fact.[^a] ![A square](a.svg) `code` 123

[^a]: A source.

::: qr https://clinic.example Ours
Scan it.
:::
"""
METADATA = """title: Tiny
lang: en
date: 2026-11-23
layout: book
max-grade: 8
editions: {print: {}, press: {}, large-print: {}, booklet: {}, epub: {}}
"""
# Makes all editions and looks over them in one process, where nobody opens the engine beforehand, and
# says what that has opened.
PROGRAM = """
import json, sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from prepress.building.build import BuildRequest, build
from prepress.building.workers import Workers
from prepress.project.project import Project
with ThreadPoolExecutor(1) as thread:
    workers = Workers(thread, thread)
    report = build(Project.find(Path.cwd()), BuildRequest(strict=True), workers=workers)
lines = Path("/proc/self/maps").read_text().splitlines()
files = sorted({line.split(None, 5)[5] for line in lines if ".so" in line})
modules = sorted({name.partition(".")[0] for name in sys.modules})
print(json.dumps({"failures": list(map(str, report.failures)), "files": files, "modules": modules}))
"""
#: Distributions that are opened and are no engines.
OTHERS = {
    "pycparser": (
        "cffi reads with it what functions the engine's libraries have; nothing of it is set or "
        "written"
    ),
    "six": "EbookLib's names for what is the same in every Python since 3.0",
}
#: The system's libraries by the beginning of their names.
SYSTEM = {
    "c": "known with Python, as the C library",
    "m": "comes with the C library",
    "pthread": "comes with the C library",
    "rt": "comes with the C library",
    "dl": "comes with the C library",
    "util": "comes with the C library",
    "gcc_s": "unwinds the stack",
    "stdc++": "containers and exceptions of C++",
    "gio": "opens files for GLib",
    "gmodule": "opens plug-ins for GLib, which nobody asks for",
    "ffi": "calls functions",
    "pcre2": "regular expressions of GLib, which Pango does not use to set text",
    "mount": "tells GLib what is mounted",
    "blkid": "tells GLib what is mounted",
    "selinux": "tells GLib who may read a file",
    "uuid": "belongs to what is mounted, and to Python",
    "expat": (
        "reads makebook's own configuration for fontconfig, and one parser gives what another does"
    ),
    "z": "known with Python; FreeType only unpacks with it",
    "bz2": "only unpacks",
    "lzma": "only unpacks",
    "brotlidec": "only unpacks",
    "brotlicommon": "only unpacks",
    "png16": "only unpacks",
    "crypto": "digests, each of which has one right value",
    "ssl": "opened by Python, and never used, since makebook opens no network",
    "harfbuzz-subset": (
        "opened by the engine where it is there, and not used (prepress/pdf/engine/subsetting.py)"
    ),
}


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    """The files of native code and the modules of a process that has made every edition."""
    if sys.platform != "linux":
        pytest.skip("only Linux says what a process has opened")
    shelf = Shelf(tmp_path_factory.mktemp("opened")).add(
        {"1.md": TEXT, "2.md": "# Two\n", "a.svg": SQUARE}, metadata=METADATA
    )
    command = [sys.executable, "-c", f"import sys; sys.path.insert(0, {str(ROOT)!r})\n{PROGRAM}"]
    done = subprocess.run(command, cwd=shelf.root, capture_output=True, text=True, check=True)
    found: dict[str, list[str]] = json.loads(done.stdout)
    assert found["failures"] == []
    return found


ROOT = Path(__file__).parents[2]
KNOWN = {name.removeprefix("engine ") for name in engines.engines()}


def distributions_of(modules: list[str]) -> set[str]:
    owners = packages_distributions()
    return {
        re.sub(r"[-_.]+", "-", owner).lower()
        for module in modules
        for owner in owners.get(module, [])
    }


def test_every_distribution_is_an_engine_or_known_to_be_none(opened: dict[str, list[str]]) -> None:
    found = distributions_of(opened["modules"]) - {"makebook"}
    assert {"weasyprint", "ebooklib", "pikepdf", "pillow", "uharfbuzz"} <= found
    assert sorted(found - KNOWN - OTHERS.keys()) == []


def of_python(file: Path) -> bool:
    """Whether the file comes with Python, or with one of the distributions, which the other test
    looks at.
    """
    homes = {sysconfig.get_path(name) for name in ("stdlib", "platstdlib", "purelib", "platlib")}
    return any(file.is_relative_to(home) for home in homes) or file.name.startswith("libpython")


def name_of(file: Path) -> str:
    """The library's name without the version of its interface: `pango` for
    libpango-1.0.so.0.5000.12.
    """
    return re.sub(r"-\d[\d.]*$", "", file.name.removeprefix("lib").partition(".so")[0])


def test_every_native_library_is_an_engine_or_known_to_be_none(
    opened: dict[str, list[str]],
) -> None:
    files = [file for file in map(Path, opened["files"]) if not of_python(file)]
    names = {
        name_of(file) for file in files if not file.name.startswith("ld-")
    }  # the loader itself
    assert {"pango", "pangoft2", "harfbuzz", "freetype"} <= names
    assert sorted(names - KNOWN - SYSTEM.keys()) == []


def test_native_library_is_known_by_the_file_that_is_opened(opened: dict[str, list[str]]) -> None:
    names = {Path(file).name for file in opened["files"]}
    said = {name: version for name, version in engines.engines().items() if ".so." in version}
    assert len(said) > 6
    astray = {name: version for name, version in said.items() if not names & set(version.split())}
    assert astray == {}
