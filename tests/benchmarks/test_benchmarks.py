"""The benchmark measures what it says: in turn, by medians, on the same publications. No time is
asserted.
"""

import sys
import zipfile
from dataclasses import dataclass
from pathlib import Path

import pypdfium2
import pytest

from prepress.building.build import BuildRequest, build
from prepress.project.project import Project
from tests.benchmarks import artwork, corpus, peers, proofs
from tests.benchmarks.clock import Commands, NotMeasuredError, Series, Step, environment, in_turn
from tests.benchmarks.report import Outcome, as_values, table
from tests.benchmarks.watching import with_first_word
from tests.benchmarks.works import WORKS


@dataclass(frozen=True)
class Noted:
    """A side that notes its turn and takes as long as its figures say."""

    name: str
    turns: list[str]
    figures: tuple[float, ...]

    def seconds(self) -> float:
        self.turns.append(self.name)
        return self.figures[self.turns.count(self.name) - 1]

    def peak(self) -> int:
        return 1


def python(code: str, folder: Path, *, tells_time: bool = False) -> Commands:
    return Commands((Step((sys.executable, "-c", code), folder, tells_time),))


def test_sides_run_in_turn_and_the_median_counts() -> None:
    turns: list[str] = []
    ours, peer = in_turn(Noted("ours", turns, (1, 9, 2)), Noted("peer", turns, (4, 4, 90)), runs=3)
    assert turns == ["ours", "peer"] * 3
    assert (ours.least, ours.median, ours.most) == (1, 2, 9)
    assert Outcome("w", "work", "peer", 0.6, series=(ours, peer)).ratio == 0.5


def test_a_step_may_tell_its_own_time(tmp_path: Path) -> None:
    assert python("print('a word'); print(0.25)", tmp_path, tells_time=True).seconds() == 0.25


def test_time_is_shared_and_preparation_does_not_count(tmp_path: Path) -> None:
    made: list[str] = []
    step = Step((sys.executable, "-c", "print(8)"), tmp_path, tells_time=True)
    assert Commands((step, step), share=1 / 4, prepare=lambda: made.append("ready")).seconds() == 4
    assert made == ["ready"]


def test_a_command_that_fails_is_not_measured(tmp_path: Path) -> None:
    with pytest.raises(NotMeasuredError, match="ended with 1: no paper"):
        python("raise SystemExit('no paper')", tmp_path).seconds()


def test_memory_of_descendants_counts(tmp_path: Path) -> None:
    holds = "import time; held = b'x' * 60_000_000; time.sleep(0.3)"
    starts = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {holds!r}])"
    assert python(starts, tmp_path).peak() > 60_000_000


def test_what_is_measured_may_keep_bytecode(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")
    assert "PYTHONDONTWRITEBYTECODE" not in environment()


def test_the_table_judges_each_bar() -> None:
    sides = (Series((1.0, 2.0, 3.0)), Series((2.0, 2.0, 2.0)))
    greedy = Outcome("a", "quick", "peer", 1.0, 1.3, sides, (300_000_000, 200_000_000))
    missed = Outcome("b", "slow", "peer", 0.5, series=sides, peaks=(1, 1))
    absent = Outcome("c", "absent", "peer", 1.0, why_not="no such command.")
    lines = table([greedy, missed, absent]).splitlines()
    assert "2.000 s (1.000-3.000)" in lines[2]
    assert [[cell.strip() for cell in line.split("|")][5:8] for line in lines[2:6]] == [
        ["1.00", "1.0", "kept"],
        ["1.50", "1.3", "MISSED"],
        ["1.00", "0.5", "MISSED"],
        ["", "1.0", ""],
    ]
    assert lines[-1] == "absent: not measured: no such command."
    assert as_values(greedy)["memory_ratio"] == 1.5
    assert [outcome.is_within_bars for outcome in (greedy, missed, absent)] == [False, False, True]


def test_works_have_the_bars_that_are_promised() -> None:
    bars = {work.name: work.bar for work in WORKS}
    assert bars == {
        "cold": 0.6,
        "watch": 1.0,
        "idle": 2.0,
        "library": 0.7,
        "book": 1.1,
        "chapters": 1.0,
        "together": 0.65,
        "edit": 1.0,
        "book-watch": 0.7,
        "clinics": 0.4,
        "copies": 1.0,
    }
    assert [work.memory_bar for work in WORKS if work.memory_bar] == [1.3, 1.2, 1.2]


def test_the_corpus_is_the_same_every_time(tmp_path: Path) -> None:
    first, again = (corpus.library(tmp_path / name, 2) for name in ("first", "again"))
    contents = [
        {
            file.relative_to(side[0].folder.parent): file.read_bytes()
            for file in side[0].folder.parent.rglob("*.*")
        }
        for side in (first, again)
    ]
    assert contents[0] == contents[1]
    assert (
        len({handout.title for handout in first})
        == len({handout.pictures[1].read_bytes() for handout in first})
        == 2
    )


def test_a_handout_of_the_library_has_two_pages(tmp_path: Path) -> None:
    corpus.library(tmp_path, 1)
    report = build(Project.find(tmp_path), BuildRequest(editions=("print",)), lambda step: None)
    assert [built.pages for built in report.built] == [2], report


def test_a_handout_of_each_clinic_has_two_pages(tmp_path: Path) -> None:
    corpus.clinics(tmp_path, 2)
    report = build(
        Project.find(tmp_path),
        BuildRequest(editions=("print",), all_clinics=True),
        lambda step: None,
    )
    assert [built.pages for built in report.built] == 2 * [2], report


def test_plain_weasyprint_sets_the_pages_that_we_set(tmp_path: Path) -> None:
    corpus.book(tmp_path / "ours", chapters=1)
    report = build(
        Project.find(tmp_path / "ours"), BuildRequest(editions=("print",)), lambda step: None
    )
    plain = peers.plain_weasyprint(tmp_path / "ours", tmp_path / "peer")
    Commands((plain,)).seconds()
    assert [proofs.pages(tmp_path / "peer" / "peer.pdf")] == [built.pages for built in report.built]


def test_a_peer_that_leaves_pictures_out_is_not_measured(tmp_path: Path) -> None:
    picture = tmp_path / "text" / "images" / "drawing.svg"
    picture.parent.mkdir(parents=True)
    picture.write_bytes(artwork.drawing("one"))
    document = pypdfium2.PdfDocument.new()
    document.new_page(200, 200)
    document.save(tmp_path / "peer.pdf")
    document.close()
    with zipfile.ZipFile(tmp_path / "peer.epub", "w") as package:
        package.writestr("text.xhtml", "words")
    with pytest.raises(NotMeasuredError, match="PDF lacks pictures of text"):
        proofs.shows_pictures(tmp_path / "peer.pdf", tmp_path / "peer.epub", (picture,))


def test_a_missing_peer_is_one_clear_message(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pypandoc", None)
    with pytest.raises(
        NotMeasuredError, match="pypandoc is not installed: run it with “uv run --group bench”"
    ):
        peers.pandoc()


def test_an_edit_changes_one_word_of_the_text() -> None:
    text = (
        "## Every heading stays\n\n- Every item stays\n\nEvery day, it helps.\nEvery other line "
        "stays.\n"
    )
    assert with_first_word(text, "Rest") == text.replace("Every day", "Rest day")
    assert with_first_word(with_first_word(text, "Sleep-rest"), "Rest") == with_first_word(
        text, "Rest"
    )
