"""What one machine has made, others take from the shared cache, or make it themselves."""

from __future__ import annotations

import json
import shutil
import sys
from dataclasses import replace
from datetime import date
from hashlib import sha256
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from prepress.building.build import BuildRequest, Report, build
from prepress.building.files_now import FilesNow
from prepress.building.workers import workers_for
from prepress.project import engines
from prepress.project.project import publications
from prepress.shared_cache.action_result import action_result, said_in
from prepress.shared_cache.folder_store import FolderStore
from prepress.shared_cache.shared_cache import SharedCache
from tests.shared_cache.store_server import served
from tests.shelf import SQUARE, Shelf

TEXT = "# One\n\nSee ![x](images/a.svg).\n"
WARNED = "# One\n\n[Nowhere](#nowhere).\n"
METADATA = "title: Tiny\nlang: en\neditions: {epub: {}}\n"


class Machine:
    """A machine with a project of its own, which shares the cache at an address."""

    def __init__(self, root: Path, cache: str) -> None:
        self.shelf = Shelf(root)
        self.cache = cache

    def build(self, **asked: Any) -> Report:
        request = replace(BuildRequest(cache=self.cache), **asked)
        with workers_for(1) as workers:
            return build(self.shelf.project, request, workers=workers)


@pytest.fixture
def store(tmp_path: Path) -> Path:
    return tmp_path / "store"


@pytest.fixture
def first(tmp_path: Path, store: Path) -> Machine:
    machine = Machine(tmp_path / "first", str(store))
    machine.shelf.add({"1.md": TEXT, "images/a.svg": SQUARE}, metadata=METADATA)
    return machine


def other(machine: Machine, name: str = "other") -> Machine:
    """Another machine with the same sources, which has built nothing yet."""
    root = machine.shelf.root.parent / name
    shutil.copytree(machine.shelf.root / "sources", root / "sources")
    return Machine(root, machine.cache)


def state(report: Report) -> list[str]:
    assert not report.failures
    return [
        f"{built.edition} {'from the cache' if built.from_cache else bool(built.why) and 'made'}"
        for built in report.built
    ]


MADE, FETCHED, CURRENT = ["epub made"], ["epub from the cache"], ["epub False"]


def test_what_one_has_made_another_takes(first: Machine) -> None:
    assert state(first.build()) == MADE
    second = other(first)
    report = second.build()
    assert state(report) == FETCHED
    ours, theirs = (each.shelf.root / "output" / "tiny.epub" for each in (first, second))
    assert ours.read_bytes() == theirs.read_bytes()
    assert state(second.build(cache="")) == CURRENT
    assert not report.cache_trouble


def test_findings_come_with_an_edition(first: Machine) -> None:
    first.shelf.add({"1.md": WARNED}, metadata=METADATA)
    said = first.build().findings
    report = other(first).build()
    assert (state(report), report.findings) == (FETCHED, said)
    assert [finding.code for finding in said] == ["L-001"]


def test_strict_takes_nothing_that_has_warnings(first: Machine) -> None:
    first.shelf.add({"1.md": WARNED}, metadata=METADATA)
    first.build()
    assert other(first).build(strict=True).withheld == ("tiny.epub",)


def test_strict_takes_only_what_was_looked_over(first: Machine) -> None:
    first.build()
    second = other(first)
    assert state(second.build(strict=True)) == MADE
    assert state(other(first, "third").build(strict=True)) == FETCHED


def test_strict_takes_nothing_that_is_overdue(first: Machine) -> None:
    first.shelf.add({}, metadata=f"{METADATA}reviewed: 2026-01-01\nreview-by: 2027-06-01\n")
    assert state(first.build(strict=True, today=date(2026, 11, 24))) == MADE
    second = other(first)
    report = second.build(strict=True, today=date(2028, 1, 1))
    assert report.withheld == ("tiny.epub",)
    assert not (second.shelf.root / "output" / "tiny.epub").exists()


def test_forged_file_is_never_in_place(first: Machine, store: Path) -> None:
    first.build()
    (file,) = (store / "cas").iterdir()
    file.write_bytes(b"forged")
    project = other(first).shelf.project
    (publication,) = publications(project)
    cache = SharedCache(FolderStore(store))
    assert cache.fetch(project, publication, BuildRequest(), None, FilesNow(project)) is None
    assert not project.output.exists()


def test_file_that_was_changed_since_it_was_made_is_not_shared(first: Machine, store: Path) -> None:
    report = first.build(cache="")
    (first.shelf.root / "output" / "tiny.epub").write_bytes(b"changed")
    SharedCache(FolderStore(store)).share(first.shelf.project, {"tiny": report})
    assert not store.exists()


@pytest.mark.parametrize(
    "harm", [{"1.md": b"\xff"}, {"book.yaml": "title: ["}, {"../clinic.yml": "name: North\n"}]
)
def test_broken_source_stops_no_other_publication(
    first: Machine, harm: dict[str, str | bytes]
) -> None:
    first.shelf.add({"1.md": "# Two\n"}, name="two", metadata=METADATA)
    first.shelf.add(harm, name="broken", metadata=METADATA)
    without, with_it = other(first).build(cache=""), other(first, "third").build()
    assert without.failures
    assert [*map(str, with_it.failures)] == [*map(str, without.failures)]
    assert len(with_it.built) == len(without.built)


