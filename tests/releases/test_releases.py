"""A revision names what a publication says; a copy can be checked by it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from makebook import main
from prepress.galley.revision import normal_revision
from tests.shelf import SQUARE, Shelf

TEXT = {"1.md": "# One\n\nSome *words*.\n\n![A square](a.svg)\n", "a.svg": SQUARE}


@pytest.fixture
def run(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> CliRunner:
    shelf.root.mkdir(parents=True, exist_ok=True)
    monkeypatch.chdir(shelf.root)
    return CliRunner()


def test_revision_is_short_and_has_no_letter_that_is_misread(shelf: Shelf) -> None:
    assert re.fullmatch(
        r"[0-9a-hjkmnp-tv-z]{4}-[0-9a-hjkmnp-tv-z]{4}", shelf.add(TEXT).galley().revision
    )


@pytest.mark.parametrize(
    "changed",
    [
        {"1.md": TEXT["1.md"].replace("words", "other words")},
        {"1.md": TEXT["1.md"].replace("A square", "A box")},
        {"a.svg": SQUARE.replace("h8", "h7")},
        {"1.md": TEXT["1.md"] + "[words](https://a.example)\n"},
    ],
    ids=["words", "alt", "picture", "link"],
)
def test_revision_changes_with_what_is_said(shelf: Shelf, changed: dict[str, str]) -> None:
    before = shelf.add(TEXT).galley().revision
    assert shelf.add(changed).galley().revision != before


def test_revision_changes_with_an_address(shelf: Shelf) -> None:
    before = shelf.add({"1.md": "# One\n\n[words](https://a.example)\n"}).galley().revision
    assert shelf.add({"1.md": "# One\n\n[words](https://b.example)\n"}).galley().revision != before


def test_revision_changes_with_the_metadata(shelf: Shelf) -> None:
    before = shelf.add(TEXT).galley().revision
    assert (
        shelf.add({}, metadata="title: Tiny\nlang: en\ndate: 2026-11-23\n").galley().revision
        != before
    )


@pytest.mark.parametrize(
    "metadata",
    [
        "title: Tiny\nlang: en\nlayout: book\n",
        "lang: en\n\n# remark\ntitle: Tiny\neditions: {print: {trim: a4}}\n",
        "title: Tiny\nlang: en\nlimits: {time: 600, pixels: 150}\n",
    ],
)
def test_revision_stays_with_the_layout_and_the_editions(shelf: Shelf, metadata: str) -> None:
    before = shelf.add(TEXT).galley().revision
    assert shelf.add({}, metadata=metadata).galley().revision == before


def test_revision_stays_with_another_place_name_and_line_ends(shelf: Shelf, tmp_path: Path) -> None:
    other = Shelf(tmp_path / "elsewhere")
    renamed = {
        "chapter one.md": TEXT["1.md"].replace("a.svg", "b.svg").replace("\n", "\r\n"),
        "b.svg": SQUARE,
    }
    assert other.add(renamed, name="other").galley().revision == shelf.add(TEXT).galley().revision


def test_every_edition_carries_the_revision(shelf: Shelf) -> None:
    from tests.pdf.pages import pages_of

    revision = shelf.add({"1.md": "# One\n\n" + "Words.\n\n" * 80}).galley().revision
    texts = pages_of(shelf).texts
    assert len(texts) > 1
    assert all(revision in text for text in texts)


def test_copy_is_current_earlier_or_unknown(shelf: Shelf, run: CliRunner) -> None:
    first = shelf.add(TEXT).galley().revision
    assert run.invoke(main, ["build", "--release"]).exit_code == 0
    assert run.invoke(main, ["verify", first]).exit_code == 0
    second = shelf.add({"1.md": TEXT["1.md"] + "\nMore.\n"}).galley().revision
    earlier = run.invoke(main, ["verify", first.upper().replace("-", "")])
    assert (earlier.exit_code, earlier.output) == (
        1,
        f"{first} is an earlier revision of “tiny”; the current one is {second}.\n",
    )
    assert "current" in run.invoke(main, ["verify", second]).output
    unknown = run.invoke(main, ["verify", "0000-0000"])
    assert (unknown.exit_code, "unknown" in unknown.output) == (1, True)


def test_release_is_noted_once_in_plain_text(shelf: Shelf, run: CliRunner) -> None:
    revision = shelf.add(TEXT).galley().revision
    for _ in range(2):
        assert run.invoke(main, ["build", "--release"]).exit_code == 0
    lines = (shelf.root / "sources/tiny/releases.txt").read_text("utf-8").splitlines()
    (entry,) = lines[1:]
    assert entry.startswith(f"{revision}\t\tTiny\t2026-11-24\t")


def test_release_of_some_editions_is_refused(shelf: Shelf, run: CliRunner) -> None:
    shelf.add(TEXT)
    assert run.invoke(main, ["build", "-e", "epub", "--release"]).exit_code == 2


def test_withheld_edition_is_no_release(shelf: Shelf, run: CliRunner) -> None:
    shelf.add({"1.md": "# One\n\n![x](gone.png)\n"})
    assert run.invoke(main, ["build", "--release"]).exit_code == 1
    assert not (shelf.root / "sources/tiny/releases.txt").exists()


@pytest.mark.parametrize("typed", ["k7m2-9qw0", "K7M29QW0", " k7m2 9qwo ", "k7m2–9qwO"])
def test_revision_is_understood_as_people_type_it(typed: str) -> None:
    assert normal_revision(typed) == "k7m2-9qw0"
