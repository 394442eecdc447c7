"""A build that is killed at any moment leaves every edition whole, and the next build is right."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import pytest

from prepress.building.build import BuildRequest, build
from tests.processes import Away, Command, await_end, living, until
from tests.shelf import Shelf

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="asks /proc who is left")

NAMES = ("tiny-large-print.pdf", "tiny.epub")
METADATA = "title: Tiny\nlang: en\neditions: {large-print: {}, epub: {embed-fonts: false}}\n"
KILLS = 12


def text(state: int) -> str:
    return f"# One\n\nThis is state {state}.\n\n## Two\n\nText.\n"


@dataclass(frozen=True)
class Alternating:
    """A shelf whose one publication has two states, the bytes of its editions in each, and how long
    a build takes.
    """

    shelf: Shelf
    known: tuple[dict[str, bytes], dict[str, bytes]]
    temp: Path

    def turn(self, state: int) -> None:
        self.shelf.add({"1.md": text(state)}, metadata=METADATA)

    def begun(self, jobs: int) -> Away:
        return Away.begun(self.shelf.project, BuildRequest(jobs=jobs), self.temp)

    def in_place(self) -> dict[str, bytes]:
        return {path.name: path.read_bytes() for path in self.output.glob("tiny*")}

    @property
    def output(self) -> Path:
        return self.shelf.root / "output"

    def whole(self) -> None:
        """Every file with an edition's name is one of the two."""
        for name, data in self.in_place().items():
            assert data in (self.known[0][name], self.known[1][name]), f"{name} is half"

    def right(self, state: int) -> None:
        """A build says nothing wrong and gives the bytes of `state`."""
        report = self.shelf.build()
        assert (report.findings, report.failures, report.withheld) == ((), (), ())
        assert [each.path and each.path.name for each in report.built] == [*NAMES]
        assert self.in_place() == self.known[state]

    def tidy(self) -> None:
        """Nothing that the dead have left lies beside the files in place."""
        assert sorted(path.name for path in self.output.iterdir()) == [".makebook", *NAMES]
        kept = sorted(path.name for path in (self.output / ".makebook").iterdir())
        assert kept == ["tiny.json", "tiny.times"]


@pytest.fixture
def alternating(made_once: None, shelf: Shelf, tmp_path: Path) -> Alternating:
    """The two states, each built beforehand elsewhere; the second is in place."""
    known = []
    for state in (0, 1):
        other = Shelf(tmp_path / f"known {state}").add({"1.md": text(state)}, metadata=METADATA)
        assert other.build().exit_code == 0
        known.append({name: (other.root / "output" / name).read_bytes() for name in NAMES})
    assert known[0] != known[1]
    alternating = Alternating(shelf, (known[0], known[1]), tmp_path / "temp")
    alternating.turn(1)
    alternating.right(1)
    return alternating


def duration(alternating: Alternating, jobs: int) -> float:
    """How long a build takes here and now, at its quickest; the first state is in place afterwards."""
    taken = []
    for state in (0, 1, 0):
        alternating.turn(state)
        begin = time.monotonic()
        alternating.begun(jobs).report()
        taken.append(time.monotonic() - begin)
    return min(taken)


@pytest.mark.parametrize(
    ("jobs", "alone", "seed"),
    [(1, False, 1), (2, False, 2), (2, True, 3)],
    ids=["one process", "two workers", "two workers that live on"],
)
def test_killed_build_leaves_whole_files_and_the_next_one_is_right(
    alternating: Alternating, jobs: int, alone: bool, seed: int
) -> None:
    longest = 1.1 * duration(alternating, jobs)
    moments = random.Random(seed)
    present, changed = 0, 0
    for _ in range(KILLS):
        alternating.turn(1 - present)
        underway = alternating.begun(jobs)
        time.sleep(moments.uniform(0, longest))
        underway.killed(alone=alone)
        alternating.whole()
        changed += alternating.in_place() != alternating.known[present]
        present = moments.randrange(2)  # on to the new state, or back to the one that was in place
        alternating.turn(present)
        if alone:  # the next build does not wait for the workers' end
            alternating.right(present)
        await_end(underway.session)
        alternating.right(present)
        alternating.tidy()
    assert 0 < changed < KILLS, "the moments lie on both sides of the first new file"


def test_workers_whose_build_was_killed_put_nothing_in_place_any_more(
    alternating: Alternating,
) -> None:
    longest = duration(alternating, 2)
    moments = random.Random(5)
    alternating.turn(1)
    alternating.right(1)
    for _ in range(6):
        alternating.turn(0)
        underway = alternating.begun(2)
        time.sleep(moments.uniform(0.2, 1) * longest)
        underway.killed(alone=True)
        alternating.turn(1)
        alternating.right(1)
        await_end(underway.session)
        assert alternating.in_place() == alternating.known[1]


def test_workers_end_soon_after_their_build_was_killed(alternating: Alternating) -> None:
    alternating.turn(0)
    underway = alternating.begun(2)
    until(lambda: len(living(underway.session)) >= 3, "workers are there")
    underway.killed(alone=True)
    await_end(underway.session, 2)


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_temporary_folder_of_a_killed_build_is_removed_by_the_next(
    shelf: Shelf, tmp_path: Path, jobs: str
) -> None:
    temp = tmp_path / "temp"
    temp.mkdir()
    shelf.add({f"{number}.md": "# One\n\nText.\n" for number in range(40)})

    def begun() -> Command:
        return Command.begun(shelf.root, "build", "-j", jobs, environment={"TMPDIR": str(temp)})

    first = begun()
    until(lambda: list(temp.rglob("*.conf")), "the engine has made files")
    os.killpg(first.process.pid, signal.SIGKILL)
    assert first.ended()[0] == -signal.SIGKILL
    assert list(temp.iterdir())
    assert begun().ended()[0] == 0
    assert list(temp.iterdir()) == []


def test_partial_files_of_dead_builds_are_swept_beside_editions_records_and_releases(
    shelf: Shelf,
) -> None:
    shelf.add({"1.md": "# One\n\nText.\n"})
    assert shelf.build().exit_code == 0
    child = subprocess.Popen(["true"])
    os.waitid(
        os.P_PID, child.pid, os.WEXITED | os.WNOWAIT
    )  # it has ended, and nobody has fetched it
    folders = [shelf.root / "output", shelf.root / "output/.makebook", shelf.root / "sources/tiny"]
    partials = [folder / f".makebook-0123abcd-{child.pid}" for folder in folders]
    for partial in partials:
        partial.write_bytes(b"half")
    assert build(shelf.project, BuildRequest(release=True), lambda step: None).exit_code == 0
    child.wait()
    assert [partial for partial in partials if partial.exists()] == []
