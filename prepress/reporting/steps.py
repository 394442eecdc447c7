"""Steps: what a build is at, and the little of it that is worth a line where lines stay."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator

from prepress.reporting.line import OutputLine

#: Whom a step is told, in few words.
Progress = Callable[[str], None]

#: What is said of a step that is one of many; of others the next one says more.
_COUNTED = re.compile(r"\d+ of \d+")
#: For how long nothing may be said of a build that goes on, in seconds.
_QUIET_S = 10.0


def unfollowed(step: str) -> None:
    """Nobody follows what is done."""


class SlowSteps:
    """The steps of one build, by a `clock` in seconds."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._said = clock()

    def lines(self, step: str) -> Iterator[OutputLine]:
        """A line for `step`, where it is one of many and nothing has been said for long."""
        now = self._clock()
        if _COUNTED.search(step) and now - self._said >= _QUIET_S:
            self._said = now
            yield OutputLine(f"{step} …", aside=True)
