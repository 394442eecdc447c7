"""Reports: what a build was asked for, what it made and found, and what stopped it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field, replace
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from prepress.editions import EDITIONS
from prepress.project.selection import Selection

if TYPE_CHECKING:
    from prepress.checks.plain_language.assessment import Assessment
    from prepress.errors import MakebookError
    from prepress.findings import Finding
    from prepress.project.share import Share
    from prepress.releases.ledger import Release

#: Who makes editions elsewhere, by what somebody calls it.
EXECUTORS = ("dask",)


@dataclass(frozen=True)
class BuildRequest:
    """What to build: `publications` and `editions` by name, all where empty; those that are named
    `with_translations`, unless that is off; `write` is off for a mere check.

    With `release`, a publication of which all editions were built is added to its list of releases
    and to the archive, signed with the `signing_key` of SSH where there is one; like a `strict`
    request, that lets no warning pass.
    With `force`, what an edition was made from before does not count. At most `jobs` editions are
    made at the same time. `today` is the day against which reviews are held; where it is None, that
    of the clock. With `clinics` by name, or with `all_clinics`, each publication is made for each
    of them instead of as it is; with a `share`, only those that are in it. `for_readers` asks
    beside the `editions` for those declared ones that readers get. Into the folder `early`, where
    there is one, come the pages of books that are there before the whole is. Editions that the
    shared `cache` at that address has are taken from it, and what is made is put into it unless
    that is `cache_read_only`. With the `executor` called dask, the workers of the `scheduler` at
    that address make the editions, or of the one that Dask's configuration names.
    """

    publications: tuple[str, ...] = ()
    editions: tuple[str, ...] = ()
    strict: bool = False
    write: bool = True
    release: bool = False
    force: bool = False
    jobs: int = 1
    today: dt.date | None = None
    clinics: tuple[str, ...] = ()
    all_clinics: bool = False
    signing_key: Path | None = None
    early: Path | None = None
    for_readers: bool = False
    with_translations: bool = True
    share: Share | None = None
    cache: str = field(default="", repr=False)
    cache_read_only: bool = False
    executor: str = ""
    scheduler: str = ""

    @property
    def is_for_cluster(self) -> bool:
        """Whether other machines make the editions."""
        return bool(self.executor or self.scheduler)

    @property
    def selection(self) -> Selection:
        """The publications that are asked for."""
        return Selection(
            self.publications, self.clinics, self.all_clinics, self.with_translations, self.share
        )

    def for_clinics(self, clinics: tuple[str, ...]) -> BuildRequest:
        """The same request for these `clinics`, which are not all where they are others than its
        own.
        """
        is_same = clinics == self.clinics
        return replace(self, clinics=clinics, all_clinics=self.all_clinics and is_same)

    def names(self, declared: Iterable[str]) -> tuple[str, ...]:
        """The editions that are asked for of a publication that has `declared` these."""
        if not self.editions:
            return tuple(declared)
        more = (each for each in declared if self.for_readers and EDITIONS[each].is_for_readers)
        return tuple(dict.fromkeys((*self.editions, *more)))


@dataclass(frozen=True)
class BuiltEdition:
    """One finished edition; `pages` is None where it has none of its own, `path` where it was only
    checked.

    `text_size` in pt is what a page budget came to, or what the metadata asks for. `why` says what
    it had to be made again for; it is empty where the file in place was already what the sources
    say, or came `from_cache`, the shared one. A `leaf` is what its pages are called, such as a
    panel.
    """

    publication: str
    edition: str
    path: Path | None
    size: int
    pages: int | None = None
    text_size: float | None = None
    why: tuple[str, ...] = ()
    leaf: str = "page"
    from_cache: bool = False


@dataclass(frozen=True)
class Report:
    """What a build made, what it found, and what stopped it.

    `assessments` are there of the publications that a strict request has set. `assumed` says in
    whole sentences what the texts that were set do not say and were taken to mean, and
    `cache_trouble` what kept the shared cache from being used.
    """

    built: tuple[BuiltEdition, ...] = ()
    findings: tuple[Finding, ...] = ()
    failures: tuple[MakebookError, ...] = ()
    withheld: tuple[str, ...] = ()
    released: tuple[Release, ...] = ()
    assessments: tuple[Assessment, ...] = ()
    assumed: tuple[str, ...] = ()
    cache_trouble: tuple[str, ...] = ()

    @property
    def exit_code(self) -> int:
        """0 all built, 1 findings kept an edition from being written, else the gravest failure's
        own code.
        """
        codes = [failure.exit_code for failure in self.failures]
        return max([*codes, 1 if self.withheld else 0])

    @property
    def to_mend(self) -> tuple[Finding, ...]:
        """The findings that are more than notes: what a build says, where nobody checks."""
        return tuple(finding for finding in self.findings if not finding.is_note)

    @property
    def news(self) -> Report:
        """The report without the editions that are as they were, unless there is nothing else to
        say.
        """
        built = tuple(built for built in self.built if built.why or built.from_cache)
        quiet = not (built or self.to_mend or self.failures or self.withheld)
        return self if quiet else replace(self, built=built)

    def plus(self, other: Report) -> Report:
        """Both reports as one, each finding and each failure once."""
        return Report.of((self, other))

    @classmethod
    def of(cls, reports: Collection[Report]) -> Report:
        """All `reports` as one, each finding and each failure once."""
        return cls(
            tuple(chain.from_iterable(each.built for each in reports)),
            tuple(dict.fromkeys(chain.from_iterable(each.findings for each in reports))),
            tuple({str(it): it for each in reports for it in each.failures}.values()),
            tuple(chain.from_iterable(each.withheld for each in reports)),
            tuple(chain.from_iterable(each.released for each in reports)),
            tuple(chain.from_iterable(each.assessments for each in reports)),
            tuple(dict.fromkeys(chain.from_iterable(each.assumed for each in reports))),
            tuple(dict.fromkeys(chain.from_iterable(each.cache_trouble for each in reports))),
        )
