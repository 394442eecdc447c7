"""Doubling: how much longer a galley takes to set for a text that is twice as long.

`python -m tests.hostile.doubling` measures every shape, `… doubling NAME …` only these.
"""

from __future__ import annotations

import multiprocessing
import resource
import sys
import tempfile
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path

import click

from prepress.errors import MakebookError
from tests.hostile.shapes import SHAPES, Shape
from tests.shelf import Shelf

#: How much longer twice the text may take: squares take four times as long.
MOST_A_DOUBLING = 2.6
#: How many pieces a text has, from one measure to the next.
PIECES = (3_000, 6_000, 12_000)
#: Seconds of the processor that are too few to be compared.
_FLOOR_S = 0.3
_GIVEN_UP = float("inf")
#: Seconds after which a text is given up.
_LIMIT_S = 60


@dataclass(frozen=True)
class Growth:
    """The processor's `seconds` for a text of each length, the longest last; those that were not
    done in time are infinite.
    """

    seconds: tuple[float, ...]

    @property
    def is_linear(self) -> bool:
        """Whether no doubling takes more than it may."""
        return self.worst <= MOST_A_DOUBLING

    @property
    def worst(self) -> float:
        """How much longer the worst doubling takes."""
        pairs = zip(self.seconds, self.seconds[1:], strict=False)
        ratios = (
            _GIVEN_UP if less == _GIVEN_UP else more / max(less, _FLOOR_S) for less, more in pairs
        )
        return max(ratios)


def growth_of(shape: Shape, pieces: Sequence[int]) -> Growth:
    """How it grows: each number of `pieces` twice the one before. A process of its own is at it, so
    that it can be given up.
    """
    seconds: list[float] = []
    for each in pieces:
        given_up = bool(seconds) and seconds[-1] == _GIVEN_UP
        seconds.append(_GIVEN_UP if given_up else _in_own_process(shape(each)))
    return Growth(tuple(seconds))


def seconds_of(text: str) -> float:
    """How many seconds of the processor it takes to read and set the galley of `text`; an error
    that says so is an end too.
    """
    with tempfile.TemporaryDirectory(prefix="makebook-growth-") as folder:
        shelf = Shelf(Path(folder)).add({"text.md": text})
        begin = time.process_time()
        with suppress(MakebookError):
            shelf.galley()
        return time.process_time() - begin


def _in_own_process(text: str) -> float:
    context = multiprocessing.get_context("fork")
    ours, theirs = context.Pipe(duplex=False)
    process = context.Process(target=_measure, args=(text, theirs))
    process.start()
    theirs.close()
    try:
        seconds: float = ours.recv()
    except EOFError:
        seconds = _GIVEN_UP
    process.join()
    return seconds


def _measure(text: str, answer: Connection) -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (_LIMIT_S, _LIMIT_S))
    answer.send(seconds_of(text))


def main(names: Sequence[str]) -> int:
    """Measure the shapes of these names, or all; the exit code says whether all are linear."""
    seconds_of("Whatever is loaded only once is loaded by *this*.\n")
    crooked = 0
    for name in names or SHAPES:
        growth = growth_of(SHAPES[name], PIECES)
        if not growth.is_linear:  # what runs beside it may have been in its way
            growth = growth_of(SHAPES[name], PIECES)
        crooked += not growth.is_linear
        figures = " ".join(f"{seconds:7.2f}" for seconds in growth.seconds)
        verdict = "" if growth.is_linear else "more than linear"
        click.echo(f"{name:44} {figures}  ×{growth.worst:.2f} {verdict}".rstrip())
    click.echo(f"{crooked} of {len(names or SHAPES)} take more than {MOST_A_DOUBLING} a doubling.")
    return min(crooked, 1)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
