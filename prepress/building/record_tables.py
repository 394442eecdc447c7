"""Record tables: the rows of the record index, and the columns in which they are kept, since those
are read and looked over in no time.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from itertools import chain, islice
from typing import Any, NamedTuple

from prepress.building.cache import review_kept
from prepress.editions import EDITIONS
from prepress.files.digests import Digest, joined, sealed, separated, unsealed
from prepress.files.shapes import expect_shape
from prepress.findings import Finding, findings_kept
from prepress.manuscript.review import Review  # noqa: TC001 - the shape is asked for

#: What stands between the names of publications, since it stands in none.
_BETWEEN = "/"


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
    file: Digest
    size: int
    pages: int | None
    text_size: float | None


class IndexedRecord(NamedTuple):
    """The record with this `checksum`: its text, the digest of the clinic's own file, and those of
    its editions whose inputs that are no files are as they were.
    """

    checksum: Digest
    text: IndexedText
    clinic: Digest
    editions: tuple[IndexedEdition, ...]


@dataclass(frozen=True)
class _Columns:
    """A row for each record, with the number of its text and how many editions follow for it; then
    one for each of these, with the numbers of what it shares.
    """

    texts: tuple[int, ...]
    counts: tuple[int, ...]
    kinds: tuple[int, ...]
    own: tuple[int, ...]
    sizes: tuple[int, ...]
    pages: tuple[int | None, ...]
    text_sizes: tuple[float | None, ...]


@dataclass(frozen=True)
class _Shared:
    """What many rows share, each once."""

    texts: tuple[IndexedText, ...]
    kinds: tuple[IndexedKind, ...]
    own: tuple[OwnInputs, ...]


def kept_records(records: Mapping[str, IndexedRecord], engines: str) -> bytes:
    """These `records`, known with these `engines`, as they are kept."""
    texts, kinds, own = _Numbers(), _Numbers(), _Numbers()
    editions = tuple(chain.from_iterable(record.editions for record in records.values()))
    columns = _Columns(
        tuple(texts.of(record.text) for record in records.values()),
        tuple(len(record.editions) for record in records.values()),
        tuple(kinds.of(edition.kind) for edition in editions),
        tuple(own.of(edition.own) for edition in editions),
        tuple(edition.size for edition in editions),
        tuple(edition.pages for edition in editions),
        tuple(edition.text_size for edition in editions),
    )
    values = {
        "engines": engines,
        "shared": {"texts": texts.kept, "kinds": kinds.kept, "own": own.kept},
        "columns": vars(columns),
        "names": _BETWEEN.join(records),
        "checksums": joined(record.checksum for record in records.values()),
        "clinics": joined(record.clinic for record in records.values()),
        "files": joined(edition.file for edition in editions),
    }
    return sealed(json.dumps(values).encode())


def records_in(data: bytes, engines: str) -> Mapping[str, IndexedRecord]:
    """The records that were kept as `data`, by their names; none where they cannot be trusted, or
    were known with other `engines`.
    """
    try:
        values = json.loads(unsealed(data) or b"")
        return _records_in(values) if values["engines"] == engines else {}
    except (ValueError, TypeError, LookupError, AttributeError, RecursionError):
        return {}


def _records_in(values: Any) -> Mapping[str, IndexedRecord]:
    """Raises IndexError where a row asks for what is not there, ValueError where columns differ in
    length, and as values are made of what is no such index.
    """
    shared, columns = _shared_in(**values["shared"]), _columns_in(values["columns"])
    checksums, files = separated(values["checksums"]), separated(values["files"])
    if None in checksums or None in files:
        raise ValueError("a file that was never there")
    editions = zip(
        map(shared.kinds.__getitem__, columns.kinds),
        map(shared.own.__getitem__, columns.own),
        files,
        columns.sizes,
        columns.pages,
        columns.text_sizes,
        strict=True,
    )
    each_edition = map(IndexedEdition._make, editions)
    rows = zip(
        values["names"].split(_BETWEEN),
        checksums,
        map(shared.texts.__getitem__, columns.texts),
        separated(values["clinics"]),
        columns.counts,
        strict=True,
    )
    return {
        name: IndexedRecord(checksum, text, clinic, tuple(islice(each_edition, count)))
        for name, checksum, text, clinic, count in rows
    }


def _columns_in(values: Mapping[str, Any]) -> _Columns:
    columns = _Columns(**{name: tuple(column) for name, column in values.items()})
    expect_shape(columns, _Columns)
    return columns


def _shared_in(texts: Any, kinds: Any, own: Any) -> _Shared:
    shared = _Shared(
        tuple(
            IndexedText(
                each["layout"],
                tuple(each["declared"]),
                findings_kept(each["known"]),
                review_kept(each["review"]),
                each["sources"],
            )
            for each in texts
        ),
        tuple(
            IndexedKind(**{**each, "findings": findings_kept(each["findings"])}) for each in kinds
        ),
        tuple(OwnInputs(**each) for each in own),
    )
    expect_shape(shared, _Shared)
    if any(name not in EDITIONS for text in shared.texts for name in text.declared):
        raise ValueError("an edition of a package that is gone")
    return shared


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
