"""A clock that is wrong or runs backwards changes nothing: content decides what is made again."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from prepress.building.report import Report
from tests.shelf import SQUARE, Shelf

FAR = {"the past": 1.0, "the future": 4e9}
TEXT = "# One\n\n![x](a.svg)\n"


@pytest.fixture
def built(shelf: Shelf) -> Shelf:
    """A shelf whose editions are in place."""
    assert shelf.add({"1.md": TEXT, "a.svg": SQUARE}).build().exit_code == 0
    return shelf


def made(report: Report) -> list[str]:
    assert not report.failures
    return [each.edition for each in report.built if each.why]


def stamped(folder: Path, moment: float) -> None:
    for path in [*folder.rglob("*"), folder]:
        os.utime(path, (moment, moment))


@pytest.mark.parametrize("sources", FAR)
@pytest.mark.parametrize("output", FAR)
def test_time_stamps_do_not_decide(built: Shelf, sources: str, output: str) -> None:
    stamped(built.root / "sources", FAR[sources])
    stamped(built.root / "output", FAR[output])
    assert made(built.build()) == []
    built.add({"1.md": TEXT + "New.\n"})
    stamped(built.root / "sources", FAR[sources])
    stamped(built.root / "output", FAR[output])
    assert made(built.build()) == ["print", "epub"]


@pytest.mark.parametrize("name", ["1.md", "a.svg"])
def test_change_that_keeps_size_and_time_stamp_is_seen(built: Shelf, name: str) -> None:
    file = built.root / "sources" / "tiny" / name
    before, old = file.stat(), file.read_bytes()
    new = old.replace(b"One", b"Two").replace(b"h8", b"h7")
    assert new != old
    file.write_bytes(new)
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert (file.stat().st_size, file.stat().st_mtime_ns) == (before.st_size, before.st_mtime_ns)
    assert made(built.build()) == ["print", "epub"]


@pytest.mark.parametrize("now", FAR)
def test_clock_of_the_system_does_not_show(
    shelf: Shelf, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, now: str
) -> None:
    other = Shelf(tmp_path / "other")
    for each in (shelf, other):
        each.add({"1.md": TEXT, "a.svg": SQUARE})
    assert other.build().exit_code == 0
    backwards = iter(range(10**6))
    monkeypatch.setattr(time, "time", lambda: FAR[now] - next(backwards))
    monkeypatch.setattr(time, "time_ns", lambda: int(FAR[now] * 1e9) - next(backwards))
    assert shelf.build().exit_code == 0
    assert made(shelf.build()) == []
    for name in ("tiny.pdf", "tiny.epub"):
        assert (shelf.root / "output" / name).read_bytes() == (
            other.root / "output" / name
        ).read_bytes()
