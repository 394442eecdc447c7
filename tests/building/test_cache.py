"""An edition is made again exactly when something that it is made from has changed."""

from __future__ import annotations

import json
import os
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from prepress.building.build import BuildRequest, Report, build
from prepress.building.workers import workers_for
from prepress.pdf.engine.engine import open_engine
from prepress.project import engines
from prepress.project.project import shipped_folder
from tests.shelf import SQUARE, Shelf

TEXT = "# One\n\nSee ![x](images/a.svg).\n\n# Two\n\nText.\n"
METADATA = "title: Tiny\nlang: en\neditions: {print: {}, large-print: {}, epub: {}}\n"
ALL = ["print", "large-print", "epub"]


@pytest.fixture
def built(shelf: Shelf) -> Shelf:
    """A shelf whose editions are all as their sources say."""
    shelf.add(
        {"1.md": TEXT, "images/a.svg": SQUARE, "images/unused.svg": SQUARE}, metadata=METADATA
    )
    assert made(shelf.build()) == ALL
    return shelf


def made(report: Report) -> list[str]:
    assert not report.failures
    return [built.edition for built in report.built if built.why]


def why(report: Report) -> str:
    return "; ".join(dict.fromkeys(reason for built in report.built for reason in built.why))


def source(shelf: Shelf, name: str) -> Path:
    return shelf.root / "sources" / "tiny" / name


def own_layout(shelf: Shelf, name: str, add: str) -> None:
    """A layout file of the project: the one that ships, with `add` behind it."""
    file = shelf.root / "layouts" / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text((shipped_folder("layouts") / name).read_text("utf-8") + add, "utf-8")


def metadata(shelf: Shelf, old: str, new: str) -> None:
    assert old in METADATA
    source(shelf, "book.yaml").write_text(METADATA.replace(old, new, 1), "utf-8")


def record(shelf: Shelf) -> Path:
    return shelf.root / "output" / ".makebook" / "tiny.json"


def test_nothing_is_made_where_nothing_has_changed(built: Shelf) -> None:
    before = {file.name: file.stat().st_mtime_ns for file in (built.root / "output").glob("tiny*")}
    report = built.build()
    assert made(report) == []
    assert [each.edition for each in report.built] == ALL
    assert {
        file.name: file.stat().st_mtime_ns for file in (built.root / "output").glob("tiny*")
    } == before


def test_report_on_what_is_in_place_says_what_it_said_when_it_was_made(shelf: Shelf) -> None:
    shelf.add({"1.md": "# One\n\n### Skips\n"})
    first, second = shelf.build(), shelf.build()
    assert made(second) == []
    assert second.findings == first.findings
    assert [(each.size, each.pages) for each in second.built] == [
        (each.size, each.pages) for each in first.built
    ]


def own_layout_new(shelf: Shelf, name: str) -> None:
    (shelf.root / "layouts").mkdir()
    (shelf.root / "layouts" / name).write_text("", "utf-8")


def own_font(shelf: Shelf) -> None:
    folder = shelf.root / "fonts" / "noto-sans"
    folder.mkdir(parents=True)
    shutil.copy(
        shipped_folder("fonts") / "noto-sans" / "NotoSans-Regular.ttf", folder / "NotoSans-Bold.ttf"
    )


def chapter_in_a_folder(shelf: Shelf) -> None:
    source(shelf, "part").mkdir()
    source(shelf, "part/1.md").write_text("# New\n", "utf-8")


