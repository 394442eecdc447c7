"""Kept files whose seal is right and whose shape is not cost a rebuild, and nothing else."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from prepress.galley.setting.kept_markup import ReadText, to_bytes
from prepress.pdf.divisions.division import from_bytes
from prepress.pdf.divisions.finished_book import FinishedBook, FinishedDivision
from tests.shelf import Shelf

CHAPTERS: dict[str, str | bytes] = {"1.md": "# One\n\nText.\n", "2.md": "# Two\n\n<b>Text</b>.\n"}
METADATA = "title: T\nlang: en\neditions: [epub]\n"
#: What no value of a record is.
STRANGE: tuple[Any, ...] = (
    None,
    7,
    -1.5,
    "x",
    True,
    [],
    ["x"],
    [[7]],
    {},
    {"x": 7},
    {"x": {"y": [None]}},
)


def places(values: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The way to each value in `values`."""
    yield path
    if isinstance(values, dict):
        items: list[tuple[Any, Any]] = [(key, values[key]) for key in sorted(values)[:8]]
    else:
        items = list(enumerate(values[:2])) if isinstance(values, list) else []
    for key, value in items:
        yield from places(value, (*path, key))


def changed(values: Any, path: tuple[Any, ...], new: Any) -> Any:
    """A copy of `values` with another value at `path`."""
    copy = json.loads(json.dumps(values))
    if not path:
        return new
    holder = copy
    for key in path[:-1]:
        holder = holder[key]
    holder[path[-1]] = new
    return copy


def sealed(body: bytes) -> bytes:
    return sha256(body).hexdigest().encode() + body


def strange_records(values: Any) -> Iterator[Any]:
    ways = list(places(values))
    for number, path in enumerate(ways):
        yield changed(values, path, STRANGE[number % len(STRANGE)])
        yield changed(values, path, STRANGE[(7 * number + 3) % len(STRANGE)])


def test_records_of_another_shape_cost_a_rebuild(shelf: Shelf) -> None:
    from prepress.building.cache import read_record
    from prepress.project.project import publications

    shelf.add(CHAPTERS, metadata=METADATA).build()
    file = shelf.root / "output" / ".makebook" / "tiny.json"
    _, _, body = file.read_text("utf-8").partition("\n")
    publication = publications(shelf.project)[0]
    for values in strange_records(json.loads(body)):
        text = json.dumps(values)
        file.write_text(f"{sha256(text.encode()).hexdigest()}\n{text}", "utf-8")
        record = read_record(shelf.project, publication)
        assert record is None or isinstance(record.made, dict)
    values = json.loads(body)
    values["made"]["epub"]["inputs"] = ["x"]
    text = json.dumps(values)
    file.write_text(f"{sha256(text.encode()).hexdigest()}\n{text}", "utf-8")
    assert [edition.edition for edition in shelf.build().built] == ["epub"]


@pytest.mark.parametrize(
    "spoil",
    [
        lambda values: {**values, "html": 7},
        lambda values: {**values, "html": "<p>"},
        lambda values: {**values, "html": "\x00"},
        lambda values: {**values, "findings": 7},
        lambda values: {**values, "findings": [["x"]]},
        lambda values: {**values, "findings": [{"code": [], "place": {}, "what": 1, "hint": 2}]},
        lambda values: [],
        lambda values: "x",
    ],
)
def test_kept_chapters_of_another_shape_are_read_anew(
    shelf: Shelf, spoil: Callable[[Any], Any]
) -> None:
    shelf.add(CHAPTERS, metadata=METADATA).build()
    kept = sorted((shelf.root / "output" / ".makebook").rglob("*.markup"))
    assert len(kept) == len(CHAPTERS)
    for file in kept:
        values = spoil(json.loads(file.read_bytes()[64:]))
        file.write_bytes(sealed(json.dumps(values).encode()))
    before = (shelf.root / "output" / "tiny.epub").read_bytes()
    (shelf.root / "output" / "tiny.epub").unlink()
    report = shelf.build()
    assert report.failures == ()
    assert (shelf.root / "output" / "tiny.epub").read_bytes() == before


def test_kept_divisions_of_another_shape_are_none() -> None:
    for facts in (b"[]", b"7", b"{}", b'{"form": 1}', b'{"form": 1, "start": [7]}', b"\xff"):
        for pdf in (b"", b"x", b"%PDF-1.7"):
            body = len(facts).to_bytes(8) + facts + pdf
            assert from_bytes(sealed(body)) is None
            assert from_bytes(sealed(body[:5])) is None


def test_kept_order_of_a_book_of_another_shape_is_none() -> None:
    book = FinishedBook(12.7, (FinishedDivision("a", 2, "x"),))
    assert FinishedBook.from_bytes(book.to_bytes()) == book
    assert FinishedBook.from_bytes(book.to_bytes()[:-1]) is None
    values = json.loads(book.to_bytes()[64:])
    for strange in strange_records(values):
        read = FinishedBook.from_bytes(sealed(json.dumps(strange).encode()))
        assert read is None or all(type(each.pages) is int for each in read.divisions)


def test_kept_chapter_is_read_back(tmp_path: Path) -> None:
    from prepress.galley.setting.kept_markup import KeptMarkup, file_name

    text = ReadText("<p>Text</p>", ())
    (tmp_path / file_name("key")).write_bytes(to_bytes(text))
    assert KeptMarkup(tmp_path).find("key") == text
