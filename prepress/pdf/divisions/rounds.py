"""Rounds: divisions printed one behind the other, in this process or side by side in copies of it.

Where a division begins is known only when those before it are laid out. A copy that comes so far
without knowing it waits for that, and meanwhile does not count among those at work.
"""

from __future__ import annotations

import gc
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from multiprocessing.connection import Connection, wait
from typing import TYPE_CHECKING, Any, Protocol

from prepress.processes import ProcessCopy, return_memory

if TYPE_CHECKING:
    from prepress.files.digests import Digest
    from prepress.pdf.divisions.division import Anchors, PrintedDivision
    from prepress.pdf.divisions.division_printer import DivisionJob, DivisionPrinter
    from prepress.pdf.engine.continuing import Continuation
    from prepress.pdf.engine.starting_places import Joint

#: How many copies there may be, waiting ones too, for each that is at work.
_ALIVE_EACH = 2
_WAITS, _END, _RESULT = "waits", "end", "result"


@dataclass(frozen=True)
class DivisionEnd:
    """Where a division ends, and the counters at its `anchors`."""

    joint: Joint
    anchors: Anchors


@dataclass(frozen=True)
class DivisionResult:
    """A division as it was printed, with the files of its fonts and the `inputs` that it read."""

    division: PrintedDivision
    fonts: Mapping[str, bytes]
    inputs: Mapping[str, Digest]

    @property
    def end(self) -> DivisionEnd:
        """Where it ends."""
        return DivisionEnd(self.division.end, self.division.anchors)

    def with_fonts_of(self, known: dict[str, bytes]) -> DivisionResult:
        """With the `known` files for those of its fonts, so that each is held once; new ones are
        known from then on.
        """
        fonts = {digest: known.setdefault(digest, file) for digest, file in self.fonts.items()}
        return replace(self, fonts=fonts)


#: Whom it is told as soon as a division, by the id of the chapter that opens it, is printed.
TellResult = Callable[[str, DivisionResult], None]


def untold(opening: str, result: DivisionResult) -> None:
    """Nobody wants to know before the round is over."""


class PrintRound(Protocol):
    """A round in which divisions are printed in their order."""

    def print(self, job: DivisionJob, start: Joint | None) -> DivisionEnd:
        """Print a division behind `start`, and say where it ends; it may be finished later. Raises
        as its printer does.
        """

    def results(self) -> Mapping[str, DivisionResult]:
        """All that were printed, finished, by the ids of the chapters that open them."""

    def end(self) -> None:
        """End what is still at work."""


class RoundHere:
    """A round in this process."""

    def __init__(self, printer: DivisionPrinter, tell: TellResult = untold) -> None:
        self._printer = printer
        self._tell = tell
        self._results: dict[str, DivisionResult] = {}
        self._fonts: dict[str, bytes] = {}

    def print(self, job: DivisionJob, start: Joint | None) -> DivisionEnd:
        """Print it at once."""
        gc.collect()  # the pages of the one before are of many objects that hold each other
        return_memory()
        result = _printed(self._printer, job, start)
        # What it has read is noted in this process already.
        result = replace(result.with_fonts_of(self._fonts), inputs={})
        self._results[job.part.opening] = result
        self._tell(job.part.opening, result)
        return result.end

    def results(self) -> Mapping[str, DivisionResult]:
        """All that were printed."""
        return self._results

    def end(self) -> None:
        """Nothing is at work."""


