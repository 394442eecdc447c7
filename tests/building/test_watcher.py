"""Watching builds first, then after every save, and follows whatever happens to the sources."""

from __future__ import annotations

import asyncio
import os
import shutil
import signal
import sys
import time
import zipfile
from collections.abc import Awaitable, Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from prepress.building.build import BuildRequest, Report
from prepress.building.edition_builder import open_engines
from prepress.building.watcher import WatcherBuilder, is_passing, watch
from prepress.editions import Edition
from prepress.editions.epub_edition import EpubEdition
from prepress.editions.making import EditionContext, FinishedEdition
from prepress.editions.pdf_edition import PdfEdition
from prepress.errors import MachineError
from tests.processes import Command, descendants, until
from tests.shelf import SQUARE, Shelf

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="asks /proc who is left")

TEXT = "# One\n\nText.\n"
EPUB = "title: Tiny\nlang: en\neditions: [epub]\n"
BOOK = "title: Tiny\nlang: en\nlayout: book\neditions: [print]\n"
PARAGRAPH = (
    "Some words that are long enough for a line or two on paper, and then some more of them. " * 4
)
LONGEST_S = 30.0
#: How long nothing must happen for us to believe that nothing will.
QUIET_S = 0.4


class Watched:
    """The reports on a shelf that is watched."""

    def __init__(self, shelf: Shelf, jobs: int = 2, early: Path | None = None) -> None:
        self.clinics: tuple[str, ...] = ()
        self._reports: asyncio.Queue[Report] = asyncio.Queue()
        self._pump = asyncio.create_task(self._follow(shelf, BuildRequest(jobs=jobs, early=early)))

    async def _follow(self, shelf: Shelf, request: BuildRequest) -> None:
        async for report in watch(shelf.project, request, clinics=lambda: self.clinics):
            await self._reports.put(report)

    async def next(self, within: float = LONGEST_S) -> Report | None:
        """The next report; None where there is none in time."""
        asking = asyncio.create_task(self._reports.get())
        await asyncio.wait(
            {asking, self._pump}, timeout=within, return_when=asyncio.FIRST_COMPLETED
        )
        if asking.done():
            return asking.result()
        asking.cancel()
        if self._pump.done():
            self._pump.result()
            raise AssertionError("watching has ended")
        return None

    async def until(self, condition: Callable[[Report], object]) -> Report:
        """The next report of which `condition` is true; a save may be seen twice."""
        while True:
            report = await self.next()
            assert report, "there is no report"
            if condition(report):
                return report

    async def made(self, *editions: str) -> Report:
        """The next report in which anything was made or is wrong; nothing is, and `editions` were
        made.
        """
        report = await self.until(lambda report: made(report) or report.failures or report.findings)
        assert not report.failures
        assert not report.findings
        assert made(report) == [*editions]
        return report

    async def nothing_made(self) -> None:
        """Until it is quiet, nothing is made."""
        while report := await self.next(QUIET_S):
            assert made(report) == []

    async def end(self) -> None:
        """Leave."""
        self._pump.cancel()
        with suppress(asyncio.CancelledError):
            await asyncio.wait_for(self._pump, LONGEST_S)


def made(report: Report) -> list[str]:
    return [f"{each.publication} {each.edition}" for each in report.built if each.why]


Story = Callable[[Shelf, Watched], Awaitable[None]]


def told(story: Story) -> Callable[[Shelf], None]:
    """A test of a shelf with one tiny publication that is watched; its EPUB has just been made."""

    async def tell(shelf: Shelf) -> None:
        watched = Watched(shelf)
        try:
            await watched.made("tiny epub")
            await story(shelf, watched)
        finally:
            await watched.end()

    def test(shelf: Shelf) -> None:
        shelf.add({"1.md": TEXT}, metadata=EPUB)
        asyncio.run(tell(shelf))

    test.__doc__ = story.__doc__
    return test


@pytest.fixture(autouse=True, scope="module")
def warmed() -> None:
    """The engines are open in this process, so that its copies begin at once."""
    open_engines()


def source(shelf: Shelf, name: str) -> Path:
    return shelf.root / "sources" / "tiny" / name


