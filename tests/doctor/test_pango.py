"""Where Pango is missing, one command for this system gets it."""

import platform

import pytest

from prepress.doctor import pango_remedy
from prepress.pdf.engine import pango
from prepress.pdf.engine.pango import NEEDED, missing_libraries

DEBIAN = "apt install libpango-1.0-0 libpangoft2-1.0-0"
FEDORA = "dnf install pango"
MACOS = "brew install pango"
WINDOWS = "pacman -S mingw-w64-x86_64-pango"
ALL = {DEBIAN, FEDORA, MACOS, WINDOWS}


@pytest.mark.parametrize(
    ("system", "os_release", "command"),
    [
        ("Linux", 'PRETTY_NAME="Debian GNU/Linux 12"\nID=debian\n', DEBIAN),
        ("Linux", "ID=ubuntu\nID_LIKE=debian\n", DEBIAN),
        ("Linux", 'ID=linuxmint\nID_LIKE="ubuntu debian"\n', DEBIAN),
        ("Linux", "ID=fedora\n", FEDORA),
        ("Linux", "ID='rocky'\nID_LIKE='rhel centos fedora'\n", FEDORA),
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
        ("Linux", "ID=arch\n"),
        ("Linux", ""),
        ("Linux", "VERSION_ID=debian\n"),
        ("FreeBSD", "ID=debian\n"),
        ("", ""),
    ],
)
def test_unknown_system_is_told_all_four(system: str, os_release: str) -> None:
    remedy = pango_remedy(system, os_release)
    assert {each for each in ALL if each in remedy} == ALL


def test_windows_is_told_where_the_libraries_must_be_looked_for() -> None:
    assert "WEASYPRINT_DLL_DIRECTORIES" in pango_remedy("Windows", "")


def test_this_machine_is_asked_where_no_other_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(platform, "system", lambda: "Linux")
    monkeypatch.setattr(pango, "_os_release", lambda: "ID=fedora\n")
    assert pango_remedy() == pango_remedy("Linux", "ID=fedora")


def test_libraries_of_the_machine_that_runs_these_tests_are_found() -> None:
    assert missing_libraries(NEEDED) == ()


def test_library_that_is_nowhere_is_missing() -> None:
    assert missing_libraries(("no-such-library-1.0", *NEEDED)) == ("no-such-library-1.0",)
