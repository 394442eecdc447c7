"""`--cache` wins over MAKEBOOK_CACHE, and the last line says what came from there."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from makebook import main
from prepress.building.report import BuiltEdition, Report
from prepress.errors import MachineError, UsageError
from prepress.reporting.text import build_summary
from prepress.shared_cache.store import StoreError
from prepress.shared_cache.store_address import open_store
from tests.shelf import Shelf


def test_summary_counts_what_came_from_the_cache(shelf: Shelf) -> None:
    made = BuiltEdition("a", "epub", shelf.root, 1, why=("new",))
    fetched = BuiltEdition("b", "epub", shelf.root, 1, from_cache=True)
    before = BuiltEdition("c", "epub", shelf.root, 1)
    said = [
        build_summary(Report(built), 4).text
        for built in ((made, fetched, fetched, before), (fetched,), (before,), ())
    ]
    assert said == [
        "1 edition made, 2 from the cache, 1 edition up to date, in 4 s.",
        "1 edition from the cache, in 4 s.",
        "1 edition up to date, in 4 s.",
        "0 editions made, in 4 s.",
    ]


def test_option_wins_over_the_environment(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    shelf.add({"1.md": "# One\n"}, metadata="title: Tiny\nlang: en\neditions: {epub: {}}\n")
    monkeypatch.chdir(shelf.root)
    monkeypatch.setenv("MAKEBOOK_CACHE", "named")
    run = CliRunner()
    assert run.invoke(main, ["build", "--cache", "given"]).exit_code == 0
    assert (shelf.root / "given").is_dir()
    assert not (shelf.root / "named").exists()
    shutil.rmtree(shelf.root / "output")
    monkeypatch.setenv("MAKEBOOK_CACHE", "given")
    answer = json.loads(run.invoke(main, ["build", "--json"]).stdout)
    assert [built["from_cache"] for built in answer["built"]] == [True]


def test_store_of_no_known_kind_is_refused() -> None:
    with pytest.raises(UsageError, match="No cache can lie at nowhere://"):
        open_store("nowhere://x")


def test_folder_of_fsspec_has_to_be_there(tmp_path: Path) -> None:
    store = open_store(f"file://{tmp_path}/store")
    assert store.get("ac/1", 4) is None
    with pytest.raises(StoreError, match="The cache at file:// cannot be used: "):
        store.put("ac/1", b"body")
    (tmp_path / "store").mkdir()
    store.put("ac/1", b"body")
    assert (store.get("ac/1", 4), store.get("ac/1", 3)) == (b"body", None)


def test_library_that_is_missing_is_named() -> None:
    with pytest.raises(MachineError, match="s3fs"):
        open_store("s3://bucket/makebook")