def epub_says(shelf: Shelf, words: str, name: str = "tiny") -> bool:
    with zipfile.ZipFile(shelf.root / "output" / f"{name}.epub") as archive:
        return any(
            words in archive.read(each).decode()
            for each in archive.namelist()
            if each.endswith(".xhtml")
        )


def says(shelf: Shelf, words: str) -> Callable[[Report], bool]:
    """Whether a report tells that something was made, and the EPUB has these words."""
    return lambda report: bool(made(report)) and epub_says(shelf, words)


def test_early_pages_are_gone_before_the_report(shelf: Shelf, tmp_path: Path) -> None:
    asyncio.run(_early_pages_go(shelf.add({"1.md": TEXT, "2.md": TEXT}, metadata=BOOK), tmp_path))


async def _early_pages_go(shelf: Shelf, tmp_path: Path) -> None:
    early = tmp_path / "early"
    early.mkdir()
    seen = set[str]()
    watched = Watched(shelf, early=early)
    try:
        making = asyncio.create_task(watched.made("tiny print"))
        while not making.done():
            seen |= {file.name for file in early.rglob("pages.json")}
            await asyncio.sleep(0.01)
        await making
        assert seen
        assert [*early.iterdir()] == []
    finally:
        await watched.end()


@told
async def test_save_is_built(shelf: Shelf, watched: Watched) -> None:
    for words in ("First edit.", "Second edit."):
        source(shelf, "1.md").write_text(TEXT + words)
        await watched.made("tiny epub")
        assert epub_says(shelf, words)


@told
async def test_save_of_the_same_words_makes_nothing(shelf: Shelf, watched: Watched) -> None:
    source(shelf, "1.md").write_text(TEXT)
    os.utime(source(shelf, "book.yaml"), (1, 1))
    await watched.nothing_made()


@told
async def test_save_by_renaming_over_is_built(shelf: Shelf, watched: Watched) -> None:
    new = source(shelf, "1.md.tmp")
    new.write_text(TEXT + "Renamed.")
    new.replace(source(shelf, "1.md"))
    await watched.made("tiny epub")
    assert epub_says(shelf, "Renamed.")


@told
async def test_save_as_vim_does_it_is_built(shelf: Shelf, watched: Watched) -> None:
    """With a trial file, a backup and a swap file."""
    file, backup, trial, swap = (
        source(shelf, name) for name in ("1.md", "1.md~", "4913", ".1.md.swp")
    )
    for words in ("First edit.", "Second edit."):
        swap.write_bytes(b"b0VIM 9.1")
        trial.touch()
        trial.unlink()
        file.rename(backup)
        file.write_text(TEXT + words)
        backup.unlink()
        swap.unlink()
        await watched.until(says(shelf, words))
    await watched.nothing_made()
    assert epub_says(shelf, "Second edit.")


@told
async def test_what_editors_leave_for_a_moment_is_passed_over(
    shelf: Shelf, watched: Watched
) -> None:
    await watched.nothing_made()
    for name in ("4913", ".1.md.swp", "1.md~", "#1.md#", ".#1.md", "1.md.tmp", ".DS_Store"):
        source(shelf, name).write_text("passing")
    assert await watched.next(QUIET_S) is None
    source(shelf, "2.md").write_text("# Two\n\nText.\n")
    await watched.made("tiny epub")


PASSING = [".4913", "4913", "5036", "1.md~", ".1.md.swp", ".1.md.swx", "#1.md#", ".#1.md", "1.md.tmp", "~$1.md",
           "1.md.bak", "sed.part", "1.md___jb_tmp___", "1.md.TMP"]  # fmt: skip
LASTING = [
    "1.md",
    "10-last.md",
    "book.yaml",
    "a.svg",
    "paper.css",
    "figure-1.png",
    "Noto.ttf",
    "swp.md",
    "2026-11-23.md",
    "2",
    "2026",
]


@pytest.mark.parametrize("name", PASSING)
def test_passing_file_is_known_by_its_name(name: str) -> None:
    assert is_passing(f"/home/a.tmp/sources/~/{name}")


@pytest.mark.parametrize("name", LASTING)
def test_lasting_file_is_known_by_its_name(name: str) -> None:
    assert not is_passing(f"/home/.hidden/4913/#x#/{name}")


