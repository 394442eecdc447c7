"""The paper editions of a release are kept as they were given out."""

from __future__ import annotations

from pathlib import Path

from prepress.building.build import BuildRequest, build
from tests.shelf import Shelf

METADATA = "title: Tiny\nlang: en\neditions: [print, epub]\n"


def release(shelf: Shelf) -> list[Path]:
    """What is kept after a release."""
    report = build(shelf.project, BuildRequest(release=True), lambda step: None)
    assert report.exit_code == 0
    return sorted((shelf.root / "output" / "releases").rglob("*.*"))


def test_paper_editions_of_a_release_are_kept(shelf: Shelf) -> None:
    revision = shelf.add({"1.md": "# One\n\nText.\n"}, metadata=METADATA).galley().revision
    files = release(shelf)
    assert [file.name for file in files] == ["tiny.pdf"]
    assert {file.parent.name for file in files} == {revision}
    assert files[0].read_bytes() == (shelf.root / "output" / "tiny.pdf").read_bytes()


def test_build_that_is_no_release_keeps_nothing(shelf: Shelf) -> None:
    shelf.add({"1.md": "# One\n\nText.\n"}, metadata=METADATA).build("print")
    assert not (shelf.root / "output" / "releases").exists()


def test_release_that_was_noted_but_not_kept_is_kept_when_it_is_built_again(shelf: Shelf) -> None:
    shelf.add({"1.md": "# One\n\nText.\n"}, metadata=METADATA)
    for file in release(shelf):
        file.unlink()
    assert len(release(shelf)) == 1
    assert len((shelf.root / "sources/tiny/releases.txt").read_text("utf-8").splitlines()) == 2


def test_release_with_another_look_replaces_what_was_kept(shelf: Shelf) -> None:
    shelf.add({"1.md": "# One\n\nText.\n"}, metadata=METADATA)
    before = release(shelf)[0].read_bytes()
    shelf.add({}, metadata="title: Tiny\nlang: en\neditions: {print: {trim: a4}}\n")
    assert release(shelf)[0].read_bytes() != before
