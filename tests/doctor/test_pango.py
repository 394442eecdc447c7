"""Where Pango is missing, one command for this system gets it."""

import platform
from pathlib import Path
from subprocess import CompletedProcess

import pytest
from click.testing import CliRunner

from makebook import main
from prepress.doctor import pango_remedy
from prepress.pdf.engine import pango
from prepress.pdf.engine.pango import NEEDED, Installation, missing_libraries

DEBIAN = "apt install libpango-1.0-0 libpangoft2-1.0-0"
FEDORA = "dnf install pango"
MACOS = "brew install pango"
ARCH = "pacman -S pango"
ALPINE = "apk add pango"
WINDOWS = "pacman -S mingw-w64-ucrt-x86_64-pango"
ALL = {DEBIAN, FEDORA, ARCH, ALPINE, MACOS, WINDOWS}


@pytest.mark.parametrize(
    ("system", "os_release", "command"),
    [
        ("Linux", 'PRETTY_NAME="Debian GNU/Linux 12"\nID=debian\n', DEBIAN),
        ("Linux", "ID=ubuntu\nID_LIKE=debian\n", DEBIAN),
        ("Linux", 'ID=linuxmint\nID_LIKE="ubuntu debian"\n', DEBIAN),
        ("Linux", "ID=fedora\n", FEDORA),
        ("Linux", "ID='rocky'\nID_LIKE='rhel centos fedora'\n", FEDORA),
        ("Linux", "ID=arch\n", ARCH),
        ("Linux", "ID=manjaro\nID_LIKE=arch\n", ARCH),
        ("Linux", "ID=alpine\n", ALPINE),
        ("Darwin", "", MACOS),
        ("Windows", "", WINDOWS),
    ],
)
def test_known_system_has_one_command(system: str, os_release: str, command: str) -> None:
    remedy = pango_remedy(system, os_release)
    assert {each for each in ALL if each in remedy} == {command}


@pytest.mark.parametrize(
    ("system", "os_release"),
    [
        ("Linux", "ID=nixos\n"),
        ("Linux", ""),
        ("Linux", "VERSION_ID=debian\n"),
        ("FreeBSD", "ID=debian\n"),
        ("", ""),
    ],
)
def test_unknown_system_is_told_all(system: str, os_release: str) -> None:
    remedy = pango_remedy(system, os_release)
    assert {each for each in ALL if each in remedy} == ALL


def test_windows_is_told_where_the_libraries_must_be_looked_for() -> None:
    assert "WEASYPRINT_DLL_DIRECTORIES" in pango_remedy("Windows", "")


def test_apple_silicon_is_told_where_uvs_python_must_look(tmp_path: Path) -> None:
    export = "export DYLD_FALLBACK_LIBRARY_PATH=/opt/homebrew/lib"
    assert export in pango_remedy("Darwin", "")
    assert pango.only_unseen(tmp_path) == ""
    (tmp_path / "libpango-1.0.0.dylib").touch()
    assert export in pango.only_unseen(tmp_path)


@pytest.fixture
def commands(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """What is run on a Debian without Pango, by a user who has only `doas`."""
    run: list[list[str]] = []

    def note(command: list[str], **options: object) -> CompletedProcess[bytes]:
        run.append(command)
        return CompletedProcess(command, len(run) - 1)

    monkeypatch.setattr(pango, "missing_libraries", lambda: ("pango-1.0",))
    monkeypatch.setattr(pango, "pango_installation", lambda: Installation("sudo apt install pango"))
    monkeypatch.setattr(
        "shutil.which", lambda name, **_: None if name == "sudo" else f"/bin/{name}"
    )
    monkeypatch.setattr("os.geteuid", lambda: 1000)
    monkeypatch.setattr("subprocess.run", note)
    return run


def test_doctor_installs_it_after_asking(commands: list[list[str]]) -> None:
    answer = CliRunner().invoke(main, ["doctor", "--fix"], input="n\n")
    assert (commands, "Run “sudo apt install pango”? [y/N]" in answer.stderr) == ([], True)
    assert CliRunner().invoke(main, ["doctor", "--fix"], input="y\n").exit_code == 0
    assert commands == [["/bin/doas", "apt", "install", "pango"]]


def test_installation_that_fails_is_one_clear_message(commands: list[list[str]]) -> None:
    for code in (0, 4):
        answer = CliRunner().invoke(main, ["doctor", "--fix", "--yes"])
        assert answer.exit_code == code
    assert "“doas apt install pango” ended with 1." in answer.stderr


def test_root_needs_no_sudo(commands: list[list[str]], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.geteuid", lambda: 0)
    pango.install(Installation("sudo apk add pango"))
    assert commands == [["/bin/apk", "add", "pango"]]


def test_nothing_is_installed_where_it_is_there(
    commands: list[list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pango, "missing_libraries", tuple)
    assert CliRunner().invoke(main, ["doctor", "--fix", "--yes"]).exit_code == 0
    assert commands == []


def test_this_machine_is_asked_where_no_other_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(platform, "system", lambda: "Linux")
    monkeypatch.setattr(pango, "_os_release", lambda: "ID=fedora\n")
    assert pango_remedy() == pango_remedy("Linux", "ID=fedora")


def test_libraries_of_the_machine_that_runs_these_tests_are_found() -> None:
    assert missing_libraries(NEEDED) == ()


def test_library_that_is_nowhere_is_missing() -> None:
    assert missing_libraries(("no-such-library-1.0", *NEEDED)) == ("no-such-library-1.0",)
