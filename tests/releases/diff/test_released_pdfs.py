"""The paper editions of a release are found as they were given out, by the archive or as releases
from before it kept them.
"""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path

import pytest

from prepress.building.build import BuildRequest, build
from prepress.errors import SourceError
from prepress.project.project import publications
from prepress.releases.ledger import ledger_of, releases
from prepress.releases.released_pdfs import released_pdfs
from tests.shelf import Shelf

METADATA = "title: Tiny\nlang: en\neditions: [print, epub]\n"
TEXT = {"1.md": "# One\n\nText.\n"}


def release(shelf: Shelf) -> str:
    """The revision that is released."""
    report = build(shelf.project, BuildRequest(release=True), lambda step: None)
    assert report.exit_code == 0
    return releases(shelf.project, publications(shelf.project)[0])[-1].revision


def found(shelf: Shelf, revision: str) -> Mapping[str, Path]:
    return released_pdfs(shelf.project, publications(shelf.project)[0], revision)


def test_paper_editions_outlast_the_output_folder(shelf: Shelf) -> None:
    revision = release(shelf.add(TEXT, metadata=METADATA))
    before = (shelf.root / "output/tiny.pdf").read_bytes()
    shutil.rmtree(shelf.root / "output")
    assert {name: file.read_bytes() for name, file in found(shelf, revision).items()} == {
        "print": before
    }


def test_build_that_is_no_release_keeps_nothing(shelf: Shelf) -> None:
    shelf.add(TEXT, metadata=METADATA).build("print")
    assert not (shelf.root / "sources/_releases").exists()


def test_release_with_another_look_is_another_release_of_the_same_revision(shelf: Shelf) -> None:
    revision = release(shelf.add(TEXT, metadata=METADATA))
    before = found(shelf, revision)["print"]
    shelf.add({}, metadata="title: Tiny\nlang: en\neditions: {print: {trim: a4}}\n")
    assert release(shelf) == revision
    assert found(shelf, revision)["print"] != before
    assert before.is_file()


def test_release_from_before_the_archive_lies_where_it_was_kept(shelf: Shelf) -> None:
    shelf.add(TEXT, metadata=METADATA)
    ledger_of(publications(shelf.project)[0]).write_text("k7m2-9qwd\t\tTiny\n")
    assert found(shelf, "k7m2-9qwd") == {}
    old = shelf.root / "output/releases/k7m2-9qwd/tiny.pdf"
    old.parent.mkdir(parents=True)
    old.write_bytes(b"%PDF")
    assert found(shelf, "k7m2-9qwd") == {"print": old}


def test_copy_that_has_changed_is_not_compared(shelf: Shelf) -> None:
    revision = release(shelf.add(TEXT, metadata=METADATA))
    found(shelf, revision)["print"].write_bytes(b"%PDF")
    with pytest.raises(SourceError, match="This copy has changed"):
        found(shelf, revision)
