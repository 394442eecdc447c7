"""An edition that takes too long, or too much of anything, is one clear error, and stops no other."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from prepress.building.budgets import Budget
from prepress.building.build import BuildRequest, Report, build
from prepress.building.plan import Task
from prepress.building.task_queue import TaskQueue
from prepress.building.workers import workers_for
from prepress.errors import MachineError, SourceError
from tests.shelf import Shelf

BOTH = pytest.mark.parametrize("jobs", [1, 2])
#: A layout that counts for minutes.
COUNTING = "{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}"


def sleep() -> None:
    time.sleep(30)


def sleep_through(seconds: float) -> None:
    """As a library that catches whatever goes wrong in it."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            time.sleep(seconds)
        except Exception:  # noqa: BLE001
            continue


def fill_memory() -> int:
    return len(bytearray(500_000_000))


def one(number: int) -> int:
    return number


def results(jobs: int, *tasks: Task) -> list[object]:
    with workers_for(jobs) as workers:
        queue = TaskQueue(workers, jobs, lambda step: None)
        queue.add(*tasks)
        return [result for _, result in queue.results()]


def task(
    function: Callable[..., Any], *arguments: object, seconds: float = 60, memory: int = 1 << 30
) -> Task:
    budget = Budget(seconds, memory)
    return Task(
        "tiny", "tiny: making the print edition", function, arguments, "print", False, budget
    )


@BOTH
@pytest.mark.parametrize("function", [sleep, sleep_through], ids=["sleeping", "catching"])
def test_task_that_takes_too_long_says_what_it_was(jobs: int, function: Callable[..., Any]) -> None:
    arguments = (30,) if function is sleep_through else ()
    failed, done = sorted(
        results(jobs, task(function, *arguments, seconds=0.3), task(one, 1)), key=str, reverse=True
    )
    assert isinstance(failed, MachineError) and done == 1
    assert str(failed).startswith("tiny: Making the print edition took longer than the 0.3 s")


@BOTH
@pytest.mark.skipif(sys.platform != "linux", reason="only Linux bounds what a process has")
def test_task_that_takes_too_much_memory_says_so(jobs: int) -> None:
    tasks = task(fill_memory, memory=100_000_000), task(fill_memory), task(one, 1)
    found = results(jobs, *tasks)
    failed = [each for each in found if isinstance(each, MachineError)]
    assert len(failed) == 1 and 1 in found and 500_000_000 in found
    assert "took more memory than the 100 MB" in failed[0].what


@BOTH
def test_publication_that_hangs_stops_no_other(shelf: Shelf, jobs: int) -> None:
    shelf.add(
        {"1.md": "# One\n"},
        "a",
        "title: A\nlang: en\neditions: [epub]\nlayout: slow\nlimits: {time: 1}\n",
    )
    shelf.add({"1.md": "# One\n"}, "b", "title: B\nlang: en\neditions: [epub]\n")
    slow = shelf.root / "layouts" / "slow"
    slow.mkdir(parents=True)
    (slow / "contact.html").write_text(COUNTING)
    report = built(shelf, jobs)
    assert [str(each) for each in report.failures] == [
        "a: Making the epub edition took longer than the 1 s that there are for it. "
        "Look for what is far too long in it; if it must be, write limits: {time: 600}."
    ]
    assert [each.publication for each in report.built] == ["b"]


def test_edition_with_more_pages_than_its_limit_is_not_written(shelf: Shelf) -> None:
    text = "# One\n\nText.\n\n\\newpage\n\nMore.\n"
    metadata = "title: T\nlang: en\nlimits: {pages: 1}\n"
    report = shelf.add({"1.md": text}, metadata=metadata).build("print")
    assert "The print edition has 2 pages; its limit is 1." in str(report.failures[0])
    assert not report.built and not list(Path(shelf.root / "output").glob("*.pdf"))


def test_limit_that_is_none_names_its_line(shelf: Shelf) -> None:
    shelf.add({"1.md": "# One\n"}, metadata="title: T\nlang: en\nlimits: {time: soon}\n")
    with pytest.raises(SourceError, match=r"book.yaml:3: .*“time” is “soon”"):
        shelf.galley()


def test_limits_of_a_lone_text_hold_before_it_is_read(tmp_path: Path) -> None:
    from prepress.manuscript.limit_keys import written_limits

    text = tmp_path / "a.md"
    text.write_text("---\ntitle: T\nlimits: {time: 90, memory: 300}\n---\n\n# One\n")
    assert written_limits([text]).seconds_for(5_000) == 90
    assert written_limits([text]).bytes_for(5_000) == 300_000_000
    text.write_text("# One\n\nlimits: none\n")
    assert written_limits([text]).seconds_for(5_000) == 65


def built(shelf: Shelf, jobs: int) -> Report:
    return build(shelf.project, BuildRequest(jobs=jobs), lambda step: None)
