"""One handout is made for each clinic, apart from all others, and again only where what it shows
has changed.
"""

from __future__ import annotations

import io
import json
import os
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from click.testing import CliRunner
from PIL import Image

from makebook import main
from prepress.building.build import BuildRequest, build
from prepress.building.publication_build import PublicationBuild
from prepress.editions.epub_edition import EpubEdition
from prepress.editions.making import EditionContext, FinishedEdition
from prepress.errors import SourceError, UsageError
from prepress.galley.setting import chapter_markup
from prepress.galley.setting.chapter_markup import Markup, to_markup
from prepress.manuscript.manuscript import Chapter
from prepress.releases.diff.differences import diff
from prepress.releases.diff.pairs import DiffRequest
from tests.building.test_cache import why
from tests.clinics.group import LOGO, SHARED, TINY, clinic, composed, files, made_for, names
from tests.epub.galleys import Epub
from tests.shelf import Shelf

TEXT = "# One\n\nCall {{ clinic.phone }}.\n"
NORTH, SOUTH = "name: North\nphone: 555-0199\n", "name: South\n"


@pytest.fixture
def group(shelf: Shelf) -> Shelf:
    return clinic(shelf.add({"1.md": TEXT}, metadata=TINY), north=NORTH, south=SOUTH)


def own(shelf: Shelf, name: str) -> Path:
    return shelf.root / "sources" / "clinics" / f"{name}.yaml"


def test_each_clinic_has_editions_of_its_own(shelf: Shelf) -> None:
    metadata = TINY.replace("[epub]", "[print, large-print, epub]")
    clinic(
        shelf.add({"1.md": TEXT}, metadata=metadata),
        north=NORTH,
        south='name: South\nprimary: "#5a2a6e"\n',
    )
    report = made_for(shelf, every=True)
    assert (report.findings, report.failures) == ((), ())
    assert names(report) == [
        f"tiny-{name}{rest}"
        for name in ("north", "south")
        for rest in (".pdf", "-large-print.pdf", ".epub")
    ]
    texts, grounds = [], []
    for name in ("north", "south"):
        with pypdfium2.PdfDocument(shelf.root / "output" / f"tiny-{name}.pdf") as document:
            texts.append(document[0].get_textpage().get_text_bounded())
            grounds.append(document[0].render().to_pil().convert("RGB").getpixel((300, 4)))
    assert ["Call 555-0199." in texts[0], "Call 555-0100." in texts[1]] == [True, True]
    assert grounds == [(0x0F, 0x4C, 0x5C), (0x5A, 0x2A, 0x6E)]
    cover = Epub((shelf.root / "output/tiny-south.epub").read_bytes()).archive.read(
        "EPUB/images/cover.png"
    )
    assert Image.open(io.BytesIO(cover)).convert("RGB").getpixel((5, 5)) == (0x5A, 0x2A, 0x6E)


def test_without_a_clinic_asked_for_the_handout_is_made_as_it_is(group: Shelf) -> None:
    assert names(group.build()) == ["tiny.epub"]


def test_some_clinics_can_be_chosen(group: Shelf) -> None:
    assert names(made_for(group, "south")) == ["tiny-south.epub"]
    assert names(made_for(group, "south", "north", "south")) == ["tiny-north.epub"]


def test_unknown_clinic_names_the_nearest(group: Shelf) -> None:
    with pytest.raises(UsageError, match="no clinic “noth”") as error:
        made_for(group, "noth")
    assert error.value.remedy == "Did you mean “north”?"


def test_no_clinics_are_one_clear_message(shelf: Shelf) -> None:
    with pytest.raises(UsageError, match="no clinics here"):
        made_for(shelf.add({"1.md": "Text."}), every=True)


def test_each_epub_is_a_book_of_its_own_and_stays_it(group: Shelf) -> None:
    def identifiers() -> list[str]:
        group.build()
        made_for(group, every=True)
        return [Epub(data).package("//dc:identifier/text()")[0] for data in files(group).values()]

    before = identifiers()
    assert len(set(before)) == 3
    (group.root / "sources/tiny/1.md").write_text("Other text.\n")
    assert identifiers() == before


