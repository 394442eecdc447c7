"""Where lines stay, a build that goes on for long says now and then what it is at."""

from __future__ import annotations

from prepress.reporting.steps import SlowSteps


def test_only_a_build_that_takes_long_says_what_it_is_at() -> None:
    times = iter([0, 20, 21, 29, 32, 35, 43])
    steps = SlowSteps(lambda: next(times))
    assert not list(steps.lines("tiny: setting the text"))
    said = [line.text for number in range(1, 6) for line in steps.lines(f"chapter {number} of 5")]
    assert said == ["chapter 1 of 5 …", "chapter 3 of 5 …", "chapter 5 of 5 …"]