class RoundInCopies:
    """A round in at most `most` copies of this process at a time, one more for the last, which
    begin the `jobs` before anybody asks for them.
    """

    def __init__(
        self,
        printer: DivisionPrinter,
        jobs: Sequence[DivisionJob],
        most: int,
        tell: TellResult = untold,
    ) -> None:
        self._printer = printer
        self._most = most
        self._tell = tell
        self._queue = deque(jobs)
        self._underway: dict[str, _Underway] = {}
        self._fonts: dict[str, bytes] = {}

    def print(self, job: DivisionJob, start: Joint | None) -> DivisionEnd:
        """Have a copy print it, or do so here where that has died."""
        name = job.part.opening
        if name not in self._underway:
            self._queue = deque(each for each in self._queue if each is not job)
            self._begin(job)
        underway = self._underway[name]
        underway.give(start)
        while underway.end is None and not underway.is_over:
            self._go_on()
        return underway.end or self._printed_here(underway).end

    def results(self) -> Mapping[str, DivisionResult]:
        """All that were printed, as soon as they are finished."""
        while self._alive:
            self._go_on()
        for underway in self._underway.values():
            if underway.result is None:
                self._printed_here(underway)
        return {name: each.result for name, each in self._underway.items() if each.result}

    def end(self) -> None:
        """End the copies that are left."""
        for underway in self._alive:
            underway.copy.end()

    @property
    def _alive(self) -> list[_Underway]:
        return [each for each in self._underway.values() if not each.is_over]

    def _printed_here(self, underway: _Underway) -> DivisionResult:
        result = _printed(self._printer, underway.job, underway.start)
        underway.finish(result.with_fonts_of(self._fonts))
        return result

    def _begin(self, job: DivisionJob) -> None:
        if not self._underway:
            self._printer.prepare(job.part)
        copy = ProcessCopy.begin(lambda connection: _print_in_copy(self._printer, job, connection))
        self._underway[job.part.opening] = _Underway(job, copy, self._tell)

    def _go_on(self) -> None:
        """Begin what there is room for, and take what the copies say next."""
        at_work = [each for each in self._alive if not each.is_waiting]
        # The last shares the processors with the others, so that none of these stands idle then.
        most = self._most + (len(self._queue) == 1)
        room = min(most - len(at_work), _ALIVE_EACH * self._most - len(self._alive))
        for _ in range(min(room, len(self._queue))):
            self._begin(self._queue.popleft())
        alive = self._alive
        spoken = wait([each.copy.connection for each in alive])
        for underway in alive:
            if underway.copy.connection in spoken:
                underway.take_message(self._fonts)


@dataclass
class _Underway:
    """A division that a copy is printing."""

    job: DivisionJob
    copy: ProcessCopy
    tell: TellResult
    start: Joint | None = None
    has_start: bool = False
    is_waiting: bool = False
    is_over: bool = False
    end: DivisionEnd | None = None
    result: DivisionResult | None = None

    def give(self, start: Joint | None) -> None:
        """Tell the copy where the division begins."""
        self.start, self.has_start, self.is_waiting = start, True, False
        if start:
            with suppress(OSError):  # it has died, which is seen when it says no more
                self.copy.connection.send(start)

    def take_message(self, fonts: dict[str, bytes]) -> None:
        """Take what the copy says; the files of its `fonts` are those that are there, if any."""
        try:
            kind, value = self.copy.connection.recv()
        except (EOFError, OSError):
            self.is_over = True
            self.copy.end()
            return
        if kind == _WAITS:
            self.is_waiting = not self.has_start
        elif kind == _END:
            self.end = self.end or value
        else:
            self.finish(value.with_fonts_of(fonts))

    def finish(self, result: DivisionResult) -> None:
        """It is printed."""
        self.result = result
        self.tell(self.job.part.opening, result)


def _print_in_copy(printer: DivisionPrinter, job: DivisionJob, connection: Connection) -> None:
    given: list[Joint] = []

    def wait_for_start() -> Joint:
        if not given:
            connection.send((_WAITS, None))
            given.append(connection.recv())
        return given[0]

    def tell_end(known: Continuation) -> None:
        connection.send((_END, DivisionEnd(known.end, known.anchors)))

    start = None if job.is_first else wait_for_start
    connection.send((_RESULT, _printed(printer, job, start, tell_end)))


def _printed(printer: DivisionPrinter, job: DivisionJob, *how: Any) -> DivisionResult:
    division, fonts = printer.print(job, *how)
    return DivisionResult(division, fonts, printer.text.context.layouts.inputs.digests)
