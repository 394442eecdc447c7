"""The archive shows what was current on a day, whatever has become of the sources."""

from __future__ import annotations

import datetime as dt
import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from makebook import main
from prepress.archive.lookup import Lookup, current_on
from prepress.archive.manifest import Manifest
from prepress.archive.unpacking_releases import unpack, unpack_sources
from prepress.errors import MakebookError, SourceError, UsageError
from prepress.files.digests import digest_of
from tests.archive.given_out import copies, give_out, three_releases
from tests.shelf import Shelf


def on(shelf: Shelf, day: str) -> Lookup:
    return current_on(shelf.project, dt.date.fromisoformat(day), "tiny")


def words_on(shelf: Shelf, day: str, folder: Path) -> dict[str, str]:
    """What the files say that were current, by their names."""
    written = unpack(shelf.project, on(shelf, day).current, folder)
    return {file.relative_to(folder).as_posix(): file.read_text() for file in written}


@pytest.mark.parametrize(
    ("day", "words"), [("2026-01-01", "First."), ("2026-01-31", "First."), ("2026-06-01", "Third.")]
)
def test_files_of_a_day_are_those_that_were_current(
    shelf: Shelf, tmp_path: Path, day: str, words: str
) -> None:
    assert words_on(three_releases(shelf), day, tmp_path / "out") == {"tiny.epub": words}


def test_what_was_replaced_on_the_day_is_given_too(shelf: Shelf, tmp_path: Path) -> None:
    three_releases(shelf)
    give_out(shelf, "2026-03-01", "Fourth.")
    found = words_on(shelf, "2026-03-01", tmp_path / "out")
    assert list(found.values()) == ["Second.", "Third.", "Fourth."]
    assert [name for name in found if "/" not in name] == ["tiny.epub"]


def test_text_that_is_given_out_again_is_current_again(shelf: Shelf, tmp_path: Path) -> None:
    three_releases(shelf)
    assert give_out(shelf, "2026-04-01", "First.")
    assert words_on(shelf, "2026-04-02", tmp_path / "out") == {"tiny.epub": "First."}


def test_nothing_was_current_before_the_first_release(shelf: Shelf) -> None:
    found = on(three_releases(shelf), "2025-12-31")
    assert (found.current, found.first, found.exit_code) == ((), "2026-01-01", 1)


def test_archive_alone_is_enough(shelf: Shelf, tmp_path: Path) -> None:
    shutil.rmtree(three_releases(shelf).root / "sources/tiny")
    shutil.rmtree(shelf.root / "output")
    assert words_on(shelf, "2026-02-15", tmp_path / "out") == {"tiny.epub": "Second."}


@pytest.mark.parametrize("day", ["2026-11-25", "2047-01-01"])
def test_day_that_has_not_come_is_refused(shelf: Shelf, day: str) -> None:
    with pytest.raises(UsageError, match="has not come yet"):
        on(three_releases(shelf), day)


def test_unknown_publication_is_refused(shelf: Shelf) -> None:
    with pytest.raises(UsageError, match="Did you mean “tiny”"):
        current_on(three_releases(shelf).project, dt.date(2026, 1, 1), "tyni")


def test_folder_that_holds_something_is_refused(shelf: Shelf, tmp_path: Path) -> None:
    (tmp_path / "mine").write_text("mine")
    with pytest.raises(UsageError, match="something here already"):
        words_on(three_releases(shelf), "2026-01-01", tmp_path)


def test_copy_that_has_changed_is_not_shown(shelf: Shelf, tmp_path: Path) -> None:
    copy = copies(three_releases(shelf)) / digest_of("First.")
    copy.write_bytes(b"Furst.")
    with pytest.raises(SourceError, match="This copy has changed"):
        words_on(shelf, "2026-01-15", tmp_path / "out")
    assert not (tmp_path / "out").exists()


HOSTILE = [
    "../outside",
    "a/../../outside",
    "/outside",
    "..\\outside",
    "C:\\outside",
    "C:outside",
    "\\\\server\\outside",
    "",
    ".",
    "a\0b",
]


@pytest.mark.parametrize("name", HOSTILE)
@pytest.mark.parametrize("kind", ["files", "made_from", "publication"])
def test_list_with_a_path_that_climbs_out_is_refused(name: str, kind: str) -> None:
    values = json.loads(Manifest("a", "a", "", "en", "r", "A", "2026-01-01", {}, {}, {}).as_json())
    values[kind] = name if kind == "publication" else {name: "0" * 64}
    with pytest.raises(SourceError, match="nothing in a release has"):
        Manifest.of_json(json.dumps(values).encode(), Path("copy"))


@pytest.mark.parametrize("digest", ["../../outside", "0" * 63, "0" * 64 + "\n", ""])
def test_list_with_a_digest_that_is_none_is_refused(digest: str) -> None:
    manifest = Manifest("a", "a", "", "en", "r", "A", "2026-01-01", {"a.pdf": digest}, {}, {})
    with pytest.raises(SourceError, match="nothing in a release has"):
        Manifest.of_json(manifest.as_json(), Path("copy"))


@pytest.mark.parametrize("data", [b"", b"[]", b"{}", b'{"form": 2}', b"[" * 100_000, b"\xff"])
def test_list_that_is_none_is_refused(data: bytes) -> None:
    with pytest.raises(MakebookError, match="no list of a release"):
        Manifest.of_json(data, Path("copy"))


def test_names_of_any_letters_are_kept() -> None:
    made = Manifest(
        "é: 1?", "é", "", "en", "r", "A", "2026-01-01", {}, {"a/ü \udcff": "0" * 64}, {}
    )
    assert Manifest.of_json(made.as_json(), Path("copy")) == made


def test_sources_are_a_project_of_their_own(shelf: Shelf, tmp_path: Path) -> None:
    found = on(three_releases(shelf), "2026-01-15")
    (root,) = unpack_sources(shelf.project, found.current, tmp_path / "out")
    assert (root / "sources/tiny/1.md").read_text("utf-8") == "# One\n\nFirst.\n"
    versions = (root / "versions.txt").read_text("utf-8")
    revision = f"{digest_of('First.')[:4]}-0000"
    assert versions.splitlines()[:3] == [
        f"# tiny, revision {revision}, released on 2026-01-01",
        "# The same versions make the same bytes, here:",
        "# makebook build 'tiny'",
    ]
    assert "\nweasyprint  " in versions


def test_command_says_what_was_current_and_writes_it(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(three_releases(shelf).root)
    run = CliRunner().invoke
    result = run(main, ["archive", "at", "2026-01-15", "tiny", "-o", "out"])
    revision, digest = f"{digest_of('First.')[:4]}-0000", digest_of("First.")
    assert result.output.splitlines() == [
        f"tiny  {revision}  released on 2026-01-01: Tiny (en)",
        f"  tiny.epub  {digest}",
        "Wrote out/tiny.epub",
    ]
    values = json.loads(run(main, ["archive", "at", "2026-01-15", "tiny", "--json"]).output)
    assert values["current"][0]["files"] == {"tiny.epub": digest}
    early = run(main, ["archive", "at", "2025-01-15", "tiny"])
    assert (early.exit_code, "the first release is of 2026-01-01" in early.output) == (1, True)
    assert run(main, ["archive", "at", "2026-01-15", "tiny", "--sources"]).exit_code == 2
