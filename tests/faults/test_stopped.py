"""Ctrl-C ends the command at any moment with the same words, and leaves neither half files nor
processes.
"""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from makebook import main
from prepress.building.interruption import uninterrupted
from tests.processes import Command, living, until
from tests.shelf import Shelf

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="asks /proc who is left")

STOPPED = "makebook: Stopped. Every file in place is whole.\n"
NAMES = ("tiny.pdf", "tiny-large-print.pdf")
PARAGRAPH = (
    "Some words that are long enough for a line or two on paper, and then some more of them. " * 4
)


@pytest.fixture
def big(shelf: Shelf) -> Shelf:
    """A shelf with a book that takes some seconds, and other editions of it in place."""
    (shelf.root / "output").mkdir(parents=True)
    for name in NAMES:
        (shelf.root / "output" / name).write_bytes(b"good")
    chapter = f"# One\n\n{PARAGRAPH}\n\n" + f"## Two\n\n{PARAGRAPH}\n\n" * 20
    return shelf.add(
        {f"{number}.md": chapter for number in range(12)},
        metadata="title: Tiny\nlang: en\neditions: {print: {}, large-print: {}}\n",
    )


def has_folder(temp: Path) -> bool:
    return any(temp.glob("makebook-*"))


def begin_of(temp: Path) -> float:
    return min(path.stat().st_mtime for path in temp.glob("makebook-*/weasyprint-*/*"))


def fonts(temp: Path) -> bool:
    return any(temp.glob("makebook-*/weasyprint-*/*"))


MOMENTS: dict[str, Callable[[Path], bool]] = {
    "at the beginning": has_folder,
    "when the engine is at work": lambda temp: fonts(temp) and (time.time() - begin_of(temp) > 0.3),
}


def begun(shelf: Shelf, temp: Path, *arguments: str) -> Command:
    temp.mkdir()
    return Command.begun(shelf.root, *arguments, environment={"TMPDIR": str(temp)})


def in_place(shelf: Shelf) -> dict[str, bytes]:
    return {
        path.name: path.read_bytes() for path in (shelf.root / "output").iterdir() if path.is_file()
    }


@pytest.mark.parametrize("jobs", ["1", "2"])
@pytest.mark.parametrize("moment", MOMENTS)
def test_build_is_stopped_by_ctrl_c(big: Shelf, tmp_path: Path, jobs: str, moment: str) -> None:
    temp = tmp_path / "temp"
    build = begun(big, temp, "build", "-j", jobs)
    until(lambda: MOMENTS[moment](temp), moment)
    build.interrupted()
    assert build.ended(within=2) == (130, "", STOPPED)
    assert in_place(big) == dict.fromkeys(NAMES, b"good")
    assert list(temp.iterdir()) == []


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_watch_is_stopped_by_ctrl_c_while_it_builds(big: Shelf, tmp_path: Path, jobs: str) -> None:
    temp = tmp_path / "temp"
    watch = begun(big, temp, "watch", "-j", jobs)
    until(lambda: fonts(temp), "the engine is open")
    watch.interrupted()
    code, said, wrong = watch.ended(within=2)
    assert (code, said, wrong) == (130, "", f"Watching for saved files; Ctrl-C ends it.\n{STOPPED}")
    assert in_place(big) == dict.fromkeys(NAMES, b"good")
    assert list(temp.iterdir()) == []


def test_watch_is_stopped_by_ctrl_c_while_it_waits(shelf: Shelf, tmp_path: Path) -> None:
    shelf.add({"1.md": "# One\n\nText.\n"})
    temp = tmp_path / "temp"
    watch = begun(shelf, temp, "watch", "-j", "2")
    assert watch.process.stdout
    assert watch.process.stdout.readline().startswith("output/tiny.pdf  1 page, ")
    assert watch.process.stdout.readline().startswith("output/tiny.epub")
    watch.interrupted()
    assert watch.ended(within=2)[0::2] == (
        130,
        f"Watching for saved files; Ctrl-C ends it.\n{STOPPED}",
    )
    assert sorted(in_place(shelf)) == ["tiny.epub", "tiny.pdf"]
    assert list(temp.iterdir()) == []


def test_watch_that_is_killed_leaves_no_process(shelf: Shelf, tmp_path: Path) -> None:
    shelf.add({"1.md": "# One\n\nText.\n"})
    watch = begun(shelf, tmp_path / "temp", "watch", "-j", "2")
    assert watch.process.stdout
    watch.process.stdout.readline()
    assert len(living(watch.process.pid)) >= 3
    watch.process.kill()
    watch.ended(within=2)
    assert list((tmp_path / "temp").iterdir()) == []


@pytest.mark.parametrize(
    "step", ["prepress.project.project.Project.find", "makebook.say", "makebook.carry_out"]
)
def test_ctrl_c_between_two_steps_gives_the_same_words(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], step: str
) -> None:
    def interrupt(*arguments: object, **options: object) -> None:
        raise KeyboardInterrupt

    shelf.add({"1.md": "# One\n\nText.\n"})
    monkeypatch.chdir(shelf.root)
    monkeypatch.setattr(step, interrupt)
    with pytest.raises(SystemExit) as ended:
        main(["build", "-e", "epub"])
    assert ended.value.code == 130
    assert capsys.readouterr().err == STOPPED


def test_ctrl_c_waits_until_libraries_are_open() -> None:
    steps = []
    with pytest.raises(KeyboardInterrupt):  # noqa: SIM117 - it is raised at the end of the inner block
        with uninterrupted():
            os.kill(os.getpid(), signal.SIGINT)
            time.sleep(0.01)
            steps.append("open")
    assert steps == ["open"]
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


def test_ctrl_c_keeps_another_meaning_that_it_has() -> None:
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        with uninterrupted():
            os.kill(os.getpid(), signal.SIGINT)
        assert signal.getsignal(signal.SIGINT) is signal.SIG_IGN
    finally:
        signal.signal(signal.SIGINT, before)
