"""Copies: publications for very many clinics, in place as if they had been built."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from prepress.building.cache import CacheEntry, record_named, write_record
from prepress.editions import EDITIONS, file_name
from prepress.files.digests import digest_of
from prepress.project.clinics import clinic_file
from prepress.project.project import Project

#: So much of an edition stands for the whole, which nobody opens.
_BYTES = 10_000


def copy_editions(project: Project, name: str, clinics: Sequence[str]) -> None:
    """Give the publication of that `name` for each of these `clinics` what it has for the first:
    its editions, with their own name behind them, and the record that a build would have written.
    """
    first, *others = clinics
    record = record_named(project, f"{name}-{first}")
    assert record, f"{name} was not built for {first}"
    data = {
        edition: (project.output / file_name(f"{name}-{first}", EDITIONS[edition])).read_bytes()
        for edition in record.made
    }
    for clinic in others:
        own = _own_files(project, first, clinic)
        made = {
            edition: _copied(project, (edition, entry), f"{name}-{clinic}", data[edition], own)
            for edition, entry in record.made.items()
        }
        sources = dict(own.get(file, (file, digest)) for file, digest in record.sources.items())
        write_record(project, f"{name}-{clinic}", replace(record, made=made, sources=sources))


def _copied(
    project: Project,
    made: tuple[str, CacheEntry],
    name: str,
    data: bytes,
    own: Mapping[str, tuple[str, str]],
) -> CacheEntry:
    """The edition as it is made for the publication `name`, in place."""
    edition, entry = made
    data = data[:_BYTES] + name.encode()
    (project.output / file_name(name, EDITIONS[edition])).write_bytes(data)
    inputs = dict(own.get(each, (each, digest)) for each, digest in entry.inputs.items())
    return replace(entry, inputs=inputs, file=digest_of(data), size=len(data))


def _own_files(project: Project, first: str, clinic: str) -> dict[str, tuple[str, str]]:
    """The files of the clinic `first`, as sources and as inputs, each with that of `clinic` and its
    digest.
    """
    found = {}
    for suffix in (".yaml", ".svg"):
        before, after = (clinic_file(each).replace(".yaml", suffix) for each in (first, clinic))
        if (project.root / after).exists():
            digest = digest_of((project.root / after).read_bytes())
            found[before] = after, digest
            found[f"file {before}"] = f"file {after}", digest
    return found
