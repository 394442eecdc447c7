"""A digest is known by the state of its file, where that says all."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from prepress.files.digests import digest_of, digest_of_file
from prepress.files.stat_cache import StatCache


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A file that was written a minute ago."""
    clock = time.time_ns
    monkeypatch.setattr(time, "time_ns", lambda: clock() + 60_000_000_000)
    file = tmp_path / "a é \udce9.md"
    file.write_text("Words.")
    return file


def kept(cache: StatCache, file: Path) -> StatCache:
    """The cache as the next build finds it."""
    index = file.parent / "index"
    cache.write(index, file.parent, "1")
    return StatCache.kept_in(index, file.parent, "1")


def never(file: Path) -> str:
    raise AssertionError(f"{file} is known")


def test_known_file_is_not_read_again(file: Path) -> None:
    cache = StatCache()
    assert cache.digest(str(file)) == digest_of("Words.")
    assert cache.digest(str(file), never) == digest_of("Words.")
    assert kept(cache, file).digest(str(file), never) == digest_of("Words.")


def test_each_way_of_reading_has_a_digest_of_its_own(file: Path) -> None:
    cache = StatCache()
    assert cache.digest(str(file), lambda _: "bytes") == "bytes"
    assert cache.digest(str(file), lambda _: None, "text") is None
    again = kept(cache, file)
    assert (again.digest(str(file), never), again.digest(str(file), never, "text")) == (
        "bytes",
        None,
    )


def test_file_that_changes_while_it_is_read_is_read_again(file: Path) -> None:
    def read(path: Path) -> str:
        digest = digest_of_file(path)
        path.write_text("Other!")
        return digest

    cache = StatCache()
    assert cache.digest(str(file), read) == digest_of("Words.")
    assert cache.digest(str(file)) == digest_of("Other!")


def test_file_in_place_of_another_is_read(file: Path) -> None:
    cache = StatCache()
    cache.digest(str(file))
    before, other = file.stat(), file.with_name("b.md")
    other.write_text("Other!")
    os.utime(other, ns=(before.st_atime_ns, before.st_mtime_ns))
    other.replace(file)
    assert kept(cache, file).digest(str(file)) == digest_of("Other!")


def test_file_that_is_gone_is_forgotten(file: Path) -> None:
    cache = StatCache()
    cache.digest(str(file))
    file.unlink()
    assert cache.digest(str(file)) is None
    assert kept(cache, file).digest(str(file), lambda _: "read") == "read"


def test_what_another_version_has_kept_is_not_trusted(file: Path) -> None:
    cache = StatCache()
    cache.digest(str(file))
    cache.write(file.parent / "index", file.parent, "1")
    other = StatCache.kept_in(file.parent / "index", file.parent, "2")
    assert other.digest(str(file), lambda _: "read") == "read"
