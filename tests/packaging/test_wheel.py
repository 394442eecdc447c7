"""The wheel works on its own: installed in an empty environment, in any folder with sources, with
no network.
"""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
import tarfile
import zipfile
from dataclasses import dataclass
from email import message_from_bytes
from email.message import Message
from pathlib import Path

import pytest

from tests.docs.manual import MANUAL
from tests.packaging.offline import ASKED, guard_in
from tests.programs import program

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Installed:
    """The folder of an environment's programs, and the environment variables that keep them off the
    network.
    """

    programs: Path
    environ: dict[str, str]

    def run(self, folder: Path, name: str, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run the program `name` of the environment in `folder`, where nothing of the repository is
        in sight.
        """
        command = [str(self.programs / name), *arguments]
        return subprocess.run(
            command, cwd=folder, env=self.environ, capture_output=True, text=True, check=False
        )


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    _uv("build", "--wheel", "--out-dir", str(folder))
    (file,) = folder.glob("*.whl")
    return file


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Installed:
    environment = tmp_path_factory.mktemp("environment")
    _uv("venv", "--clear", "--python", sys.executable, str(environment))
    programs = environment / ("Scripts" if os.name == "nt" else "bin")
    _uv("pip", "install", "--python", str(programs / "python"), str(wheel))
    guard = guard_in(tmp_path_factory.mktemp("guard"))
    environ = {
        key: value for key, value in os.environ.items() if key not in ("VIRTUAL_ENV", "PYTHONHOME")
    }
    return Installed(programs, environ | guard)


def _uv(*arguments: str) -> None:
    # In the repository's folder uv installs the exact versions that pyproject.toml names.
    command = [program("uv", "run pip install uv."), *arguments]
    environ = os.environ | {"UV_LINK_MODE": "copy"}
    done = subprocess.run(
        command, cwd=ROOT, env=environ, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, (
        f"uv {' '.join(arguments)} ended with {done.returncode}: {done.stderr}"
    )


def test_wheel_carries_every_layout_and_every_font_with_its_licence(wheel: Path) -> None:
    held = set(zipfile.ZipFile(wheel).namelist())
    files = {
        f"prepress/shipped/{file.relative_to(ROOT).as_posix()}"
        for folder in ("layouts", "fonts")
        for file in (ROOT / folder).rglob("*")
        if file.is_file()
    }
    families = {file.rpartition("/")[0] for file in files if file.endswith(".ttf")}
    assert families
    assert {f"{family}/OFL.txt" for family in families} <= files
    assert files <= held


def metadata(wheel: Path) -> Message:
    with zipfile.ZipFile(wheel) as archive:
        (name,) = [name for name in archive.namelist() if name.endswith(".dist-info/METADATA")]
        return message_from_bytes(archive.read(name))


def test_wheel_asks_for_the_versions_that_were_tested(wheel: Path) -> None:
    asked = metadata(wheel).get_all("Requires-Dist") or []
    assert len(asked) > 30
    assert [each for each in asked if "==" not in each] == []


def test_description_of_the_package_leads_into_the_repository(wheel: Path) -> None:
    described = metadata(wheel)
    sources = [url for url in described.get_all("Project-URL") or [] if url.startswith("Source, ")]
    (source,) = [url.removeprefix("Source, ") for url in sources]
    raw = source.replace("//github.com/", "//raw.githubusercontent.com/")
    links = re.findall(r"(!?)\[[^\]]+\]\(([^)]+)\)", str(described.get_payload()))
    assert len(links) > 10
    for picture, link in links:
        tree = f"{raw}/main/" if picture else f"{source}/blob/main/"
        assert link.startswith(tree)
        assert (ROOT / link.removeprefix(tree)).exists()


def first_lines() -> list[str]:
    """The three lines with which the manual begins."""
    (first,) = MANUAL.glob("01-*.md")
    (lines,) = re.findall(r"\n\n((?:    .+\n){3})\n", first.read_text("utf-8"))[:1]
    return [line.strip() for line in lines.splitlines()]


def test_first_lines_of_the_manual_work_in_an_empty_folder(wheel: Path, tmp_path: Path) -> None:
    """The first one installs uv, as the README's does; the wheel stands for what uv would fetch."""
    readme = (ROOT / "README.md").read_text("utf-8")
    installing, *others = first_lines()
    assert f"    {installing} && " in readme
    environ = {key: value for key, value in os.environ.items() if key != "VIRTUAL_ENV"}
    environ |= {"UV_FIND_LINKS": str(wheel.parent), "UV_TOOL_DIR": str(tmp_path / "tools")}
    folder = tmp_path / "empty"
    folder.mkdir()
    for line in others:
        command = shlex.split(line)
        assert command[:3] == ["python3", "-m", "uv"]
        command[:3] = [program("uv", "run pip install uv.")]
        done = subprocess.run(
            command, cwd=folder, env=environ, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
    assert {file.suffix for file in (folder / "output").glob("[!.]*")} == {".pdf", ".epub"}


def test_source_distribution_carries_what_the_wheel_is_made_of_and_nothing_else(
    tmp_path: Path,
) -> None:
    _uv("build", "--sdist", "--out-dir", str(tmp_path))
    (file,) = tmp_path.glob("*.tar.gz")
    with tarfile.open(file) as archive:
        held = {name.partition("/")[2] for name in archive.getnames()}
    carried = {"prepress", "layouts", "fonts"}
    written_by_the_builder = {"PKG-INFO", "pyproject.toml", ".gitignore"}
    others = {name for name in held if name.partition("/")[0] not in carried}
    assert others == written_by_the_builder | {
        "makebook.py", "README.md", "CHANGELOG.md", "LICENSE",
    }  # fmt: skip
    sources = {
        each.relative_to(ROOT).as_posix()
        for folder in carried
        for each in (ROOT / folder).rglob("*")
        if each.is_file() and "__pycache__" not in each.parts
    }
    assert held & sources == sources == held - others


def test_wheel_names_the_licences_of_the_project_and_of_what_it_carries(wheel: Path) -> None:
    held = {name.partition(".dist-info/licenses/")[2] for name in zipfile.ZipFile(wheel).namelist()}
    carried = {
        file.relative_to(ROOT).as_posix()
        for folder in ("layouts", "fonts")
        for pattern in ("OFL.txt", "*LICENSE*")
        for file in (ROOT / folder).rglob(pattern)
    }
    assert "layouts/citation-styles/LICENSE.txt" in carried
    assert {"LICENSE", *carried} <= held


def test_installed_command_builds_both_editions_without_a_network(
    installed: Installed, tmp_path: Path
) -> None:
    (tmp_path / "sources").mkdir()
    for arguments in (("new", "leaflet"), ("build",)):
        done = installed.run(tmp_path, "makebook", *arguments)
        assert done.returncode == 0, done.stdout + done.stderr
    assert (tmp_path / "output" / "leaflet.pdf").read_bytes().startswith(b"%PDF-")
    assert zipfile.ZipFile(tmp_path / "output" / "leaflet.epub").testzip() is None


def test_a_program_that_asks_for_the_network_is_stopped(
    installed: Installed, tmp_path: Path
) -> None:
    call = "import urllib.request; urllib.request.urlopen('http://127.0.0.1:9/')"
    done = installed.run(tmp_path, "python", "-c", call)
    assert f"RuntimeError: {ASKED}" in done.stderr


def test_script_of_the_repository_builds_too(tmp_path: Path) -> None:
    (tmp_path / "sources").mkdir()
    script = [sys.executable, str(ROOT / "makebook.py")]
    for arguments in (["new", "leaflet"], ["build"]):
        done = subprocess.run(
            [*script, *arguments], cwd=tmp_path, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stdout + done.stderr
    assert {file.suffix for file in (tmp_path / "output").glob("[!.]*")} == {".pdf", ".epub"}
