"""Fonts are fetched by npm or apt-get, whichever of them is there and has the package."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from prepress.errors import MachineError
from prepress.layouts.typefaces.adding import add
from tests.layouts.typefaces.foundry import deb, family, tgz
from tests.shelf import Shelf

pytestmark = pytest.mark.skipif(
    os.name != "posix", reason="the programs of these tests are scripts"
)


@pytest.fixture
def project(shelf: Shelf) -> Shelf:
    return shelf.add({"1.md": "# One\n"})


@pytest.fixture
def programs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that is all of PATH."""
    folder = tmp_path / "bin"
    folder.mkdir()
    monkeypatch.setenv("PATH", str(folder))
    return folder


def program(folder: Path, name: str, said: str = "", file: str = "", data: bytes = b"") -> None:
    """A program that writes a file into the current folder, or says why it cannot."""
    (folder / f"{name}.data").write_bytes(data)
    write = (
        f"open({file!r}, 'wb').write(open({str(folder / name) + '.data'!r}, 'rb').read())"
        if file
        else ""
    )
    log = f"open({str(folder / name) + '.log'!r}, 'a').write(' '.join(sys.argv[1:]))"
    script = folder / name
    script.write_text(
        f"#!{sys.executable}\nimport sys\n{log}\n{write}\nprint({said!r}, file=sys.stderr)\n",
        "utf-8",
    )
    script.chmod(0o755)


def test_npm_is_asked_for_the_package_at_its_version(project: Shelf, programs: Path) -> None:
    program(programs, "npm", file="font.tgz", data=tgz(family()))
    done = add(project.project, "ar", [], lambda step: None)
    assert done.source == "@expo-google-fonts/noto-sans-arabic@0.4.3"
    assert (programs / "npm.log").read_text().split()[-1] == done.source
    assert (project.root / "fonts" / "noto-sans-arabic" / "NotoSansArabic-Regular.ttf").is_file()


@pytest.mark.parametrize("npm", ["missing", "failing", "of no use"])
def test_apt_get_is_asked_where_npm_does_not_serve(
    project: Shelf, programs: Path, npm: str
) -> None:
    if npm == "failing":
        program(programs, "npm", said="npm error 404")
    elif npm == "of no use":
        program(programs, "npm", file="font.tgz", data=b"an error page")
    program(programs, "apt-get", file="font.deb", data=deb(family()))
    assert add(project.project, "ar", [], lambda step: None).source == "fonts-noto-core"


def test_where_nothing_serves_the_packages_and_reasons_are_named(
    project: Shelf, programs: Path
) -> None:
    program(programs, "npm", said="npm error network is unreachable")
    with pytest.raises(MachineError) as raised:
        add(project.project, "ar", [], lambda step: None)
    message = str(raised.value)
    for word in (
        "network is unreachable",
        "apt-get is not installed",
        "@expo-google-fonts/noto-sans-arabic",
        "FILE",
    ):
        assert word in message
    assert not (project.root / "fonts").exists()


def test_file_is_read_without_asking_anybody(project: Shelf, programs: Path) -> None:
    program(programs, "npm", file="font.tgz", data=tgz(family()))
    (project.root / "mine.tgz").write_bytes(tgz(family()))
    add(project.project, "ar", [project.root / "mine.tgz"], lambda step: None)
    assert not (programs / "npm.log").exists()
