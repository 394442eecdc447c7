"""The feed: the newest round of building, and how every browser that looks on learns of the
next.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TYPE_CHECKING

from prepress.building.build import BuildRequest, Report
from prepress.editions import EDITIONS, file_name
from prepress.errors import MakebookError

if TYPE_CHECKING:
    from prepress.preview.early_editions import EarlyEditions
    from prepress.project.project import Project, Publication


@dataclass(frozen=True)
class Round:
    """One finished build, counted from 1; 0 is the time before the first.

    `editions` are those there are to look at, by publication, and `made` those files that this very
    build made or left as they were because nothing had changed. `early` are those of the build that
    goes on now, as far as they are done.
    """

    number: int = 0
    report: Report = field(default_factory=Report)
    editions: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    made: frozenset[str] = frozenset()
    time: str = ""
    early: EarlyEditions = field(default_factory=dict)

    @property
    def shown(self) -> Mapping[str, tuple[str, ...]]:
        """The editions that there are to look at, those too that are only begun."""
        shown = dict(self.editions)
        for publication, edition in self.early:
            shown[publication] = _in_order({*shown.get(publication, ()), edition})
        return shown

    def next(self, report: Report, project: Project, request: BuildRequest) -> Round:
        """The round after this one. An edition that could not be made again stays as it was."""
        chosen = _choose(project, request)
        editions = {} if chosen else dict(self.editions)
        for publication in chosen:
            told = _told(publication.name, report)
            editions[publication.name] = (
                _in_order(told)
                or self.editions.get(publication.name)
                or _lying_there(publication.name, project, request)
            )
        made = frozenset(
            file_name(built.publication, EDITIONS[built.edition]) for built in report.built
        )
        return Round(self.number + 1, report, editions, made, datetime.now().strftime("%H:%M:%S"))


class Feed:
    """Where the rounds come in and go out to the browsers; `clinic` is the one that somebody wants
    to see, empty for the texts as they are.
    """

    def __init__(self) -> None:
        self.round = Round()
        self.step = ""
        self.clinic = ""
        self._arrivals = 0
        self._closed = False
        self._news = asyncio.Condition()

    @property
    def clinics(self) -> tuple[str, ...]:
        """The clinics for which is built."""
        return (self.clinic,) if self.clinic else ()

    async def publish(self, newest: Round) -> None:
        """Make `newest` the round to look at."""
        self.round, self.step = newest, ""
        await self._tell()

    async def tell_step(self, step: str) -> None:
        """Say what the build that goes on is at."""
        self.step = step
        await self._tell()

    async def show_early(self, early: EarlyEditions) -> None:
        """Show these editions as far as they are done, until the round is published."""
        self.round = replace(self.round, early=early)
        self._arrivals += 1
        await self._tell()

    async def close(self) -> None:
        """End what every browser listens to."""
        self._closed = True
        await self._tell()

    async def events(self) -> AsyncIterator[tuple[str, str]]:
        """The number of the current `round`, and of each that follows; between them each `step`,
        and how often there have been new `pages`.
        """
        told = dict[str, str]()
        while not self._closed:
            news = self._latest()
            fresh = {name: each for name, each in news.items() if each and each != told.get(name)}
            told = news
            if "round" in fresh:
                yield "round", fresh["round"]
            else:
                for name, each in fresh.items():
                    yield name, each
            async with self._news:
                if not self._closed and told == self._latest():
                    await self._news.wait()

    def _latest(self) -> dict[str, str]:
        return {
            "round": str(self.round.number),
            "pages": str(self._arrivals),
            "step": self.step,
        }

    async def _tell(self) -> None:
        async with self._news:
            self._news.notify_all()


def _choose(project: Project, request: BuildRequest) -> Sequence[Publication]:
    """The publications of the request; none while the sources are in such disorder that nothing can
    be found.
    """
    try:
        return request.selection.of(project)
    except MakebookError:
        return ()


def _told(publication: str, report: Report) -> set[str]:
    """The editions that the report says something of."""
    built = {built.edition for built in report.built if built.publication == publication}
    withheld = {
        name
        for name, edition in EDITIONS.items()
        if file_name(publication, edition) in report.withheld
    }
    return built | withheld


def _lying_there(publication: str, project: Project, request: BuildRequest) -> tuple[str, ...]:
    """The editions that an earlier day left in the output."""
    wanted = [name for name in EDITIONS if not request.editions or name in request.editions]
    return tuple(
        name
        for name in wanted
        if (project.output / file_name(publication, EDITIONS[name])).is_file()
    )


def _in_order(names: set[str]) -> tuple[str, ...]:
    return tuple(name for name in EDITIONS if name in names)