@told
async def test_broken_edit_keeps_the_last_good_edition_until_it_is_mended(
    shelf: Shelf, watched: Watched
) -> None:
    good = (shelf.root / "output/tiny.epub").read_bytes()
    source(shelf, "1.md").write_text("# One\n\nCall {{ clinic.fon }}.\n")
    report = await watched.until(lambda report: report.findings)
    assert [finding.code for finding in report.findings] == ["K-001"]
    assert report.withheld == ("tiny.epub",)
    source(shelf, "book.yaml").write_text("title: [")
    report = await watched.until(lambda report: report.failures)
    assert [failure.exit_code for failure in report.failures] == [3]
    assert (shelf.root / "output/tiny.epub").read_bytes() == good
    source(shelf, "book.yaml").write_text(EPUB)
    source(shelf, "1.md").write_text(TEXT)
    report = await watched.until(lambda report: not report.failures and not report.findings)
    assert (report.withheld, made(report)) == ((), [])
    assert (shelf.root / "output/tiny.epub").read_bytes() == good
    await watched.nothing_made()


@told
async def test_chapter_that_appears_moves_and_vanishes_is_followed(
    shelf: Shelf, watched: Watched
) -> None:
    source(shelf, "2.md").write_text("# Two\n\nA second.\n")
    await watched.made("tiny epub")
    assert epub_says(shelf, "A second.")
    source(shelf, "2.md").rename(source(shelf, "0.md"))
    await watched.made("tiny epub")
    source(shelf, "0.md").unlink()
    await watched.made("tiny epub")
    assert not epub_says(shelf, "A second.")


@told
async def test_folder_of_chapters_that_appears_changes_moves_and_vanishes_is_followed(
    shelf: Shelf, watched: Watched
) -> None:
    (shelf.root / "ready").mkdir()
    (shelf.root / "ready/1.md").write_text("# Two\n\nIn a folder.\n")
    (shelf.root / "ready").rename(source(shelf, "2"))
    await watched.until(says(shelf, "In a folder."))
    source(shelf, "2/1.md").write_text("# Two\n\nEdited there.\n")
    await watched.until(says(shelf, "Edited there."))
    source(shelf, "2/deep").mkdir()
    source(shelf, "2/deep/1.md").write_text("# Three\n\nDeeper.\n")
    await watched.until(says(shelf, "Deeper."))
    source(shelf, "2").rename(shelf.root / "away")
    await watched.until(lambda report: made(report) and not epub_says(shelf, "Edited there."))


@told
async def test_publication_that_appears_moves_and_vanishes_is_followed(
    shelf: Shelf, watched: Watched
) -> None:
    shelf.add(
        {"images/a.svg": SQUARE, "1.md": "# New\n\n![x](images/a.svg)\n"}, name="new", metadata=EPUB
    )
    await watched.until(lambda report: made(report) == ["new epub"])
    (shelf.root / "sources/new/images/a.svg").write_text(SQUARE.replace("h8", "h7"))
    await watched.made("new epub")
    (shelf.root / "sources/new").rename(shelf.root / "sources/newer")
    await watched.made("newer epub")
    (shelf.root / "sources/newer/1.md").write_text("# Newer\n\nStill seen.\n")
    await watched.made("newer epub")
    assert epub_says(shelf, "Still seen.", "newer")
    shutil.rmtree(shelf.root / "sources/newer")
    await watched.until(lambda report: [each.publication for each in report.built] == ["tiny"])


@told
async def test_sources_that_vanish_and_come_back_are_followed(
    shelf: Shelf, watched: Watched
) -> None:
    (shelf.root / "sources").rename(shelf.root / "away")
    report = await watched.until(lambda report: report.failures)
    assert [failure.exit_code for failure in report.failures] == [3]
    (shelf.root / "away/tiny/1.md").write_text(TEXT + "Back.")
    (shelf.root / "away").rename(shelf.root / "sources")
    await watched.until(lambda report: made(report) == ["tiny epub"])
    source(shelf, "1.md").write_text(TEXT + "Seen again.")
    await watched.made("tiny epub")
    assert epub_says(shelf, "Seen again.")


