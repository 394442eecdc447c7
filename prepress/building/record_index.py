"""Record index: what an idle build asks of the records of a project, in one file, so that it need
not open one for each of thousands of publications.

What it has of a record goes by the record's own checksum, and counts for no other.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from prepress.building.cache import CacheEntry, Record, value_changes
from prepress.building.record_tables import (
    IndexedEdition,
    IndexedKind,
    IndexedRecord,
    IndexedText,
    OwnInputs,
    records_in,
    tables_of,
)
from prepress.editions import EDITIONS, option_input
from prepress.errors import MakebookError
from prepress.project.clinics import clinic_file
from prepress.project.engines import engines, engines_digest
from prepress.project.inputs import FILES
from prepress.project.project import CLINICS

if TYPE_CHECKING:
    from pathlib import Path

    from prepress.project.project import Publication

#: How the names of inputs begin that one clinic has and others have not.
_OF_CLINIC = f"file sources/{CLINICS}/"
#: What stands before the name of a file beside an edition, as it stands before that of an input.
BESIDE = "beside"


class RecordIndex:
    """What is known of records, by the names of their publications."""

    def __init__(self) -> None:
        self._records: dict[str, IndexedRecord] = {}
        self._shared: dict[Any, Any] = {}
        self._is_new = False

    @classmethod
    def kept_in(cls, file: Path) -> RecordIndex:
        """The index in `file`; an empty one where that cannot be trusted, or is of other engines
        than are here now.
        """
        index = cls()
        with suppress(OSError):
            index._records = dict(records_in(file.read_bytes(), engines_digest()))
        return index

    def find(self, name: str) -> IndexedRecord | None:
        """What is known of the record of the publication of that `name`."""
        return self._records.get(name)

    def note(self, publication: Publication, checksum: str, record: Record) -> None:
        """Note what is asked of the `record` with this checksum."""
        own = clinic_file(publication.clinic) if publication.clinic else ""
        sources = {name: each for name, each in record.sources.items() if name != own}
        text = IndexedText(record.layout, record.declared, record.known, record.review, sources)
        key = (record.layout, record.declared, record.known, record.review, *sources.items())
        self._records[publication.name] = IndexedRecord(
            checksum,
            self._shared.setdefault(key, text),
            record.sources.get(own),
            tuple(self._editions(record)),
        )
        self._is_new = True

    def write(self, file: Path) -> None:
        """Keep it in `file`, where anything in it is new, without what is known of records that are
        gone; where the disk does not allow it, the records are read again.
        """
        from prepress.files.atomic import write_whole

        if not self._is_new:
            return
        there = {path.stem for path in file.parent.glob("*.json")}
        records = {name: record for name, record in self._records.items() if name in there}
        with suppress(MakebookError):
            write_whole(file, tables_of(records, engines_digest()), durable=False)

    def _editions(self, record: Record) -> Iterator[IndexedEdition]:
        for name, entry in record.made.items():
            if name in EDITIONS:
                default = dict([option_input(EDITIONS[name])])
                if not value_changes(entry, default | record.values | engines()):
                    yield self._edition(name, entry, default.keys() - record.values.keys())

    def _edition(self, name: str, entry: CacheEntry, options: set[str]) -> IndexedEdition:
        asked = {
            each: digest
            for each, digest in entry.inputs.items()
            if each.partition(" ")[0] in FILES or each in options
        }
        own = {each: asked.pop(each) for each in tuple(asked) if each.startswith(_OF_CLINIC)}
        own |= {f"{BESIDE} {each}": digest for each, digest in entry.beside.items()}
        kind = IndexedKind(name, entry.checked, entry.findings, asked)
        return IndexedEdition(
            self._shared.setdefault((name, entry.checked, entry.findings, *asked.items()), kind),
            self._shared.setdefault(tuple(own.items()), OwnInputs(own)),
            entry.file,
            entry.size,
            entry.pages,
            entry.text_size,
        )
