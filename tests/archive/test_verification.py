"""What was changed, taken out or moved since a release is named, each in one line."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from makebook import main
from prepress.archive.keeping import keep_release
from prepress.errors import ChangedError, MachineError, SourceError
from tests.archive.given_out import (
    beside,
    copies,
    finished,
    give_out,
    kept,
    only_fault,
    three_releases,
    verified,
)
from tests.shelf import Shelf

BESIDE, KEPT = "sources/tiny/releases.txt", "sources/_releases/ledgers/tiny.txt"
#: The lists and the line in them that each of the three releases has.
SECOND = 3


def change(file: Path, edit: Callable[[list[str]], list[str]]) -> None:
    file.write_text("\n".join([*edit(file.read_text("utf-8").splitlines()), ""]), "utf-8")


def retitled(lines: list[str]) -> list[str]:
    return [*lines[:2], lines[2].replace("Tiny", "Tidy"), *lines[3:]]


def swapped(lines: list[str]) -> list[str]:
    return [*lines[:2], lines[3], lines[2]]


def without_second(lines: list[str]) -> list[str]:
    return [*lines[:2], lines[3]]


def shortened(lines: list[str]) -> list[str]:
    return lines[:-1]


def test_whole_archive_has_no_fault(shelf: Shelf) -> None:
    found = verified(three_releases(shelf))
    assert (found.faults, found.notes, found.exit_code) == ((), (), 0)
    assert (found.publications, found.releases) == (1, 3)


def test_project_without_releases_has_a_whole_archive(shelf: Shelf) -> None:
    assert verified(shelf.add({"1.md": "# One\n"})).exit_code == 0


@pytest.mark.parametrize("files", [(beside,), (kept,), (beside, kept)])
def test_changed_line_is_named(shelf: Shelf, files: tuple[Callable[[Shelf], Path], ...]) -> None:
    three_releases(shelf)
    for file in files:
        change(file(shelf), retitled)
    place = BESIDE if files == (beside,) else KEPT
    assert only_fault(shelf).startswith(f"{place}:3: Entry 2 (")
    assert "is not as it was written" in only_fault(shelf)


@pytest.mark.parametrize("files", [(beside,), (kept,), (beside, kept)])
def test_entries_in_another_order_are_named(
    shelf: Shelf, files: tuple[Callable[[Shelf], Path], ...]
) -> None:
    three_releases(shelf)
    for file in files:
        change(file(shelf), swapped)
    assert "does not follow the one before it" in only_fault(shelf)


@pytest.mark.parametrize(("file", "place"), [(beside, BESIDE), (kept, KEPT)])
def test_shortened_list_is_named(shelf: Shelf, file: Callable[[Shelf], Path], place: str) -> None:
    change(file(three_releases(shelf)), shortened)
    assert only_fault(shelf).startswith(f"{place}: The list ends after entry 2;")


@pytest.mark.parametrize("edit", [shortened, without_second])
def test_release_that_no_list_has_any_more_is_named(
    shelf: Shelf, edit: Callable[[list[str]], list[str]]
) -> None:
    three_releases(shelf)
    for file in (beside(shelf), kept(shelf)):
        change(file, edit)
    assert "that is in no list of releases" in str(verified(shelf).faults[-1])


def test_entry_that_was_taken_out_is_named(shelf: Shelf) -> None:
    change(beside(three_releases(shelf)), without_second)
    assert only_fault(shelf).startswith(f"{BESIDE}:3: Entry 2 (")
    assert "were moved or taken out" in only_fault(shelf)


def test_missing_list_is_named(shelf: Shelf) -> None:
    beside(three_releases(shelf)).unlink()
    assert only_fault(shelf).startswith(f"{BESIDE}: The list is missing; there were 3 releases")


def test_list_that_is_no_text_is_named(shelf: Shelf) -> None:
    kept(three_releases(shelf)).write_bytes(b"\xff\xfe\0")
    assert any(fault.place.startswith(KEPT) for fault in verified(shelf).faults)


def test_missing_archive_is_named_once(shelf: Shelf) -> None:
    (three_releases(shelf).root / "sources/_releases").rename(shelf.root / "elsewhere")
    assert only_fault(shelf).startswith("sources/_releases: The archive is missing")


def first_copy(shelf: Shelf) -> Path:
    (file,) = [file for file in copies(shelf).iterdir() if file.read_bytes() == b"First."]
    return file


def test_changed_copy_is_named(shelf: Shelf) -> None:
    first_copy(three_releases(shelf)).write_bytes(b"Furst.")
    fault = only_fault(shelf)
    assert "This copy has changed; it is that of tiny.epub of tiny, entry 1 (" in fault
    assert fault.endswith(").")


def test_missing_copy_is_named(shelf: Shelf) -> None:
    first_copy(three_releases(shelf)).unlink()
    assert "This copy is missing; it is that of tiny.epub of tiny, entry 1 (" in only_fault(shelf)


def test_copy_of_several_releases_is_named_once(shelf: Shelf) -> None:
    three_releases(shelf)
    book = (shelf.root / "sources/tiny/book.yaml").read_bytes()
    (file,) = [file for file in copies(shelf).iterdir() if file.read_bytes() == book]
    file.unlink()
    assert only_fault(shelf).endswith("and of 2 more.")


def test_link_in_place_of_a_copy_is_named(shelf: Shelf, tmp_path: Path) -> None:
    file = first_copy(three_releases(shelf))
    file.rename(tmp_path / "elsewhere")
    file.symlink_to(tmp_path / "elsewhere")
    assert "is a link, not a copy" in only_fault(shelf)


@pytest.mark.parametrize("folder", ["", "/copies", "/ledgers", "/signatures"])
def test_archive_that_is_a_link_is_refused(shelf: Shelf, tmp_path: Path, folder: str) -> None:
    path = three_releases(shelf).root / f"sources/_releases{folder}"
    if path.exists():
        path.rename(tmp_path / "elsewhere")
    path.symlink_to(tmp_path / "elsewhere")
    with pytest.raises(SourceError, match="This is a link"):
        verified(shelf)
    with pytest.raises(SourceError, match="This is a link"):
        give_out(shelf, "2026-04-01", "Fourth.")


def test_list_from_before_the_archive_goes_on(shelf: Shelf) -> None:
    shelf.add({})
    old = "# A remark\nk7m2-9qwd\t2025-01-01\tTiny\nh7m2-9qwd\t\tTiny\n"
    beside(shelf).write_text(old)
    found = verified(shelf)
    assert found.exit_code == 0
    assert found.notes[0].startswith("tiny: not chained up to entry 2, which is the last")
    give_out(shelf, "2026-01-01", "First.")
    assert beside(shelf).read_text("utf-8").startswith(old)
    found = verified(shelf)
    assert found.exit_code == 0
    assert found.notes[0].startswith("tiny: not chained up to entry 2;")
    change(beside(shelf), lambda lines: [line.replace("2025", "2024") for line in lines])
    assert "Entry 3" in only_fault(shelf)


def test_line_by_hand_is_named_and_nothing_is_added_to_it(shelf: Shelf) -> None:
    change(beside(three_releases(shelf)), lambda lines: [*lines, "zzzz-zzzz\t\tBy hand"])
    assert only_fault(shelf).startswith(f"{BESIDE}:5: Entry 4 (zzzz-zzzz) has no sum")
    with pytest.raises(SourceError, match="nothing is added to it"):
        give_out(shelf, "2026-04-01", "Fourth.")


def test_publication_that_was_renamed_or_taken_out_stays_in_the_archive(shelf: Shelf) -> None:
    folder = three_releases(shelf).root / "sources/tiny"
    folder.rename(folder.with_name("small"))
    found = verified(shelf)
    assert (found.exit_code, found.releases) == (0, 3)
    assert found.notes[0] == "small: until its next release, the archive has it as tiny."
    folder.with_name("small").rename(shelf.root / "taken-out")
    assert verified(shelf).notes[0].startswith("tiny is no longer among the sources")


def test_command_names_each_fault_and_ends_with_1(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    first_copy(three_releases(shelf)).unlink()
    monkeypatch.chdir(shelf.root)
    result = CliRunner().invoke(main, ["archive", "verify"])
    assert result.exit_code == 1
    assert len(result.stdout.splitlines()) == 1
    assert result.stderr.startswith("1 thing is not as written, among 1 publication, 3 releases")
    assert '"exit_code": 1' in CliRunner().invoke(main, ["archive", "verify", "--json"]).output


def test_copy_that_is_damaged_is_mended_by_the_next_release_with_it(shelf: Shelf) -> None:
    file = first_copy(three_releases(shelf))
    file.write_bytes(b"damaged")
    give_out(shelf, "2026-04-01", "First.")
    assert verified(shelf).exit_code == 0


def test_lost_list_of_copies_does_not_stop_later_releases(shelf: Shelf) -> None:
    release = give_out(three_releases(shelf), "2026-04-01", "Fourth.")
    assert release
    (copies(shelf) / release.manifest).unlink()
    assert "The list of the copies of entry 4" in only_fault(shelf)
    assert give_out(shelf, "2026-05-01", "Fourth.")
    assert (verified(shelf).releases, len(verified(shelf).faults)) == (5, 1)


def test_release_that_was_broken_off_is_none(shelf: Shelf) -> None:
    three_releases(shelf)
    lists = kept(shelf).parent
    lists.rename(lists.with_name("elsewhere"))
    lists.write_text("in the way")
    beside(shelf).rename(beside(shelf).with_name("away"))
    with pytest.raises(MachineError):
        give_out(shelf, "2026-04-01", "Fourth.")
    lists.unlink()
    lists.with_name("elsewhere").rename(lists)
    beside(shelf).with_name("away").rename(beside(shelf))
    assert verified(shelf).releases == 3
    assert give_out(shelf, "2026-04-01", "Fourth.")
    assert (verified(shelf).releases, verified(shelf).faults) == (4, ())


@pytest.mark.parametrize(
    ("file", "is_there"),
    [
        ("sources/tiny/1.md", True),
        ("sources/tiny/1.md", False),
        ("sources/tiny/book.yaml", True),
        ("output/tiny.epub", True),
    ],
)
def test_file_that_changes_before_it_is_kept_makes_no_release(
    shelf: Shelf, file: str, is_there: bool
) -> None:
    release = finished(three_releases(shelf), "Fourth.")
    (shelf.root / file).unlink()
    if is_there:
        (shelf.root / file).write_text("title: Other\n")
    with pytest.raises(ChangedError):
        keep_release(shelf.project, release, "2026-04-01")
    assert (verified(shelf).releases, verified(shelf).faults) == (3, ())


def test_build_that_died_between_the_lists_is_made_whole_by_the_next(shelf: Shelf) -> None:
    change(beside(three_releases(shelf)), shortened)
    assert give_out(shelf, "2026-04-01", "Third.") is None
    assert (verified(shelf).releases, verified(shelf).faults) == (3, ())


def test_half_written_copies_of_builds_that_died_are_removed(shelf: Shelf) -> None:
    half = copies(three_releases(shelf)) / ".makebook-0a0b0c0d-999999999"
    half.write_bytes(b"half")
    assert verified(shelf).exit_code == 0
    give_out(shelf, "2026-04-01", "Fourth.")
    assert not half.exists()
