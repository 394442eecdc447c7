"""Shared cache: editions that one machine has made, by what they were made from, for all others.

The same inputs give the same bytes on every machine, so that what is found is the edition itself.
Which inputs an edition has is known only once it is made: an entry, found by the sources and the
engines alone, holds records of several builds, and one of them serves where all other files that
it names are as they were. What came to harm on its way, or in the cache, is as if it were not
there.
"""

from __future__ import annotations

import json
import platform
import sys
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from prepress.building.cache import (
    CacheEntry,
    Record,
    changes,
    record_in,
    record_named,
    record_text,
)
from prepress.building.up_to_date import EditionsInPlace
from prepress.editions import EDITIONS, file_name, option_input
from prepress.errors import MachineError
from prepress.files.beside import is_within, put_in_place
from prepress.files.digests import Digest, digest_of
from prepress.findings import is_withheld_for
from prepress.manuscript.review import review_findings, today
from prepress.project.engines import engines
from prepress.shared_cache.action_result import action_result, said_in
from prepress.shared_cache.store import StoreError
from prepress.shared_cache.store_address import open_store
from prepress.text.escapes import json_text

if TYPE_CHECKING:
    from pathlib import Path

    from prepress.building.files_now import FilesNow
    from prepress.building.report import BuildRequest, Report
    from prepress.project.project import Project, Publication
    from prepress.shared_cache.store import Store

#: The form of an entry; those of other forms are never found.
_FORM = 1
#: How many records an entry has at most, the newest first: what else was read differs in each.
_MOST_RECORDS = 8
_LARGEST_ENTRY = 16 * 1024 * 1024
_LARGEST_FILE = 1024 * 1024 * 1024


class SharedCache:
    """The cache in a `store`; where that fails once, it is not asked again, and `trouble` says why
    in whole sentences.
    """

    def __init__(self, store: Store, *, read_only: bool = False) -> None:
        self.trouble: tuple[str, ...] = ()
        self._store = store
        self._read_only = read_only

    @classmethod
    def at(cls, address: str, *, read_only: bool) -> SharedCache:
        """The cache at `address`. Raises UsageError and MachineError as `open_store` does."""
        return cls(open_store(address), read_only=read_only)

    def close(self) -> None:
        """Let go of the store."""
        self._store.close()

    def fetch(
        self,
        project: Project,
        publication: Publication,
        request: BuildRequest,
        record: Record | None,
        files: FilesNow,
    ) -> tuple[Record, frozenset[str]] | None:
        """Put those editions in place that are asked for, not as the `files` say, and in the cache;
        the record with them, and their names. None where there are none.

        A release is made here, and so is what somebody wants made again by force.
        """
        if request.force or request.release:
            return None
        sources = files.sources(publication)
        for found in self._records(_key(publication.name, sources)):
            if found.sources != sources:
                continue
            here = replace(found, made=record.made if record else {})
            in_place = EditionsInPlace(project, publication, request, here, files)
            brought = {
                name: found.made[name]
                for name in _fitting(in_place, found)
                if self._bring(project, publication, name, found.made[name], here)
            }
            if brought:
                return replace(here, made=here.made | brought), frozenset(brought)
        return None

    def share(self, project: Project, reports: Mapping[str, Report]) -> None:
        """Put the editions into the cache that were made, by the `reports` on publications."""
        for name, report in reports.items():
            made = [built.edition for built in report.built if built.why and built.path]
            record = record_named(project, name) if made and not self._is_closed else None
            if record:
                entries = {each: record.made[each] for each in made if each in record.made}
                self._share(project, name, replace(record, made=entries))

    @property
    def _is_closed(self) -> bool:
        return self._read_only or bool(self.trouble)

    def _share(self, project: Project, name: str, record: Record) -> None:
        key = _key(name, record.sources)
        made: dict[str, CacheEntry] = {}
        sizes: dict[str, int] = {}
        for edition, entry in record.made.items():
            path = project.output / file_name(name, EDITIONS[edition])
            if put := self._put_files(_files(path, entry)):
                made[edition] = entry
                sizes |= put
        if made:
            records = _merged(replace(record, made=made), list(self._records(key)))
            texts = [record_text(each) for each in records]
            self._put(f"ac/{key}", action_result(json_text(texts).encode(), sizes))

    def _records(self, key: str) -> Iterator[Record]:
        """The records of an entry that can be trusted."""
        data = self._get(f"ac/{key}", _LARGEST_ENTRY)
        try:
            texts = json.loads(said_in(data)) if data else []
        except (ValueError, RecursionError):
            return
        for text in texts if isinstance(texts, list) else []:
            record = record_in(text) if isinstance(text, str) else None
            if record and all(edition in EDITIONS for edition in record.made):
                yield record

    def _bring(
        self, project: Project, publication: Publication, name: str, entry: CacheEntry, here: Record
    ) -> bool:
        """Whether all files of an edition were in the cache; they are in place then."""
        path = project.output / file_name(publication.name, EDITIONS[name])
        data = self._content(entry.file)
        if data is None:
            return False
        beside: dict[str, bytes] = {}
        for file, digest in entry.beside.items():
            content = self._content(digest) if _is_visible_within(file) else None
            if content is None:
                return False
            beside[file] = content
        before = here.made.get(name)
        try:
            put_in_place(path, data, beside, frozenset(before.beside if before else ()))
        except MachineError:
            return False  # who makes it meets that too, and says it
        return True

    def _content(self, digest: str) -> bytes | None:
        data = self._get(f"cas/{digest}", _LARGEST_FILE) if _is_digest(digest) else None
        return data if data is not None and digest_of(data) == digest else None

    def _put_files(self, files: Mapping[Path, str]) -> dict[str, int]:
        """Put these files into the cache; their sizes in bytes by their digests. Nothing where one
        is not what its digest says any more, or could not be put there.
        """
        sizes: dict[str, int] = {}
        for path, digest in files.items():
            try:
                data = path.read_bytes()
            except OSError:
                return {}
            if digest_of(data) != digest or not self._put(f"cas/{digest}", data):
                return {}
            sizes[digest] = len(data)
        return sizes

    def _get(self, path: str, most: int) -> bytes | None:
        if self.trouble:
            return None
        try:
            return self._store.get(path, most)
        except StoreError as error:
            self._note(error)
            return None

    def _put(self, path: str, data: bytes) -> bool:
        if self._is_closed:
            return False
        try:
            self._store.put(path, data)
        except StoreError as error:
            self._note(error)
            return False
        return True

    def _note(self, error: StoreError) -> None:
        self.trouble = (f"{error} The build goes on without it.",)


