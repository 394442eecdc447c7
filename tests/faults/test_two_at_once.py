"""Two builds of the same folder at once: neither fails, files are whole, and the next build is
right.
"""

from __future__ import annotations

import random
import time
from pathlib import Path

import pytest

from prepress.building.build import BuildRequest
from tests.processes import Away
from tests.shelf import Shelf

TEXTS = ("# One\n\nThis is a text.\n", "# One\n\nThis is another.\n\n## Two\n\nIt is longer.\n")
NAMES = ["tiny-large-print.pdf", "tiny.epub"]
METADATA = "title: Tiny\nlang: en\neditions: {large-print: {}, epub: {}}\n"


def in_place(shelf: Shelf) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted((shelf.root / "output").glob("tiny*"))}


def saved(shelf: Shelf, text: str) -> None:
    """The text in place of the one before, in one step, so that no build reads half of it."""
    new = shelf.root / "sources/tiny/1.md.tmp"
    new.write_text(text, "utf-8")
    new.replace(new.with_suffix(""))


@pytest.fixture
def known(made_once: None, tmp_path: Path) -> list[dict[str, bytes]]:
    """The editions of either text, made elsewhere."""
    shelves = [
        Shelf(tmp_path / f"known {number}").add({"1.md": text}, metadata=METADATA)
        for number, text in enumerate(TEXTS)
    ]
    for shelf in shelves:
        assert shelf.build().exit_code == 0
    return [in_place(shelf) for shelf in shelves]


@pytest.mark.parametrize("jobs", [1, 2])
@pytest.mark.parametrize("changed", [False, True], ids=["same sources", "sources changed between"])
def test_two_builds_at_once_do_each_other_no_harm(
    shelf: Shelf, tmp_path: Path, known: list[dict[str, bytes]], jobs: int, changed: bool
) -> None:
    moments = random.Random(jobs)
    shelf.add({"1.md": TEXTS[0]}, metadata=METADATA)
    for turn in range(3):
        first, second = turn % 2, (turn + changed) % 2
        saved(shelf, TEXTS[first])
        builds = [Away.begun(shelf.project, BuildRequest(jobs=jobs), tmp_path / "temp")]
        time.sleep(moments.uniform(0, 0.15))
        saved(shelf, TEXTS[second])
        builds.append(Away.begun(shelf.project, BuildRequest(jobs=jobs), tmp_path / "temp"))
        for build in builds:
            report = build.report()
            assert (report.failures, report.findings, report.withheld) == ((), (), ())
        for name, data in in_place(shelf).items():
            assert data in (known[0][name], known[1][name]), f"{name} is half"
        report = shelf.build()
        assert report.exit_code == 0
        assert in_place(shelf) == known[second]
        assert sorted(path.name for path in (shelf.root / "output").iterdir()) == [
            ".makebook",
            *NAMES,
        ]
        assert not any(built.why for built in shelf.build().built)