CHANGES: list[tuple[str, Callable[[Shelf], object], list[str], str]] = [
    ("a word", lambda shelf: source(shelf, "1.md").write_text(TEXT + "More.\n", "utf-8"), ALL, "1.md has changed"),
    ("a new chapter", lambda shelf: source(shelf, "2.md").write_text("# New\n", "utf-8"), ALL, "2.md is new"),
    ("a chapter in a new folder", chapter_in_a_folder, ALL, "part/1.md is new"),
    ("a picture", lambda shelf: source(shelf, "images/a.svg").write_text(SQUARE.replace("h8", "h7")), ALL, "a.svg has"),
    ("an unused picture", lambda shelf: source(shelf, "images/unused.svg").unlink(), [], ""),
    ("a time stamp", lambda shelf: os.utime(source(shelf, "1.md"), (1, 1)), [], ""),
    ("line ends", lambda shelf: source(shelf, "1.md").write_bytes(TEXT.replace("\n", "\r\n").encode()), [], ""),
    ("a comment", lambda shelf: metadata(shelf, "lang: en", "lang: en  # note"), [], ""),
    ("the title", lambda shelf: metadata(shelf, "Tiny", "New"), ALL, "metadata"),
    (
        "an option",
        lambda shelf: metadata(shelf, "large-print: {}", "large-print: {size: 20pt}"),
        ["large-print"],
        "what is asked of the large-print edition has changed",
    ),
    (
        "an option of the pages that the EPUB counts",
        lambda shelf: metadata(shelf, "print: {},", "print: {trim: a5},"),
        ["print", "epub"],
        "what is asked of the print edition has changed",
    ),
    ("paper's stylesheet", lambda shelf: own_layout(shelf, "paper.css", "p { color: #222 }"), ALL, "paper.css has"),
    ("the screen's", lambda shelf: own_layout(shelf, "screen.css", "p { color: #222 }"), ["epub"], "screen.css"),
    (
        "an edition's stylesheet",
        lambda shelf: own_layout(shelf, "large-print.css", "p { color: #222 }"),
        ["large-print"],
        "large-print.css",
    ),
    ("a new stylesheet", lambda shelf: own_layout_new(shelf, "print.css"), ["print", "epub"], "print.css"),
    ("another layout", lambda shelf: own_layout_new(shelf, "unused.html"), [], ""),
    ("words", lambda shelf: own_layout(shelf, "words/makebook.pot", "\n# note\n"), ALL, "words/makebook.pot"),
    ("words of another language", lambda shelf: own_layout(shelf, "words/de.po", "\n# note\n"), [], ""),
    ("a font", own_font, ALL, "NotoSans-Bold.ttf has changed"),
    ("a deleted edition", lambda shelf: (shelf.root / "output/tiny.epub").unlink(), ["epub"], "is not there"),
    ("a damaged one", lambda shelf: (shelf.root / "output/tiny.pdf").write_bytes(b"%PDF"), ["print"], "tiny.pdf"),
    ("the record", lambda shelf: record(shelf).unlink(), ALL, "its record is gone"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("change", "expected", "reason"),
    [each[1:] for each in CHANGES],
    ids=[each[0] for each in CHANGES],
)
def test_change_makes_what_depends_on_it(
    built: Shelf, change: Callable[[Shelf], object], expected: list[str], reason: str
) -> None:
    change(built)
    report = built.build()
    assert made(report) == expected
    assert reason in why(report)
    assert made(built.build()) == []


def test_edits_in_a_subfolder_make_the_editions_again(built: Shelf) -> None:
    chapter_in_a_folder(built)
    assert made(built.build()) == ALL
    source(built, "part/1.md").write_text("# Newer\n", "utf-8")
    assert made(built.build()) == ALL
    shutil.rmtree(source(built, "part"))
    assert made(built.build()) == ALL


def test_picture_that_comes_beside_a_chapter_in_a_subfolder_wins(built: Shelf) -> None:
    chapter_in_a_folder(built)
    source(built, "part/1.md").write_text("# New\n\n![x](images/a.svg)\n", "utf-8")
    assert made(built.build()) == ALL
    source(built, "part/images").mkdir()
    source(built, "part/images/a.svg").write_text(SQUARE.replace("h8", "h7"), "utf-8")
    assert made(built.build()) == ALL


def test_file_that_is_left_out_is_found_though_nothing_is_made(built: Shelf) -> None:
    source(built, "README.md").write_text("# About\n", "utf-8")
    for _ in range(2):
        report = built.build()
        assert ([finding.code for finding in report.findings], made(report)) == (["M-001"], [])
    source(built, "README.md").unlink()
    assert built.build().findings == ()


def test_build_from_a_record_gives_the_bytes_of_a_build_from_nothing(
    built: Shelf, tmp_path: Path
) -> None:
    own_layout(built, "large-print.css", "p { color: #222 }")
    source(built, "book.yaml").write_text(METADATA.replace("print: {},", "print: {trim: a5},", 1))
    assert made(built.build()) == ALL
    fresh = Shelf(tmp_path / "fresh")
    for folder in ("sources", "layouts"):
        shutil.copytree(built.root / folder, fresh.root / folder)
    assert made(fresh.build()) == ALL
    for file in sorted((fresh.root / "output").glob("tiny*")):
        assert (built.root / "output" / file.name).read_bytes() == file.read_bytes(), file.name


def test_force_makes_everything_again(built: Shelf) -> None:
    assert made(build(built.project, BuildRequest(force=True), lambda step: None)) == ALL


def test_source_date_epoch_is_an_input(built: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    engines.engines.cache_clear()
    report = built.build()
    engines.engines.cache_clear()
    assert made(report) == ALL
    assert "SOURCE_DATE_EPOCH" in why(report)


def test_other_version_of_an_engine_makes_everything_again(
    built: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = engines.engines()["engine weasyprint"]
    for place in ("up_to_date", "composition"):
        monkeypatch.setattr(
            f"prepress.building.{place}.engines",
            lambda: engines.engines() | {"engine weasyprint": "1000.1"},
        )
    report = built.build()
    assert made(report) == ALL
    assert f"weasyprint is 1000.1 and was {before}" in why(report)


def test_engines_are_known_without_being_opened() -> None:
    known = engines.engines()
    assert {
        "engine makebook",
        "engine python",
        "engine pango",
        "engine pydyf",
        "engine ebooklib",
    } <= {*known}
    assert known["engine weasyprint"] == open_engine().__version__
    assert known["engine pango"].startswith("1.")


def test_strict_build_looks_over_what_a_plain_one_has_made(built: Shelf) -> None:
    report = built.build(strict=True)
    assert made(report) == ALL
    assert "--strict has not looked it over yet" in why(report)
    assert made(built.build(strict=True)) == []
    assert made(built.build()) == []


def test_strict_build_withholds_what_a_plain_one_has_made_with_a_warning(shelf: Shelf) -> None:
    shelf.add({"1.md": "# One\n\n[x](#gone)\n"})
    assert made(shelf.build("epub")) == ["epub"]
    assert shelf.build("epub", strict=True).withheld == ("tiny.epub",)


def test_strict_build_leaves_alone_what_a_plain_one_has_made_with_a_note(shelf: Shelf) -> None:
    shelf.add({"1.md": "# One\n\n### Skips\n"})
    assert made(shelf.build("epub", strict=True)) == ["epub"]
    assert made(shelf.build("epub", strict=True)) == []


@pytest.mark.parametrize("before", [None, b"no picture"], ids=["missing", "damaged"])
def test_picture_that_is_mended_makes_the_editions_with_its_box_again(
    shelf: Shelf, before: bytes | None
) -> None:
    shelf.add({"1.md": "# One\n\n![x](images/a.svg)\n"})
    if before:
        shelf.add({"images/a.svg": before})
    assert made(shelf.build("epub")) == ["epub"]
    assert made(shelf.build("epub")) == []
    shelf.add({"images/a.svg": SQUARE})
    report = shelf.build("epub")
    assert (made(report), report.findings) == (["epub"], ())


def test_withheld_edition_is_tried_again_and_found_once_it_is_as_before(built: Shelf) -> None:
    source(built, "1.md").write_text("Call {{ clinic.fon }}.", "utf-8")
    assert len(built.build().withheld) == len(built.build().withheld) == 3
    source(built, "1.md").write_text(TEXT, "utf-8")
    assert made(built.build()) == []


def test_edition_that_is_not_declared_is_recorded_too(built: Shelf) -> None:
    assert made(built.build("booklet")) == ["booklet"]
    assert made(built.build("booklet")) == []
    assert made(built.build()) == []


@pytest.mark.parametrize(
    "damage",
    [
        lambda text: "",
        lambda text: text[: len(text) // 2],
        lambda text: text.replace("tiny", "tinx"),
        lambda text: "0" * 64 + text[64:],
        lambda text: json.dumps({"form": 99}),
        lambda text: "null",
        lambda text: "\0\0\0",
    ],
    ids=["empty", "cut", "changed", "checksum", "newer", "null", "zeros"],
)
def test_damaged_record_only_costs_a_rebuild(built: Shelf, damage: Callable[[str], str]) -> None:
    record(built).write_text(damage(record(built).read_text("utf-8")), "utf-8")
    assert made(built.build()) == ALL
    assert made(built.build()) == []


def test_record_of_a_newer_version_only_costs_a_rebuild(
    built: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("prepress.building.cache._FORM", 99)
    assert made(built.build()) == ALL
    monkeypatch.undo()
    assert made(built.build()) == ALL


def test_record_that_cannot_be_written_does_not_stop_the_build(built: Shelf) -> None:
    shutil.rmtree(record(built).parent)
    record(built).parent.write_text("in the way")
    assert made(built.build()) == ALL
    assert made(built.build()) == ALL


def test_picture_that_changes_while_it_is_used_is_looked_at_again(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    shelf.add({"1.md": TEXT, "images/a.svg": SQUARE})
    changed: list[bool] = []
    from prepress.building import composition

    def compose(*arguments: object) -> object:
        result = before(*arguments)
        if not changed:
            changed.append(True)
            source(shelf, "images/a.svg").write_text(SQUARE.replace("h8", "h7"))
        return result

    before: Callable[..., object] = composition.compose
    monkeypatch.setattr(composition, "compose", compose)
    assert made(shelf.build()) == ["print", "epub"]
    monkeypatch.undo()
    assert made(shelf.build()) == []


def test_source_that_keeps_changing_is_one_clear_message(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    shelf.add({"1.md": TEXT, "images/a.svg": SQUARE})
    sizes = iter(range(1000))
    from prepress.building import composition

    def compose(*arguments: object) -> object:
        result = before(*arguments)
        source(shelf, "images/a.svg").write_text(SQUARE.replace("h8", f"h{next(sizes)}"))
        return result

    before: Callable[..., object] = composition.compose
    monkeypatch.setattr(composition, "compose", compose)
    report = shelf.build("epub")
    assert [str(failure) for failure in report.failures] == [
        "sources/tiny/images/a.svg: This changed while it was read. Build again when it is saved."
    ]
    assert report.exit_code == 3
    assert not report.built


def test_source_deleted_during_the_build_is_one_clear_finding(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    shelf.add({"1.md": TEXT, "images/a.svg": SQUARE})
    from prepress.building import composition

    def compose(*arguments: object) -> object:
        result = before(*arguments)
        source(shelf, "images/a.svg").unlink(missing_ok=True)
        return result

    before: Callable[..., object] = composition.compose
    monkeypatch.setattr(composition, "compose", compose)
    report = shelf.build()
    assert [finding.code for finding in report.findings] == ["I-001"]
    assert (report.withheld, report.failures) == ((), ())


@pytest.mark.parametrize("jobs", [1, 2])
def test_warm_workers_lay_the_pages_out_anew_where_only_the_epub_is_made(
    shelf: Shelf, jobs: int
) -> None:
    shelf.add({"1.md": "# One\n\nFirst.\n"})
    request = BuildRequest(editions=("epub",), jobs=jobs)
    with workers_for(jobs, are_kept=jobs > 1) as workers:
        for words in ("First.", "Second.", "Third."):
            source(shelf, "1.md").write_text(f"# One\n\n{words}\n", "utf-8")
            report = build(shelf.project, request, lambda step: None, workers)
            assert (report.failures, len(report.built)) == ((), 1)
            with zipfile.ZipFile(shelf.root / "output" / "tiny.epub") as archive:
                assert words in archive.read("EPUB/1.xhtml").decode()
