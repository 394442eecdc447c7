"""Steps: what a build is at, how much of it is left, and the little of it that is worth a line
where lines stay.
"""

from __future__ import annotations

import re
import time
from collections import deque
from collections.abc import Callable, Iterator
from math import ceil

from prepress.reporting.line import OutputLine

#: Whom a step is told, in few words.
Progress = Callable[[str], None]

#: What is said of a step that is one of many; of others the next one says more.
_COUNTED = re.compile(r"(\d+) of (\d+)( done)?")
#: For how long nothing may be said of a build that goes on, in seconds.
_QUIET_S = 10.0
#: How long one must have looked on to say how long the rest takes, in seconds.
_LONG_ENOUGH_S = 2.0
#: By how many of the last steps their pace is judged: what was up to date went by at once.
_LAST_STEPS = 20


def unfollowed(step: str) -> None:
    """Nobody follows what is done."""


class CountedSteps:
    """Tells `progress` each step with how many of the `total` publications are `done`, where they
    are many.
    """

    def __init__(self, progress: Progress, total: int) -> None:
        self.done = 0
        self._progress = progress
        self._total = total

    def __call__(self, step: str) -> None:
        """Tell the step."""
        count = f"{self.done} of {self._total} done: " if self._total > 1 else ""
        self._progress(f"{count}{step}")


class TimedSteps:
    """The steps of one build with the time that is left, by a `clock` in seconds."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._total = 0
        self._seen: deque[tuple[int, float]] = deque(maxlen=_LAST_STEPS)

    def text(self, step: str) -> str:
        """`step`; behind the first count in it stands how long the rest takes, once that shows."""
        count = _COUNTED.search(step)
        if not count:
            return step
        number, total = int(count[1]), int(count[2])
        if total != self._total or (self._seen and number < self._seen[-1][0]):
            self._total = total
            self._seen.clear()
        if not self._seen or number > self._seen[-1][0]:
            self._seen.append((number, self._clock()))
        return f"{step[: count.end()]}{self._left(total)}{step[count.end() :]}"

    def _left(self, total: int) -> str:
        (first, begun), (last, now) = self._seen[0], self._seen[-1]
        if now - begun < _LONG_ENOUGH_S:
            return ""
        return f", {duration((now - begun) / (last - first) * (total - last))} left"


class SlowSteps:
    """The steps of one build, by a `clock` in seconds, for where lines stay."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._said = clock()
        self._timed = TimedSteps(clock)

    def lines(self, step: str) -> Iterator[OutputLine]:
        """A line for `step`, where it is one of many and nothing has been said for long."""
        text = self._timed.text(step)
        now = self._clock()
        if _COUNTED.search(step) and now - self._said >= _QUIET_S:
            self._said = now
            yield OutputLine(f"{text} …", aside=True)


def duration(seconds: float) -> str:
    """So many seconds as people say them, rounded up."""
    if seconds < 10:
        return f"{ceil(10 * seconds) / 10:g} s"
    if seconds < 100:
        return f"{ceil(seconds)} s"
    minutes = ceil(seconds / 60)
    return f"{minutes} min" if minutes < 100 else f"{minutes // 60} h {minutes % 60} min"


def in_one_line(step: str, columns: int) -> str:
    """`step` as it stands in one line of a terminal with so many `columns`."""
    return step if len(step) < columns - 2 else f"{step[: max(columns - 4, 1)]}…"
