"""What is made is planned by values alone, and made the same by whoever carries out the plan."""

from __future__ import annotations

import pickle
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from prepress.building.build import BuildRequest, build
from prepress.building.composition import Composition, compose
from prepress.building.edition_builder import EditionResult, lay_out_edition
from prepress.building.plan import fold, plan, planned_record
from prepress.building.report import BuiltEdition, Report
from prepress.building.workers import ThisProcess, Workers
from prepress.errors import MachineError, MakebookError
from prepress.project.project import publications
from tests.shelf import SQUARE, Shelf

TEXT = "# One\n\nSee ![x](images/a.svg).\n\n# Two\n\nText.\n"
METADATA = "title: Tiny\nlang: en\neditions: [epub, large-print, print]\n"


@pytest.fixture
def book(shelf: Shelf) -> Shelf:
    return shelf.add({"1.md": TEXT, "images/a.svg": SQUARE}, metadata=METADATA)


def composition(shelf: Shelf) -> Composition:
    return compose(shelf.project, publications(shelf.project)[0])


def planned(shelf: Shelf, **why: str) -> list[tuple[str, tuple[str, ...]]]:
    """What is planned where there are such reasons, and what it waits for."""
    composed = composition(shelf)
    reasons: dict[str, tuple[str, ...]] = {edition.name: () for edition in composed.editions()}
    reasons |= {name.replace("_", "-"): (reason,) for name, reason in why.items()}
    editions = composed.editions(tuple(reasons))
    return [(each.edition.name, each.waits_for) for each in plan(composed, editions, reasons)]


def test_epub_waits_for_the_pages_that_it_counts(book: Shelf) -> None:
    assert planned(book, epub="x", print="x", large_print="x") == [
        ("print", ()),
        ("epub", ("print",)),
        ("large-print", ()),
    ]


def test_epub_waits_for_no_edition_that_is_as_it_should_be(book: Shelf) -> None:
    assert planned(book, epub="x", large_print="x") == [("epub", ()), ("large-print", ())]


def test_epub_does_not_count_the_pages_of_an_edition_that_is_not_declared(shelf: Shelf) -> None:
    shelf.add({"1.md": "Text.\n"}, metadata="title: Tiny\nlang: en\neditions: [epub]\n")
    assert planned(shelf, epub="x", print="x") == [("epub", ()), ("print", ())]


@pytest.mark.parametrize(
    ("print_options", "needs"), [("pages: 1", ("print",)), ("pages: 1, size: 11pt", ()), ("", ())]
)
def test_press_waits_for_the_size_found_for_the_same_pages(
    shelf: Shelf, print_options: str, needs: tuple[str, ...]
) -> None:
    editions = f"editions: {{press: {{pages: 1}}, print: {{{print_options}}}}}\n"
    shelf.add({"1.md": "Text.\n"}, metadata="title: Tiny\nlang: en\n" + editions)
    assert dict(planned(shelf, press="x", print="x"))["press"] == needs


def test_press_is_set_like_print_whether_both_are_made_or_not(shelf: Shelf) -> None:
    lines = "# One\n\n" + "A line of few words.\n\n" * 28
    both = "editions: {print: {pages: 1}, press: {pages: 1}}\n"
    shelf.add({"1.md": lines}, metadata="title: Tiny\nlang: en\n" + both)
    sizes = {each.edition: each.text_size for each in shelf.build().built}
    assert any(sizes == {"print": size, "press": size} for size in (11.25, 11.5, 11.75))
    made = shelf.root / "output/tiny-press.pdf"
    together = made.read_bytes()
    made.unlink()
    assert shelf.build("press").exit_code == 0
    assert made.read_bytes() == together


def test_edition_that_is_laid_out_for_others_says_only_where_its_pages_begin(book: Shelf) -> None:
    composed = composition(book)
    (edition,) = (each for each in composed.editions() if each.name == "print")
    page_map = lay_out_edition(book.project, composed, edition, {})
    assert (page_map.pages, page_map.kept) == (1, {})


def test_what_there_is_no_reason_for_is_not_planned(book: Shelf) -> None:
    assert planned(book) == []


def test_results_are_folded_into_the_record_and_the_reports(book: Shelf) -> None:
    before = planned_record(None, composition(book))
    report = Report((BuiltEdition("tiny", "print", Path("tiny.pdf"), 3, 1),))
    finished = EditionResult("print", report, {"text": "1"}, file="2")
    withheld = EditionResult("epub", Report(withheld=("tiny.epub",)), {"text": "1"})
    failures = [MachineError("No b.", "Mend it."), MachineError("No a.", "Mend it.")]
    results: list[EditionResult | MakebookError] = [failures[0], finished, withheld, *failures]
    record, reports, failed = fold(before, results, checked=True)
    assert record
    assert before.made == {}
    assert [*record.made] == ["print"]
    assert (record.made["print"].file, record.made["print"].checked) == ("2", True)
    assert reports == {"print": report, "epub": withheld.report}
    assert failed == (failures[1], failures[0])


class FarAway(Executor):
    """Stands for other machines: tasks and results arrive there as bytes, and results late."""

    def __init__(self) -> None:
        self.tasks: list[str] = []

    def submit(self, function: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        self.tasks.append(function.__name__)
        there, values = pickle.loads(pickle.dumps((function, args)))
        result = ThisProcess().submit(there, *values).result()
        future: Future[Any] = Future()
        future.set_result(pickle.loads(pickle.dumps(result)))
        return future


def bytes_made(shelf: Shelf, executor: Executor | None = None) -> dict[str, bytes]:
    workers = Workers(executor, executor) if executor else None
    report = build(
        shelf.project,
        BuildRequest(force=True, jobs=3 if executor else 1),
        lambda step: None,
        workers,
    )
    assert (report.findings, report.failures) == ((), ())
    made = {path.name: path.read_bytes() for path in (shelf.root / "output").glob("tiny*")}
    for name in made:
        (shelf.root / "output" / name).unlink()
    return made


def test_other_executors_make_the_same_bytes(book: Shelf) -> None:
    expected = bytes_made(book)
    assert len(expected) == 3
    far_away = FarAway()
    assert bytes_made(book, far_away) == expected
    assert far_away.tasks == ["set_publication", "lay_out_edition", *["make_edition"] * 3]
    with ThreadPoolExecutor(1) as thread:
        assert bytes_made(book, thread) == expected


IMPORTED = """
import sys
from click.testing import CliRunner
from makebook import main
result = CliRunner().invoke(main, sys.argv[1:])
assert result.exit_code == 0, result.output
print(*sorted({"pebble", "multiprocessing", "concurrent.futures", "weasyprint"} & {*sys.modules}))
"""


def imported(shelf: Shelf, *arguments: str) -> list[str]:
    """Which of the modules that take time the command opens."""
    command = [sys.executable, "-c", IMPORTED, *arguments]
    root = str(Path(__file__).parents[2])
    return subprocess.run(
        command,
        cwd=shelf.root,
        env={"PYTHONPATH": root},
        capture_output=True,
        text=True,
        check=True,
    ).stdout.split()


def test_nothing_to_do_opens_neither_the_pool_nor_the_engine(shelf: Shelf) -> None:
    shelf.add({"1.md": "Text.\n"}, metadata="title: Tiny\nlang: en\neditions: [epub]\n")
    assert imported(shelf, "--version") == []
    assert "pebble" in imported(shelf, "build", "-j", "2")
    assert imported(shelf, "build", "-j", "2") == []
    alone = imported(shelf, "build", "-j", "1", "--force")
    assert "weasyprint" in alone
    assert {"pebble", "multiprocessing"}.isdisjoint(alone)
