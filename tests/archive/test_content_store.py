"""Each content is kept once, however large it is, and given back only whole."""

from __future__ import annotations

import tracemalloc
from pathlib import Path

import pytest

from prepress.archive.content_store import ContentStore
from prepress.errors import MachineError, SourceError


@pytest.fixture
def store(tmp_path: Path) -> ContentStore:
    return ContentStore(tmp_path / "copies")


def test_content_is_kept_once(store: ContentStore, tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"same")
    assert store.add(b"same") == store.add_file(tmp_path / "a")
    assert len(store.digests()) == 1


def test_large_file_takes_no_memory(store: ContentStore, tmp_path: Path) -> None:
    large = tmp_path / "large"
    with large.open("wb") as file:
        file.truncate(48 * 1024 * 1024)
    tracemalloc.start()
    store.copy(store.add_file(large), tmp_path / "again")
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert (tmp_path / "again").stat().st_size == large.stat().st_size
    assert peak < 8 * 1024 * 1024


def test_file_that_cannot_be_read_is_named(store: ContentStore, tmp_path: Path) -> None:
    with pytest.raises(MachineError, match="gone"):
        store.add_file(tmp_path / "gone")


@pytest.mark.parametrize("content", [b"other", None])
def test_copy_that_is_not_whole_is_not_given_back(
    store: ContentStore, tmp_path: Path, content: bytes | None
) -> None:
    digest = store.add(b"content")
    store.file(digest).unlink()
    if content:
        store.file(digest).write_bytes(content)
    with pytest.raises(SourceError, match="This copy"):
        store.copy(digest, tmp_path / "again")
    assert not (tmp_path / "again").exists()


def test_link_is_replaced_and_what_it_leads_to_is_left_alone(
    store: ContentStore, tmp_path: Path
) -> None:
    digest = store.add(b"content")
    store.file(digest).unlink()
    (tmp_path / "mine").write_bytes(b"mine")
    store.file(digest).symlink_to(tmp_path / "mine")
    store.add(b"content")
    assert store.read(digest) == b"content"
    assert (tmp_path / "mine").read_bytes() == b"mine"