@told
async def test_layouts_that_appear_later_are_followed(shelf: Shelf, watched: Watched) -> None:
    (shelf.root / "layouts").mkdir()
    (shelf.root / "layouts/screen.css").write_text("p { color: #222 }")
    await watched.made("tiny epub")
    (shelf.root / "layouts/screen.css").write_text("p { color: #333 }")
    await watched.made("tiny epub")
    shutil.rmtree(shelf.root / "layouts")
    await watched.made("tiny epub")


def test_save_during_a_build_begins_it_anew(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """The pages of the first edit are never finished, and the only report is of the second."""
    begun, ended = tmp_path / "begun", tmp_path / "ended"

    def noted(file: Path, edition: Edition) -> None:
        with file.open("a") as notes:
            notes.write(f"{edition.name}\n")

    def note_around(make: Callable[[Any, EditionContext], FinishedEdition]) -> Any:
        def make_and_note(self: Edition, context: EditionContext) -> FinishedEdition:
            noted(begun, self)
            if begun.read_text().count("print") == 2:
                time.sleep(1)  # so that the save is seen before it is done
            result = make(self, context)
            noted(ended, self)
            return result

        return make_and_note

    monkeypatch.setattr(PdfEdition, "make", note_around(PdfEdition.make))
    monkeypatch.setattr(EpubEdition, "make", note_around(EpubEdition.make))
    chapter = f"# One\n\n{PARAGRAPH}\n\n" + f"## Two\n\n{PARAGRAPH}\n\n" * 20
    shelf.add({f"{number}.md": chapter for number in range(1, 7)})

    async def tell() -> None:
        watched = Watched(shelf)
        await watched.made("tiny print", "tiny epub")
        source(shelf, "1.md").write_text(chapter + "First edit.\n")
        while begun.read_text().count("print") < 2:
            await asyncio.sleep(0.01)
        source(shelf, "1.md").write_text(chapter + "Second edit.\n")
        await watched.made("tiny print", "tiny epub")
        assert epub_says(shelf, "Second edit.")
        assert ended.read_text().count("print") == 2
        assert begun.read_text().count("print") >= 3
        await watched.nothing_made()
        await watched.end()

    asyncio.run(tell())


def test_other_clinic_is_built_for_once_somebody_wants_to_see_it(shelf: Shelf) -> None:
    async def tell() -> None:
        shelf.add({"1.md": TEXT}, metadata=EPUB)
        (shelf.root / "sources/clinics").mkdir()
        (shelf.root / "sources/clinics/north.yaml").write_text("name: North\n")
        watched = Watched(shelf)
        await watched.made("tiny epub")
        watched.clinics = ("north",)
        await watched.made("tiny-north epub")
        source(shelf, "1.md").write_text(TEXT + "More.")
        await watched.made("tiny-north epub")
        watched.clinics = ()
        await watched.made("tiny epub")
        await watched.end()

    asyncio.run(tell())


@pytest.mark.parametrize("moment", ["the first build", "layouts have appeared"])
def test_save_just_after_a_build_was_asked_for_is_not_missed(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch, moment: str
) -> None:
    shelf.add({"1.md": TEXT}, metadata=EPUB)
    output = shelf.root / "output/tiny.epub"
    build = WatcherBuilder.build
    due = [moment == "the first build"]

    def build_then_save(self: WatcherBuilder, clinics: tuple[str, ...]) -> None:
        before = output.read_bytes() if output.exists() else None
        build(self, clinics)
        if due[0]:
            due[0] = False
            until(
                lambda: output.exists() and output.read_bytes() != before,
                "the build has read its sources",
            )
            source(shelf, "1.md").write_text(TEXT + "Just after.")

    monkeypatch.setattr(WatcherBuilder, "build", build_then_save)

    async def tell() -> None:
        watched = Watched(shelf)
        await watched.until(made)
        if moment != "the first build":
            await watched.nothing_made()
            due[0] = True
            (shelf.root / "layouts").mkdir()
            (shelf.root / "layouts/screen.css").write_text("p { color: #222 }")
        if not epub_says(shelf, "Just after."):
            await watched.until(says(shelf, "Just after."))
        await watched.end()

    asyncio.run(tell())


@pytest.mark.parametrize("jobs", [1, 2])
@pytest.mark.parametrize("busy", [False, True], ids=["at rest", "at work"])
def test_ended_watching_leaves_no_process(shelf: Shelf, jobs: int, busy: bool) -> None:
    shelf.add({f"{number}.md": TEXT + f"\n{PARAGRAPH}\n" * (1 + 40 * busy) for number in range(4)})
    before = descendants(os.getpid())

    async def tell() -> None:
        reports = watch(shelf.project, BuildRequest(jobs=jobs))
        asking = asyncio.ensure_future(anext(reports))
        if not busy:
            await asyncio.wait_for(asking, LONGEST_S)
        else:
            while len(descendants(os.getpid())) < len(before) + 2:
                await asyncio.sleep(0.01)
            asking.cancel()
            await asyncio.wait({asking})
        await asyncio.wait_for(reports.aclose(), LONGEST_S)  # type: ignore[attr-defined]

    asyncio.run(tell())
    assert descendants(os.getpid()) == before
    assert not list((shelf.root / "output").glob(".makebook-*"))


def test_builder_that_dies_is_one_clear_error(shelf: Shelf) -> None:
    shelf.add({"1.md": TEXT}, metadata=EPUB)
    before = descendants(os.getpid())

    async def tell() -> None:
        watched = Watched(shelf)
        await watched.made("tiny epub")
        for process in descendants(os.getpid()):
            if process not in before:
                os.kill(process, signal.SIGKILL)
        with pytest.raises(MachineError, match="died"):
            await watched.next()

    asyncio.run(tell())
    assert descendants(os.getpid()) == before


def test_worker_that_dies_is_one_failure_and_the_next_save_is_built(shelf: Shelf) -> None:
    shelf.add({f"{number}.md": TEXT + f"\n{PARAGRAPH}\n" * 20 for number in range(4)})
    before = descendants(os.getpid())

    async def tell() -> None:
        watched = Watched(shelf, jobs=1)
        while len(new := [each for each in descendants(os.getpid()) if each not in before]) < 3:
            await asyncio.sleep(0.002)
        os.kill(max(new), signal.SIGKILL)  # the youngest sets the pages
        report = await watched.next()
        assert report
        assert ["process that made it died" in str(failure) for failure in report.failures] == [
            True
        ]
        source(shelf, "1.md").write_text(TEXT)
        report = await watched.until(lambda report: not report.failures)
        assert [each.edition for each in report.built] == ["print", "epub"]
        await watched.end()

    asyncio.run(tell())


def test_command_says_what_each_save_has_made(shelf: Shelf) -> None:
    shelf.add({"1.md": TEXT}, metadata=EPUB).add({"1.md": TEXT}, name="other", metadata=EPUB)
    command = Command.begun(shelf.root, "watch", environment={"PYTHONUNBUFFERED": "1"})
    assert command.process.stdout
    line = command.process.stdout.readline
    assert [line().split()[0], line().split()[0]] == ["output/other.epub", "output/tiny.epub"]
    source(shelf, "1.md").write_text(TEXT + "An edit.")
    assert line().split()[0] == "output/tiny.epub"
    source(shelf, "1.md").write_text("# One\n\n### Skips\n\nCall {{ clinic.fon }}.\n")
    assert command.process.stderr
    assert command.process.stderr.readline() == "Watching for saved files; Ctrl-C ends it.\n"
    assert "error K-001" in command.process.stderr.readline()
    assert "tiny.epub was not written" in command.process.stderr.readline()
    command.interrupted()
    code, _, wrong = command.ended(within=2)
    assert (code, wrong) == (130, "makebook: Stopped. Every file in place is whole.\n")


def test_command_in_a_folder_without_sources_ends_with_one_message(tmp_path: Path) -> None:
    code, said, wrong = Command.begun(tmp_path, "watch").ended()
    assert (code, said) == (3, "")
    assert len(wrong.splitlines()) == 1


def test_what_a_build_is_at_is_told_while_it_goes_on(shelf: Shelf) -> None:
    shelf.add({"1.md": "# One\n"}, metadata="title: T\nlang: en\neditions: [epub]\n")
    steps: list[str] = []

    async def first() -> None:
        reports = watch(shelf.project, BuildRequest(), steps.append)
        await anext(reports)
        await reports.aclose()  # type: ignore[attr-defined]

    asyncio.run(first())
    assert steps == ["tiny: setting the text", "tiny: making the epub edition"]
