"""Records: what each edition of a publication was made from, kept beside the editions and trusted
only where it holds.

A record lies in `output/.makebook/`. It may be deleted at any time, and one that is damaged, or
from another version of makebook, only costs a rebuild.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any

from prepress.editions import EDITIONS
from prepress.errors import MakebookError, Place
from prepress.files.digests import Digest, digest_if_any
from prepress.files.shapes import expect_shape
from prepress.findings import Finding, findings_kept
from prepress.manuscript.review import Review
from prepress.project.inputs import FILES, SearchPaths
from prepress.project.project import Project, Publication, publications
from prepress.text.escapes import json_text

_FOLDER = ".makebook"
#: The form of a record; one of another form is not read.
_FORM = 2

#: The kinds of which a new one is a change too: a chapter, a stylesheet, the list that orders
#: chapters, or a package that adds to makebook.
_GROWING = ("text", "style", "order", "package")

#: What is kept that belongs to no edition.
TEXT = "text"

NO_RECORD = "it was not built here before, or its record is gone"


@dataclass(frozen=True)
class CacheEntry:
    """One edition as it was made: its `inputs`, the digest of its `file` and of those that lie
    `beside` it, by their names, and what the report said of it.

    It is `checked` where the finished file was looked over too.
    """

    inputs: dict[str, Digest]
    file: str
    size: int
    pages: int | None
    text_size: float | None
    findings: tuple[Finding, ...]
    checked: bool
    beside: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Record:
    """What a publication was when it was built: its sources, its layout, the editions that it
    declares, its review.

    `values` are those inputs of its editions that are no files, such as the metadata.
    """

    sources: dict[str, Digest]
    layout: str
    declared: tuple[str, ...]
    known: tuple[Finding, ...]
    values: dict[str, Digest]
    review: Review | None = None
    made: dict[str, CacheEntry] = field(default_factory=dict)


def record_folder(project: Project) -> Path:
    """Where the records lie."""
    return project.output / _FOLDER


def record_file(project: Project, publication: str) -> Path:
    """Where the record of a publication lies."""
    return record_folder(project) / f"{publication}.json"


def kept_folder(project: Project, publication: str, what: str) -> Path | None:
    """Where lies what is kept of an edition, or of the `TEXT`, to make the next one sooner; None
    beside a file that somebody has asked for alone.
    """
    return None if project.only else record_folder(project) / f"{publication}-{what}.parts"


def read_record(project: Project, publication: Publication) -> Record | None:
    """The record of `publication`; None where there is none that can be trusted."""
    return None if project.only else record_named(project, publication.name)


def record_named(project: Project, name: str) -> Record | None:
    """The record of the publication of that `name`, whether or not there still is one."""
    text = text_of_record(record_file(project, name))
    return None if text is None else record_in(text)


def text_of_record(file: Path) -> str | None:
    """The text of the record in `file`; None where there is none."""
    try:
        return file.read_text("utf-8")
    except (OSError, ValueError):
        return None


def checksum_of(file: Path) -> Digest:
    """The checksum of the record in `file`; None where there is none, or it is damaged."""
    text = text_of_record(file) or ""
    return None if _body_of(text) is None else text.partition("\n")[0]


def _body_of(text: str) -> str | None:
    """What a record says that was written as `text`; None where it is damaged."""
    checksum, _, body = text.partition("\n")
    return body if checksum == sha256(body.encode()).hexdigest() else None


def record_in(text: str) -> Record | None:
    """The record that was written as `text`; None where it cannot be trusted."""
    try:
        body = _body_of(text)
        if body is None:
            return None
        values = json.loads(body)
        if values.pop("form") != _FORM:
            return None
        made = {
            name: CacheEntry(**{**entry, "findings": findings_kept(entry["findings"])})
            for name, entry in values["made"].items()
        }
        if any(name not in EDITIONS for name in values["declared"]):
            return None  # the package that added an edition is gone
        typed = {
            "declared": tuple(values["declared"]),
            "known": findings_kept(values["known"]),
            "made": made,
        }
        record = Record(**{**values, **typed, "review": review_kept(values["review"])})
        expect_shape(record, Record)
        return record
    except (ValueError, TypeError, LookupError, AttributeError, RecursionError):
        return None


def write_record(project: Project, publication: str, record: Record) -> None:
    """Write `record`; where the disk does not allow it there is none, which only costs a
    rebuild.
    """
    from prepress.files.atomic import write_whole

    if project.only:  # beside somebody's file lies nothing that they have not asked for
        return
    text = record_text(record)
    with suppress(MakebookError):
        write_whole(record_file(project, publication), text.encode(), durable=False)


def record_text(record: Record) -> str:
    """`record` as it is written, behind its checksum."""
    body = json_text({"form": _FORM, **vars(record)}, sorted_keys=True)
    return f"{sha256(body.encode()).hexdigest()}\n{body}"


def review_kept(values: dict[str, Any] | None) -> Review | None:
    """The review that was kept as these `values` of its fields.

    Raises ValueError where its day is none, and as it is made.
    """
    if values is None:
        return None
    dt.date.fromisoformat(values["by"])
    return Review(values["by"], Place(**values["place"]))


def files_made_from(project: Project) -> set[str]:
    """The files of the project, beside texts, layouts and fonts, that the editions in place were
    made from.
    """
    try:
        records = [read_record(project, publication) for publication in publications(project)]
    except MakebookError:
        return set()
    entries = (entry for record in records if record for entry in record.made.values())
    return {
        name.removeprefix("file ")
        for entry in entries
        for name in entry.inputs
        if name.startswith("file ")
    }


def source_changes(before: Mapping[str, Digest], now: Mapping[str, Digest]) -> tuple[str, ...]:
    """Which sources have changed, in words."""
    former, current = (
        {f"text {file}": digest for file, digest in each.items()} for each in (before, now)
    )
    return _differences(former | current, former, current)


def changes(
    entry: CacheEntry | None,
    file: Path | None,
    search_paths: SearchPaths,
    values: Mapping[str, Digest],
    *,
    checked: bool,
    digest: Callable[[Path], Digest] = digest_if_any,
) -> tuple[str, ...]:
    """Why the edition of `entry` in `file` must be made again, in words; nothing where it is as its
    inputs say. Where `file` is None, it lies elsewhere, and only its inputs count.

    `values` are those inputs as they are now that are no files; `digest` looks at those that an
    edition is. With `checked`, it must have been looked over too.
    """
    if entry is None:
        return (NO_RECORD,)
    why = value_changes(entry, values)
    if why:  # then nothing needs to be read
        return why
    files = {
        name: search_paths.current_digest(name) for name in entry.inputs if _kind(name) in FILES
    }
    why = _differences(files, entry.inputs, files)
    if file and (other := _not_as_made(entry, file, digest)):
        return (*why, f"{other} is not there as it was made")
    return why or (
        ("--strict has not looked it over yet",) if checked and not entry.checked else ()
    )


def value_changes(entry: CacheEntry, values: Mapping[str, Digest]) -> tuple[str, ...]:
    """Which inputs of an edition that are no files have changed, in words."""
    names = [name for name in entry.inputs if _kind(name) not in FILES]
    names += [name for name in values if _kind(name) in _GROWING and name not in entry.inputs]
    return _differences(names, entry.inputs, values)


def _not_as_made(entry: CacheEntry, file: Path, digest: Callable[[Path], Digest]) -> str:
    """The first file of the edition in `file` that is not as it was made; empty where all are."""
    made = {file.name: entry.file, **entry.beside}
    others = (name for name, each in made.items() if digest(file.parent / name) != each)
    return next(others, "")


def _differences(
    names: Iterable[str], before: Mapping[str, Digest], now: Mapping[str, Digest]
) -> tuple[str, ...]:
    return tuple(
        _words(name, before, now) for name in sorted(names) if now.get(name) != before.get(name)
    )


def _kind(name: str) -> str:
    return name.partition(" ")[0]


def _words(name: str, before: Mapping[str, Digest], now: Mapping[str, Digest]) -> str:
    kind, _, rest = name.partition(" ")
    if kind == "engine" and before.get(name):
        return f"{rest} is {now.get(name) or 'gone'} and was {before[name]}"
    subject = {
        "options": f"what is asked of the {rest} edition",
        "brand": "a colour of the clinic",
        "look": "the look",
        "style": rest,
        "family": f"the font family {rest}",
        "order": "the order of the chapters",
        "metadata": "the metadata",
        "profile": f"the profile {rest}",
        "layout": f"the layout file {rest}",
        "words": f"the interface's {rest}",
        "font": rest,
        "translations": f"what {rest} is translated into",
    }.get(kind, rest)
    if now.get(name) is None:
        return f"{subject} is gone"
    if before.get(name) is None:
        return f"{subject} is new"
    return f"{subject} has changed"