def test_text_that_differs_is_made(first: Machine) -> None:
    first.build()
    second = other(first)
    second.shelf.add({"1.md": TEXT + "More.\n"}, metadata=METADATA)
    assert state(second.build()) == MADE


def test_picture_that_differs_is_made_and_both_are_kept(first: Machine) -> None:
    first.build()
    second, third = other(first), other(first, "third")
    second.shelf.add({"images/a.svg": SQUARE.replace("M1", "M2")}, metadata=METADATA)
    assert state(second.build()) == MADE
    assert state(third.build()) == FETCHED
    assert state(other(second, "fourth").build()) == FETCHED


def test_edition_alone_is_found_beside_others(first: Machine) -> None:
    more = METADATA.replace("{epub", "{web: {}, epub")
    first.shelf.add({}, metadata=more)
    first.build(editions=("epub",))
    other(first).build(editions=("web",))
    assert state(other(first, "third").build()) == ["web from the cache", *FETCHED]


def test_files_beside_an_edition_come_with_it(first: Machine) -> None:
    first.shelf.add({}, metadata=METADATA.replace("epub", "web"))
    first.build()
    second = other(first)
    assert state(second.build()) == ["web from the cache"]
    ours, theirs = (each.shelf.root / "output" for each in (first, second))
    names = {path.relative_to(ours) for path in ours.rglob("[!.]*") if path.is_file()}
    assert names == {path.relative_to(theirs) for path in theirs.rglob("[!.]*") if path.is_file()}
    assert state(second.build(cache="")) == ["web False"]


@pytest.mark.parametrize("harm", [b"", b"forged", None])
@pytest.mark.parametrize("kind", ["cas", "ac"])
def test_harmed_entry_is_made_and_written_anew(
    first: Machine, store: Path, kind: str, harm: bytes | None
) -> None:
    first.build()
    files = {file: file.read_bytes() for file in (store / kind).iterdir()}
    for file in files:
        file.unlink() if harm is None else file.write_bytes(harm)
    report = other(first).build()
    assert (state(report), report.cache_trouble) == (MADE, ())
    assert {file: file.read_bytes() for file in files} == files


def test_entry_never_leads_out_of_the_output_folder(first: Machine, store: Path) -> None:
    first.shelf.add({}, metadata=METADATA.replace("epub", "web"))
    first.build()
    (entry,) = (store / "ac").iterdir()
    (text,) = json.loads(said_in(entry.read_bytes()))
    body = json.loads(text.partition("\n")[2])
    beside = body["made"]["web"]["beside"]
    beside["../out.css"] = body["made"]["web"]["file"]
    forged = json.dumps(body)
    texts = [f"{sha256(forged.encode()).hexdigest()}\n{forged}"]
    entry.write_bytes(action_result(json.dumps(texts).encode(), {}))
    second = other(first)
    assert state(second.build()) == ["web made"]
    assert not (second.shelf.root / "out.css").exists()


def test_read_only_cache_takes_nothing_in(first: Machine, store: Path) -> None:
    assert state(first.build(cache_read_only=True)) == MADE
    assert not store.exists()
    other(first).build()
    assert state(other(first, "third").build(cache_read_only=True)) == FETCHED


def test_force_and_release_are_made_here(first: Machine) -> None:
    with served() as server:
        first.cache = server.address
        first.build()
        assert state(other(first).build(force=True)) == MADE
        assert state(other(first, "third").build(release=True)) == MADE
    assert not [each for each in server.asked if each.startswith("GET /cas")]


def test_cache_that_cannot_be_written_is_one_warning(first: Machine, store: Path) -> None:
    store.write_text("a file")
    first.shelf.add({"1.md": "# Two\n"}, name="two", metadata=METADATA)
    report = first.build()
    assert state(report) == MADE * 2
    (trouble,) = report.cache_trouble
    assert trouble.startswith(f"The cache {store} cannot be ")


def test_other_engine_is_another_entry(
    first: Machine, store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first.build()
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "86400")
    engines.engines.cache_clear()
    try:
        assert state(other(first).build()) == MADE
        assert len(list((store / "ac").iterdir())) == 2
    finally:
        monkeypatch.undo()
        engines.engines.cache_clear()


def test_cache_in_the_memory_of_fsspec(first: Machine) -> None:
    first.cache = "memory://shared/makebook"
    assert state(first.build()) == MADE
    assert state(other(first).build()) == FETCHED


def test_build_without_a_cache_opens_none_of_it(
    first: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "prepress.shared_cache.shared_cache", ModuleType("none"))
    assert state(first.build(cache="")) == MADE
    with pytest.raises(ImportError):
        first.build()


def test_cache_on_a_server(first: Machine) -> None:
    with served() as server:
        first.cache = server.address
        assert state(first.build()) == MADE
        assert state(other(first).build()) == FETCHED
        assert [path[:4] for path in server.kept] == ["/cas", "/ac/"]
        for path in server.kept:
            server.kept[path] = server.kept[path][:-1]
        assert state(other(first, "third").build()) == MADE


def test_server_that_fails_is_one_warning_and_asked_once(first: Machine) -> None:
    first.shelf.add({"1.md": "# Two\n"}, name="two", metadata=METADATA)
    with served() as server:
        first.cache, server.status = server.address, 500
        report = first.build()
    assert (state(report), len(server.asked)) == (MADE * 2, 1)
    assert report.cache_trouble == (
        f"The cache {server.address} cannot be used: it answers 500 Internal Server Error. "
        "Look whether it runs and lets you in. The build goes on without it.",
    )
