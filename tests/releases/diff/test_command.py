"""What the diff command compares, says, and ends with."""

from __future__ import annotations

import json
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from click.testing import CliRunner, Result

from makebook import main
from tests.releases.diff.papers import lines, sheets
from tests.shelf import Shelf

METADATA = "title: Tiny\nlang: en\neditions: [print]\n"
TEXT = "# One\n\nSome words to read in the evening.\n"
OTHER = TEXT.replace("evening", "morning")


@pytest.fixture
def run(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> CliRunner:
    shelf.root.mkdir(parents=True, exist_ok=True)
    monkeypatch.chdir(shelf.root)
    return CliRunner()


def released(
    shelf: Shelf, run: CliRunner, name: str = "tiny", metadata: str = METADATA, text: str = TEXT
) -> str:
    """Release a book; its revision."""
    shelf.add({"1.md": text}, name, metadata)
    done = run.invoke(main, ["build", "--release", name])
    assert done.exit_code == 0, done.output
    return next(line for line in done.stdout.splitlines() if " is released: " in line).split()[0]


def edited(
    shelf: Shelf, run: CliRunner, name: str = "tiny", metadata: str = METADATA, text: str = OTHER
) -> None:
    shelf.add({"1.md": text}, name, metadata)
    assert run.invoke(main, ["build", name]).exit_code == 0


def clear(result: Result, code: int, *words: str) -> None:
    """One message with its remedy, the documented exit code, and no traceback."""
    assert result.exit_code == code, result.output
    assert isinstance(result.exception, SystemExit)
    for word in words:
        assert word in result.stderr
    assert result.stderr.count("makebook: ") == 1


def test_build_compared_with_itself_reports_nothing(shelf: Shelf, run: CliRunner) -> None:
    revision = released(shelf, run)
    stale = shelf.root / "output" / "changes.html"
    stale.write_text("An earlier report that no longer holds.")
    result = run.invoke(main, ["diff"])
    assert (result.exit_code, result.stdout) == (
        0,
        f"tiny.pdf  Nothing to reprint.  (since {revision})\n",
    )
    assert not stale.exists()


def test_changed_page_is_named_and_shown(shelf: Shelf, run: CliRunner) -> None:
    revision = released(shelf, run)
    edited(shelf, run)
    result = run.invoke(main, ["diff"])
    assert result.exit_code == 1
    assert f"tiny.pdf  Reprint page 1 of 1.  (since {revision})" in result.stdout
    assert "See output/changes.html" in result.stdout
    assert "morning" in (shelf.root / "output" / "changes.html").read_text("utf-8")


def test_same_inputs_give_the_same_report(shelf: Shelf, run: CliRunner) -> None:
    released(shelf, run)
    edited(shelf, run)
    reports = []
    for _ in range(2):
        run.invoke(main, ["diff"])
        reports.append((shelf.root / "output" / "changes.html").read_bytes())
    assert reports[0] == reports[1]


def test_earlier_release_is_compared_by_its_revision(shelf: Shelf, run: CliRunner) -> None:
    first = released(shelf, run)
    released(shelf, run, text=OTHER)
    assert run.invoke(main, ["diff"]).exit_code == 0
    result = run.invoke(main, ["diff", first.upper().replace("-", " ")])
    assert (result.exit_code, f"(since {first})" in result.stdout) == (1, True)


def test_publication_is_compared_alone_by_its_name(shelf: Shelf, run: CliRunner) -> None:
    for name in ("tiny", "other"):
        released(shelf, run, name, text=TEXT + name)
        edited(shelf, run, name, text=OTHER + name)
    assert run.invoke(main, ["diff"]).stdout.count("Reprint") == 2
    assert "tiny" not in run.invoke(main, ["diff", "other"]).stdout


def test_edition_that_the_release_lacked_is_printed_whole(shelf: Shelf, run: CliRunner) -> None:
    released(shelf, run)
    edited(shelf, run, metadata=METADATA.replace("print", "print, booklet"), text=TEXT)
    result = run.invoke(main, ["diff"])
    assert result.exit_code == 1
    assert "tiny.pdf  Nothing to reprint." in result.stdout
    assert "tiny-booklet.pdf  Print all of it" in result.stdout


def test_edition_option_chooses(shelf: Shelf, run: CliRunner) -> None:
    metadata = METADATA.replace("print", "print, booklet")
    released(shelf, run, metadata=metadata)
    edited(shelf, run, metadata=metadata)
    assert "tiny.pdf" not in run.invoke(main, ["diff", "-e", "booklet"]).stdout


def test_other_output_folder_is_compared_and_gets_the_report(
    shelf: Shelf, run: CliRunner, tmp_path: Path
) -> None:
    elsewhere = ["-o", str(tmp_path / "else where")]
    shelf.add({"1.md": TEXT}, metadata=METADATA)
    run.invoke(main, ["build", "--release", *elsewhere])
    shelf.add({"1.md": OTHER})
    run.invoke(main, ["build", *elsewhere])
    assert run.invoke(main, ["diff", *elsewhere]).exit_code == 1
    assert (tmp_path / "else where" / "changes.html").is_file()


def test_json_names_pages_and_words(shelf: Shelf, run: CliRunner) -> None:
    released(shelf, run)
    edited(shelf, run)
    result = run.invoke(main, ["diff", "--json"])
    answer = json.loads(result.stdout)
    assert result.exit_code == answer["exit_code"] == 1
    (edition,) = answer["editions"]
    assert (edition["reprint"], edition["unit"]) == ([1], "page")
    assert edition["changes"][0]["words"][0]["removed"] == "evening."


def test_project_without_a_release_is_one_clear_message(shelf: Shelf, run: CliRunner) -> None:
    edited(shelf, run)
    clear(run.invoke(main, ["diff"]), 2, "no release yet", "build --release", "OLD.pdf")
    clear(run.invoke(main, ["diff", "tiny"]), 2, "“tiny”", "build --release")


def test_release_that_is_not_kept_is_one_clear_message(shelf: Shelf, run: CliRunner) -> None:
    edited(shelf, run)
    (shelf.root / "sources/tiny/releases.txt").write_text("k7m2-9qwd\t\tTiny\n")
    clear(run.invoke(main, ["diff"]), 3, "sources/tiny/releases.txt", "Give the old PDF")


def test_release_that_is_not_built_any_more_is_one_clear_message(
    shelf: Shelf, run: CliRunner
) -> None:
    released(shelf, run)
    (shelf.root / "output" / "tiny.pdf").unlink()
    clear(run.invoke(main, ["diff"]), 3, "output/tiny.pdf", "makebook build tiny")


def test_unknown_names_are_one_clear_message(shelf: Shelf, run: CliRunner) -> None:
    edited(shelf, run)
    clear(run.invoke(main, ["diff", "tinny"]), 2, "Did you mean “tiny”?")
    clear(run.invoke(main, ["diff", "gone.pdf"]), 2, "gone.pdf", "no such file")
    clear(run.invoke(main, ["diff", "-e", "epub"]), 2, "“epub”")


def test_old_pdf_is_compared_with_the_edition_of_its_name(
    shelf: Shelf, run: CliRunner, tmp_path: Path
) -> None:
    edited(shelf, run)
    (tmp_path / "tiny.pdf").write_bytes(sheets(lines("Other words.")))
    assert "since tiny.pdf" in run.invoke(main, ["diff", str(tmp_path / "tiny.pdf")]).stdout


def test_old_pdf_is_compared_with_what_it_resembles(
    shelf: Shelf, run: CliRunner, tmp_path: Path
) -> None:
    both = METADATA.replace("print", "print, booklet")
    food = "# Food\n\nBread and {}, in no way alike.\n"
    edited(shelf, run, "tiny", both, TEXT)
    edited(shelf, run, "food", both, food.format("cheese"))
    olds = [
        (shelf.root / "output" / name).rename(tmp_path / f"old {name}")
        for name in ("tiny.pdf", "food-booklet.pdf")
    ]
    edited(shelf, run, "tiny", both, OTHER)
    edited(shelf, run, "food", both, food.format("butter"))
    said = [run.invoke(main, ["diff", str(old)]).stdout for old in olds]
    assert said[0].startswith("tiny.pdf  Reprint page 1 of 1.")
    assert said[1].startswith("food-booklet.pdf  Reprint side 1 of 2 (sheet 1).")


def test_old_pdf_that_may_be_two_is_one_clear_message(
    shelf: Shelf, run: CliRunner, tmp_path: Path
) -> None:
    edited(shelf, run, "first")
    edited(shelf, run, "second")
    old = tmp_path / "old.pdf"
    old.write_bytes((shelf.root / "output" / "first.pdf").read_bytes())
    clear(run.invoke(main, ["diff", str(old)]), 2, "first.pdf or of second.pdf", "--edition")


def test_old_pdf_that_resembles_nothing_is_one_clear_message(
    shelf: Shelf, run: CliRunner, tmp_path: Path
) -> None:
    edited(shelf, run, metadata=METADATA.replace("print", "print, booklet"))
    old = tmp_path / "old.pdf"
    old.write_bytes(sheets(lines("Nothing alike.")))
    clear(run.invoke(main, ["diff", str(old)]), 2, "resembles no current edition")
    assert run.invoke(main, ["diff", str(old), "-e", "booklet"]).stdout.startswith(
        "tiny-booklet.pdf"
    )


def locked() -> bytes:
    stream = BytesIO()
    with pikepdf.open(BytesIO(sheets(lines("Secret.")))) as pdf:
        pdf.save(stream, encryption=pikepdf.Encryption(user="a", owner="b"))
    return stream.getvalue()


def empty() -> bytes:
    stream = BytesIO()
    pikepdf.new().save(stream)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "damaged"),
        (b"%PDF-1.7\nnothing more", "damaged"),
        (b"GIF89a", "damaged"),
        (locked(), "locked"),
        (empty(), "pages"),
    ],
    ids=["empty file", "cut off", "picture", "locked", "no pages"],
)
def test_old_pdf_that_cannot_be_read_is_one_clear_message(
    shelf: Shelf, run: CliRunner, tmp_path: Path, data: bytes, words: str
) -> None:
    (shelf.root / "sources").mkdir()
    (shelf.root / "sources" / "tiny.md").write_text(f"---\n{METADATA}---\n{TEXT}")
    (shelf.root / "output").mkdir()
    (shelf.root / "output" / "tiny.pdf").write_bytes(sheets(lines("Now.")))
    old = tmp_path / "tiny.pdf"
    old.write_bytes(data)
    clear(run.invoke(main, ["diff", str(old)]), 3, "tiny.pdf", words)


def test_old_pdf_of_the_size_of_a_wall_is_compared(
    shelf: Shelf, run: CliRunner, tmp_path: Path
) -> None:
    edited(shelf, run)
    with pikepdf.open(BytesIO(sheets(lines("Some words")))) as pdf:
        pdf.pages[0].mediabox = pikepdf.Array([0, 0, 14400, 14400])
        pdf.save(tmp_path / "tiny.pdf")
    result = run.invoke(main, ["diff", str(tmp_path / "tiny.pdf")])
    assert (result.exit_code, "Reprint page 1 of 1." in result.stdout) == (1, True)
