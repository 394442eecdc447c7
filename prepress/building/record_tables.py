"""Record tables: the rows of the record index, and the columns in which they are kept, since those
are read and looked over in no time.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from itertools import chain, islice
from typing import Any, NamedTuple

from prepress.building.cache import review_kept
from prepress.editions import EDITIONS
from prepress.files.digests import Digest, sealed, unsealed
from prepress.files.shapes import expect_shape
from prepress.findings import Finding, findings_kept
from prepress.manuscript.review import Review  # noqa: TC001 - the shape is asked for


@dataclass(frozen=True, eq=False)
class IndexedText:
    """What the records of many copies say alike of their text; its `sources` are all but the
    clinic's own.
    """

    layout: str
    declared: tuple[str, ...]
    known: tuple[Finding, ...]
    review: Review | None
    sources: dict[str, Digest]


@dataclass(frozen=True, eq=False)
class IndexedKind:
    """What they say alike of an edition; of its `inputs` it has those that a build looks at again:
    files, and the options of an edition that the text does not declare.
    """

    edition: str
    checked: bool
    findings: tuple[Finding, ...]
    inputs: dict[str, Digest]


@dataclass(frozen=True, eq=False)
class OwnInputs:
    """The inputs of editions that no other clinic's have: the files of one, and those beside an
    edition.
    """

    inputs: dict[str, Digest]


class IndexedEdition(NamedTuple):
    """An edition as it was made: from what, the digest of its `file`, and what is said of it."""

    kind: IndexedKind
    own: OwnInputs
    file: str
    size: int
    pages: int | None
    text_size: float | None


class IndexedRecord(NamedTuple):
    """The record with this `checksum`: its text, the digest of the clinic's own file, and those of
    its editions whose inputs that are no files are as they were.
    """

    checksum: str
    text: IndexedText
    clinic: Digest
    editions: tuple[IndexedEdition, ...]


@dataclass(frozen=True)
class _RecordColumns:
    """A row for each record: of its text the number, and of its editions how many follow."""

    names: tuple[str, ...]
    checksums: tuple[str, ...]
    texts: tuple[int, ...]
    clinics: tuple[Digest, ...]
    counts: tuple[int, ...]


@dataclass(frozen=True)
class _EditionColumns:
    """A row for each edition of all records, in their order."""

    kinds: tuple[int, ...]
    own: tuple[int, ...]
    files: tuple[str, ...]
    sizes: tuple[int, ...]
    pages: tuple[int | None, ...]
    text_sizes: tuple[float | None, ...]


@dataclass(frozen=True)
class _IndexTables:
    """What many rows share, each once, and the rows."""

    engines: str
    texts: tuple[IndexedText, ...]
    kinds: tuple[IndexedKind, ...]
    own: tuple[OwnInputs, ...]
    records: _RecordColumns
    editions: _EditionColumns


def tables_of(records: Mapping[str, IndexedRecord], engines: str) -> bytes:
    """These `records`, known with these `engines`, as they are kept."""
    texts, kinds, own = _Numbers(), _Numbers(), _Numbers()
    editions = tuple(chain.from_iterable(record.editions for record in records.values()))
    rows = [
        (name, it.checksum, texts.of(it.text), it.clinic, len(it.editions))
        for name, it in records.items()
    ]
    edition_rows = [(kinds.of(it.kind), own.of(it.own), *it[2:]) for it in editions]
    tables = {
        "engines": engines,
        "texts": texts.kept,
        "kinds": kinds.kept,
        "own": own.kept,
        "records": _columns(rows, 5),
        "editions": _columns(edition_rows, 6),
    }
    return sealed(json.dumps(tables).encode())


def records_in(data: bytes, engines: str) -> Mapping[str, IndexedRecord]:
    """The records that were kept as `data`, by their names; none where they cannot be trusted, or
    were known with other `engines`.
    """
    try:
        tables = _tables_in(json.loads(unsealed(data) or b""))
        expect_shape(tables, _IndexTables)
        return _rows(tables) if tables.engines == engines else {}
    except (ValueError, TypeError, LookupError, AttributeError, RecursionError):
        return {}


def _tables_in(values: Any) -> _IndexTables:
    texts = (
        IndexedText(
            each["layout"],
            tuple(each["declared"]),
            findings_kept(each["known"]),
            review_kept(each["review"]),
            each["sources"],
        )
        for each in values["texts"]
    )
    if any(name not in EDITIONS for each in values["texts"] for name in each["declared"]):
        raise ValueError("an edition of a package that is gone")
    kinds = (
        IndexedKind(**{**each, "findings": findings_kept(each["findings"])})
        for each in values["kinds"]
    )
    return _IndexTables(
        values["engines"],
        tuple(texts),
        tuple(kinds),
        tuple(OwnInputs(**each) for each in values["own"]),
        _RecordColumns(*map(tuple, values["records"])),
        _EditionColumns(*map(tuple, values["editions"])),
    )


def _rows(tables: _IndexTables) -> dict[str, IndexedRecord]:
    """Raises IndexError where a row asks for what is not there, ValueError where columns differ in
    length.
    """
    its, records = tables.editions, tables.records
    editions = map(
        IndexedEdition._make,
        zip(
            map(tables.kinds.__getitem__, its.kinds),
            map(tables.own.__getitem__, its.own),
            its.files,
            its.sizes,
            its.pages,
            its.text_sizes,
            strict=True,
        ),
    )
    texts = map(tables.texts.__getitem__, records.texts)
    rows = zip(
        records.names, records.checksums, texts, records.clinics, records.counts, strict=True
    )
    return {
        name: IndexedRecord(checksum, text, clinic, tuple(islice(editions, count)))
        for name, checksum, text, clinic, count in rows
    }


class _Numbers:
    """The numbers of values that rows share, each `kept` once."""

    def __init__(self) -> None:
        self._of_objects: dict[int, int] = {}
        self._of_values: dict[str, int] = {}

    def of(self, value: Any) -> int:
        """The number of `value`."""
        if id(value) not in self._of_objects:
            text = json.dumps(asdict(value))
            self._of_objects[id(value)] = self._of_values.setdefault(text, len(self._of_values))
        return self._of_objects[id(value)]

    @property
    def kept(self) -> list[Any]:
        """The values in their order."""
        return [json.loads(text) for text in self._of_values]


def _columns(rows: Iterable[Sequence[Any]], count: int) -> list[Sequence[Any]]:
    """The `count` columns of `rows`."""
    return [*zip(*rows, strict=True)] or [()] * count