@pytest.mark.parametrize(
    ("file", "text", "again", "reason"),
    [
        (
            "clinics/north.yaml",
            NORTH.replace("0199", "0198"),
            ["north"],
            "the metadata has changed",
        ),
        (
            "clinics/north.yaml",
            NORTH + "primary: '#5a2a6e'\n",
            ["north"],
            "a colour of the clinic has changed",
        ),
        ("clinics/north.yaml", f"# Ours.\n{NORTH}", [], ""),
        ("clinic.yaml", SHARED.replace("0100", "0101"), ["south"], "the metadata has changed"),
        (
            "clinic.yaml",
            SHARED.replace("988", "911"),
            ["north", "south"],
            "the metadata has changed",
        ),
        ("clinic.yaml", SHARED.replace("Home", "House"), [], ""),
        ("clinics/west.yaml", "name: West\n", ["west"], "not built here before"),
        ("tiny/1.md", TEXT + "More.\n", ["north", "south"], "1.md has changed"),
    ],
)
def test_change_makes_exactly_what_shows_it_again(
    group: Shelf, file: str, text: str, again: list[str], reason: str
) -> None:
    made_for(group, every=True)
    assert names(made_for(group, every=True)) == []
    (group.root / "sources" / file).write_text(text, "utf-8")
    report = made_for(group, every=True)
    assert names(report) == [f"tiny-{name}.epub" for name in again]
    assert reason in why(report)
    assert names(made_for(group, every=True)) == []


def test_value_that_the_publication_says_itself_is_no_input(group: Shelf) -> None:
    (group.root / "sources/tiny/book.yaml").write_text(TINY + "contact: {phone: 1}\n")
    made_for(group, every=True)
    own(group, "north").write_text(NORTH.replace("0199", "0198"))
    assert names(made_for(group, every=True)) == []


def test_other_logo_is_seen(group: Shelf) -> None:
    logo = group.root / "sources/clinics/logo.svg"
    logo.write_text(LOGO)
    own(group, "north").write_text(f"{NORTH}logo: logo.svg\n")
    made_for(group, every=True)
    logo.write_text(LOGO.replace("28", "27"))
    report = made_for(group, every=True)
    assert names(report) == ["tiny-north.epub"]
    assert "logo.svg has changed" in why(report)


@pytest.mark.parametrize("bad", ["name: [", "fone: 1\n", "phone: 1\nname:\n  - x\n"])
def test_bad_file_stops_only_its_own_clinic(group: Shelf, bad: str) -> None:
    own(group, "north").write_text(bad)
    report = made_for(group, every=True)
    assert names(report) == ["tiny-south.epub"]
    assert [str(failure.place).partition(":")[0] for failure in report.failures] == [
        "sources/clinics/north.yaml"
    ]
    assert report.exit_code == 3


@pytest.mark.parametrize("name", ["a.b", "large-print", "Epub"])
def test_name_that_no_output_can_have_stops_only_its_own_clinic(group: Shelf, name: str) -> None:
    own(group, name).write_text("name: X\n")
    report = made_for(group, every=True)
    assert names(report) == ["tiny-north.epub", "tiny-south.epub"]
    assert [failure.what for failure in report.failures] == ["This is no name for a clinic's file."]


def test_clinic_that_would_share_outputs_with_a_publication_is_refused(group: Shelf) -> None:
    group.add({"1.md": "Text."}, name="tiny-North")
    with pytest.raises(
        SourceError, match="“tiny-North/” and “tiny/ for north” would both be written"
    ):
        made_for(group, "south")


