"""What a build says of itself while it goes on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from prepress.building.build import build
from prepress.building.report import BuildRequest
from prepress.reporting.steps import (
    CountedSteps,
    SlowSteps,
    TimedSteps,
    duration,
    in_one_line,
)
from tests.shelf import Shelf


@dataclass
class Clock:
    """A clock that a test sets, in seconds."""

    now: float = 0.0

    def __call__(self) -> float:
        return self.now


def timed(clock: Clock, *steps: tuple[float, str]) -> Iterator[str]:
    """What is said of steps that come at these times."""
    told = TimedSteps(clock)
    for clock.now, step in steps:
        yield told.text(step)


def test_only_a_build_that_takes_long_says_what_it_is_at() -> None:
    clock = Clock(20)
    steps = SlowSteps(clock)
    clock.now = 21
    assert not list(steps.lines("tiny: setting the text"))
    said = []
    for number, clock.now in enumerate((21.0, 29.0, 33.0, 35.0, 43.0), 1):
        said += [line.text for line in steps.lines(f"chapter {number} of 5")]
    assert said == ["chapter 3 of 5, 12 s left …", "chapter 5 of 5, 0 s left …"]


def test_time_left_is_said_once_the_pace_shows() -> None:
    steps = ((0.0, "0 of 9 done: a"), (1.0, "1 of 9 done: b"), (4.0, "3 of 9 done: c"))
    assert list(timed(Clock(), *steps)) == [
        "0 of 9 done: a",
        "1 of 9 done: b",
        "3 of 9 done, 8 s left: c",
    ]


def test_what_was_up_to_date_says_nothing_of_the_pace_for_long() -> None:
    steps = [
        (0.0, "0 of 200 done: a"),
        *((100.0 + n, f"{100 + n} of 200 done: a") for n in range(40)),
    ]
    assert list(timed(Clock(), *steps))[-1] == "139 of 200 done, 61 s left: a"


def test_another_count_begins_anew() -> None:
    steps = [(n * 9.0, f"a: chapter {n} of 3") for n in range(1, 4)]
    again = [(n * 9.0, f"b: chapter {n - 3} of 3") for n in range(4, 6)]
    assert list(timed(Clock(), *steps, *again))[2:] == [
        "a: chapter 3 of 3, 0 s left",
        "b: chapter 1 of 3",
        "b: chapter 2 of 3, 9 s left",
    ]


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(0.04, "0.1 s"), (9, "9 s"), (99.2, "100 s"), (101, "2 min"), (7500, "2 h 5 min")],
)
def test_duration_is_said_as_people_say_it(seconds: float, words: str) -> None:
    assert duration(seconds) == words


def test_step_stays_in_its_line() -> None:
    assert in_one_line("tiny: setting the text", 80) == "tiny: setting the text"
    assert len(in_one_line("tiny: setting the text", 12)) < 12


def test_one_publication_is_not_counted() -> None:
    said: list[str] = []
    CountedSteps(said.append, 1)("tiny: setting the text")
    CountedSteps(said.append, 2)("tiny: setting the text")
    assert said == ["tiny: setting the text", "0 of 2 done: tiny: setting the text"]


def test_build_counts_what_is_up_to_date_too(shelf: Shelf) -> None:
    shelf.add({"1.md": "One.\n"}, name="a").add({"1.md": "Two.\n"}, name="b").build("epub")
    shelf.add({"1.md": "Three.\n"}, name="b")
    said: list[str] = []
    build(shelf.project, BuildRequest(editions=("epub",)), said.append)
    assert said[0] == "1 of 2 done: b: setting the text"