def _key(name: str, sources: Mapping[str, Digest]) -> str:
    """What an entry is called: what is known of a publication before its text is set.

    Processors differ in the last digits of what they reckon, and may so in what is made.
    """
    machine = [sys.platform, platform.machine()]
    return digest_of(json_text([_FORM, name, sources, engines(), machine], sorted_keys=True))


def _fitting(in_place: EditionsInPlace, found: Record) -> Iterator[str]:
    """The editions, not in place as they should be, that were `found` made from what is here."""
    request = in_place.request
    reasons = in_place.reasons_by_record()
    search_paths = in_place.files.search_paths(found.layout)
    if reasons is None or search_paths is None:
        return
    overdue = review_findings(found.review, request.today or today())
    for name in (name for name, why in reasons.items() if why and name in found.made):
        entry = found.made[name]
        now = {**dict([option_input(EDITIONS[name])]), **found.values, **engines()}
        if is_withheld_for(found.known + overdue + entry.findings, strict=request.strict):
            continue
        if not changes(entry, None, search_paths, now, checked=request.strict):
            yield name


def _merged(new: Record, others: list[Record]) -> list[Record]:
    """The records of an entry with a `new` one: the editions of the same inputs in one record."""
    merged, rest = new, []
    for other in others:
        if replace(other, made={}) == replace(new, made={}):
            merged = replace(merged, made=other.made | merged.made)
        else:
            rest.append(other)
    return [merged, *rest][:_MOST_RECORDS]


def _files(path: Path, entry: CacheEntry) -> dict[Path, str]:
    """The files of an edition whose own lies at `path`, with their digests."""
    return {
        **{path.parent / name: digest for name, digest in entry.beside.items()},
        path: entry.file,
    }


def _is_digest(name: str) -> bool:
    return len(name) == 64 and not set(name) - set("0123456789abcdef")


def _is_visible_within(name: str) -> bool:
    """Whether `name` leads to a file below its folder; what is hidden there is not the cache's."""
    return is_within(name) and not any(part.startswith(".") for part in name.split("/"))
