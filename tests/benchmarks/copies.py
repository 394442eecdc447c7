"""Copies: a project with very many clinics whose editions are in place, as if all had been built.

Only those of the first clinic are made. The others get its files, with their own name behind them,
and the record that a build would have written of them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from prepress.building.build import build
from prepress.building.cache import CacheEntry, Record, record_named, write_record
from prepress.building.report import BuildRequest
from prepress.building.task_times import TaskTimes
from prepress.editions import EDITIONS, file_name
from prepress.files.digests import digest_of
from prepress.project.project import Project
from tests.benchmarks import corpus


#: Nobody opens a copy: so much of each stands for the whole.
_BYTES = 10_000


def copies(root: Path, handouts: int, clinics: int) -> Project:
    """A project of so many handouts, made for each of so many clinics, print edition and EPUB."""
    corpus.library(root, handouts)
    names = corpus.add_clinics(root, clinics)
    project = Project.find(root)
    first = BuildRequest(clinics=names[:1], editions=("print", "epub"))
    report = build(project, first)
    assert not report.failures, report.failures
    for name in sorted({built.publication for built in report.built}):
        for clinic in names[1:]:
            _copy(project, name.removesuffix(f"-{names[0]}"), names[0], clinic)
    return project


def _copy(project: Project, publication: str, model: str, clinic: str) -> None:
    """Give a publication for the `clinic` what the one for the clinic `model` has."""
    name = f"{publication}-{clinic}"
    record = record_named(project, f"{publication}-{model}")
    assert record, "it was built just now"
    made = {
        edition: _copied(project, entry, (f"{publication}-{model}", name), edition)
        for edition, entry in record.made.items()
    }
    own = dict(_own_files(project, model, clinic))
    write_record(project, name, _with_files(replace(record, made=made), own))
    times = TaskTimes()
    times.note("print", 0.2)
    times.write(project, name)


def _copied(
    project: Project, entry: CacheEntry, names: tuple[str, str], edition: str
) -> CacheEntry:
    before, after = (project.output / file_name(name, EDITIONS[edition]) for name in names)
    data = before.read_bytes()[:_BYTES] + names[1].encode()
    after.write_bytes(data)
    return replace(entry, file=digest_of(data), size=len(data))


def _own_files(project: Project, model: str, clinic: str) -> Iterator[tuple[str, tuple[str, str]]]:
    """The files of the clinic `model`, each with that of the other and its digest."""
    for suffix in (".yaml", ".svg"):
        file = project.sources / "clinics" / f"{clinic}{suffix}"
        before = file.with_name(f"{model}{suffix}")
        own = project.relative(file), digest_of(file.read_bytes())
        yield project.relative(before), own


def _with_files(record: Record, own: dict[str, tuple[str, str]]) -> Record:
    """The record with these files in place of those of another clinic."""
    made = {
        edition: replace(
            entry,
            inputs=dict(
                (f"file {own[name[5:]][0]}", own[name[5:]][1]) if name[5:] in own else (name, each)
                for name, each in entry.inputs.items()
            ),
        )
        for edition, entry in record.made.items()
    }
    sources = dict(own.get(name, (name, each)) for name, each in record.sources.items())
    return replace(record, sources=sources, made=made)