def test_text_is_parsed_once_for_all_clinics(group: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    parsed: list[str] = []

    def noted(chapter: Chapter, *others: Any) -> Markup:
        parsed.append(chapter.file)
        return to_markup(chapter, *others)

    monkeypatch.setattr(chapter_markup, "to_markup", noted)
    chapter_markup.read_chapters.cache_clear()
    assert len(names(made_for(group, every=True))) == 2
    assert parsed == ["sources/tiny/1.md"]


def test_bytes_do_not_depend_on_how_many_are_made_at_once(group: Shelf) -> None:
    for number in range(6):
        own(group, f"clinic-{number}").write_text(f"name: Clinic {number}\n")
    assert len(names(made_for(group, every=True, jobs=2))) == 8
    before = files(group)
    build(group.project, BuildRequest(all_clinics=True, force=True), lambda step: None)
    assert files(group) == before


@pytest.mark.skipif(
    sys.platform != "linux", reason="elsewhere, workers do not see what a test has replaced"
)
def test_worker_that_has_done_much_is_replaced_and_nothing_is_lost(
    group: Shelf, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    make = EpubEdition.make

    def note_and_make(self: EpubEdition, context: EditionContext) -> FinishedEdition:
        (tmp_path / f"{context.galley.manuscript.name} by {os.getpid()}").touch()
        return make(self, context)

    monkeypatch.setattr(EpubEdition, "make", note_and_make)
    monkeypatch.setattr("prepress.building.workers.MOST_TASKS", 2)
    for number in range(8):
        own(group, f"clinic-{number}").write_text(f"name: Clinic {number}\n")
    assert len(names(made_for(group, every=True, jobs=2))) == 10
    workers = Counter(note.name.partition(" by ")[2] for note in tmp_path.glob("* by *"))
    assert workers.total() == 10
    assert max(workers.values()) <= 2


def test_builds_begin_only_when_there_is_room(
    group: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(20):
        own(group, f"clinic-{number}").write_text("name: [\n")
    begun: list[PublicationBuild] = []
    most = [0]

    class Counted(PublicationBuild):
        def __init__(self, *arguments: Any) -> None:
            super().__init__(*arguments)
            begun.append(self)
            most[0] = max(most[0], sum(not each.is_done for each in begun))

    monkeypatch.setattr("prepress.building.build.PublicationBuild", Counted)
    assert len(made_for(group, every=True, jobs=2).failures) == 20
    assert len(begun) == 22
    assert most[0] <= 6


def test_release_of_a_clinic_is_noted_in_a_list_of_its_own(group: Shelf) -> None:
    build(group.project, BuildRequest(clinics=("north",), release=True), lambda step: None)
    assert [file.name for file in (group.root / "sources/tiny").glob("releases*")] == [
        "releases-north.txt"
    ]


def test_copies_of_a_clinic_are_compared_with_its_own_release(group: Shelf) -> None:
    (group.root / "sources/tiny/book.yaml").write_text(TINY.replace("epub", "print"))
    build(group.project, BuildRequest(all_clinics=True, release=True), lambda step: None)
    own(group, "north").write_text(NORTH.replace("0199", "0198"))
    made_for(group, every=True)
    found = diff(group.project, DiffRequest(), group.root, lambda step: None)
    assert [(each.name, each.differs) for each in found.editions] == [
        ("tiny-north.pdf", True),
        ("tiny-south.pdf", False),
    ]


def test_commands_take_clinics(group: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(group.root)
    built = json.loads(
        CliRunner().invoke(main, ["build", "--json", "-j", "1", "--clinic", "north"]).output
    )["built"]
    assert [each["publication"] for each in built] == ["tiny-north"]
    result = CliRunner().invoke(main, ["check", "-j", "1", "--all-clinics"])
    assert (result.exit_code, result.output.splitlines()[0]) == (
        0,
        "Nothing to mend in 2 editions.",
    )


def test_comparison_and_verification_take_clinics(
    group: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    (group.root / "sources/tiny/book.yaml").write_text(TINY.replace("epub", "print"))
    build(group.project, BuildRequest(all_clinics=True, release=True), lambda step: None)
    monkeypatch.chdir(group.root)
    (group.root / "sources/tiny/releases-south.txt").write_bytes(b"\xff\n")
    run = CliRunner()
    said = run.invoke(main, ["diff", "--clinic", "north", "--json"]).stdout
    assert [each["publication"] for each in json.loads(said)["editions"]] == ["tiny-north"]
    result = run.invoke(main, ["diff", "--all-clinics"])
    assert result.stdout.count("tiny-north.pdf") == 1
    assert (result.exit_code, result.stderr.count("releases-south.txt")) == (3, 1)
    revision = composed(group, "north").galley.revision
    result = run.invoke(main, ["verify", revision, "--all-clinics"])
    assert (result.exit_code, "current revision of “tiny-north”" in result.stdout) == (0, True)
    answer = json.loads(
        run.invoke(main, ["verify", revision, "--clinic", "south", "--json"]).stdout
    )
    assert (answer["exit_code"], answer["publication"], len(answer["failures"])) == (3, None, 1)
