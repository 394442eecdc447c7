"""What `list` and the bare command say of a project, and what `clean` takes away."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.shell_completion import ShellComplete
from click.testing import CliRunner

from makebook import main
from prepress.building.cleaning import clean
from prepress.building.edition_states import Listing, list_publications
from prepress.project.selection import Selection
from prepress.releases.diff.report_page import REPORT
from tests.shelf import Shelf

EPUB = "title: Tiny\nlang: en\neditions: [epub]\n"


@pytest.fixture
def run(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> CliRunner:
    shelf.root.mkdir(parents=True, exist_ok=True)
    monkeypatch.chdir(shelf.root)
    return CliRunner()


def states(found: Listing) -> dict[str, str]:
    return {
        f"{each.publication.name} {edition.name}": edition.state
        for each in found.publications
        for edition in each.editions
    }


def listed(shelf: Shelf, *names: str) -> Listing:
    return list_publications(shelf.project, Selection(names))


def test_edition_is_current_out_of_date_or_never_built(shelf: Shelf) -> None:
    shelf.add({"1.md": "One.\n"}, metadata=EPUB)
    assert states(listed(shelf)) == {"tiny epub": "never built"}
    shelf.build()
    assert states(listed(shelf)) == {"tiny epub": "current"}
    shelf.add({"1.md": "Two.\n"}, metadata=EPUB)
    (found,) = listed(shelf).publications
    assert [(each.state, each.why) for each in found.editions] == [
        ("out of date", ("its sources have changed",))
    ]
    (shelf.root / "output" / "tiny.epub").unlink()
    assert states(listed(shelf)) == {"tiny epub": "never built"}


def test_picture_that_has_changed_is_named(shelf: Shelf) -> None:
    text = {"1.md": "# One\n\n![x](a.svg)\n"}
    drawing = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M1 1h7"/></svg>'
    shelf.add({**text, "a.svg": drawing}, metadata=EPUB).build()
    shelf.add({"a.svg": drawing.replace("h7", "h6")}, metadata=EPUB)
    (found,) = listed(shelf).publications
    assert [each.why for each in found.editions] == [("sources/tiny/a.svg has changed",)]


def test_named_publication_brings_its_translations_only(shelf: Shelf) -> None:
    shelf.add(
        {"1.md": "One.\n", "es/1.md": "Uno.\n", "es/book.yaml": "title: Uno\n"}, metadata=EPUB
    )
    shelf.add({"1.md": "Two.\n"}, name="other")
    assert [*states(listed(shelf, "tiny"))] == ["tiny epub", "tiny-es epub"]


def test_publication_that_cannot_be_read_does_not_hide_the_others(
    shelf: Shelf, run: CliRunner
) -> None:
    shelf.add({"1.md": "One.\n"}, metadata=EPUB)
    shelf.add({"1.md": "One.\n"}, name="bad", metadata="titel: T\n")
    result = run.invoke(main, ["list"])
    assert result.exit_code == 3
    assert result.stdout.splitlines()[1].split() == ["tiny", "epub:", "never", "built", "–"]
    assert len(result.stderr.splitlines()) == 1


def test_list_says_when_a_review_is_due(shelf: Shelf, run: CliRunner) -> None:
    shelf.add({"1.md": "One.\n"}, metadata=f"{EPUB}review-by: 2026-12-04\n")
    assert "2026-12-04 (in 10 days)" in run.invoke(main, ["list"]).stdout
    (each,) = json.loads(run.invoke(main, ["list", "--json"]).stdout)["publications"]
    assert (each["publication"], each["days_left"], each["clinic"]) == ("tiny", 10, "")
    assert [edition["state"] for edition in each["editions"]] == ["never built"]


def test_list_takes_clinics(shelf: Shelf, run: CliRunner) -> None:
    shelf.add({"1.md": "One.\n"}, metadata=EPUB)
    (shelf.root / "sources" / "clinics").mkdir()
    (shelf.root / "sources" / "clinics" / "north.yaml").write_text("name: North\n")
    result = run.invoke(main, ["list", "--all-clinics", "--json"])
    assert [each["clinic"] for each in json.loads(result.stdout)["publications"]] == ["north"]


def test_list_takes_paths(shelf: Shelf, run: CliRunner) -> None:
    shelf.add({"1.md": "One.\n"}, metadata=EPUB).add({"1.md": "Two.\n"}, name="other")
    said = run.invoke(main, ["list", "sources/tiny/"]).stdout.splitlines()
    assert [line.split()[0] for line in said] == ["publication", "tiny"]


def test_bare_command_says_how_to_begin(run: CliRunner, shelf: Shelf) -> None:
    (shelf.root / "notes.md").write_text("# Notes\n")
    result = run.invoke(main, [])
    assert result.exit_code == 0
    for words in ("makebook build notes.md", "makebook new", "leaflet", "makebook --help"):
        assert words in result.stdout


def test_bare_command_says_what_is_of_use_next(run: CliRunner, shelf: Shelf) -> None:
    shelf.add({"1.md": "One.\n"}, name="rest well", metadata=EPUB)
    said = run.invoke(main, []).stdout
    assert "rest well    epub: never built" in said
    assert "makebook preview 'rest well'" in said
    assert "makebook build " in said
    shelf.build()
    assert "makebook build " not in run.invoke(main, []).stdout.split("--help")[0]


def test_clean_removes_what_was_made_and_nothing_else(shelf: Shelf, run: CliRunner) -> None:
    shelf.add({"1.md": "One.\n"}, metadata=EPUB.replace("[epub]", "{epub: , web: {files: beside}}"))
    shelf.build()
    output = shelf.root / "output"
    for name in ("mine.pdf", "tiny.pdf", "releases/k7m2-9qwd/tiny.pdf", "tiny-web/mine.txt"):
        (output / name).parent.mkdir(parents=True, exist_ok=True)
        (output / name).write_text("mine")
    (output / REPORT).write_text("differences")
    before = sorted(output.rglob("*"))
    said = run.invoke(main, ["clean", "--dry-run"]).output
    assert sorted(output.rglob("*")) == before
    assert "Would remove output/tiny.epub\n" in said
    assert "Kept output/tiny.pdf: it is not as makebook made it" in said
    assert run.invoke(main, ["clean"]).exit_code == 0
    assert sorted(path.relative_to(output).as_posix() for path in output.rglob("*.*")) == [
        "mine.pdf",
        "releases/k7m2-9qwd/tiny.pdf",
        "tiny-web/mine.txt",
        "tiny.pdf",
    ]
    assert not (output / ".makebook").exists()


def test_edition_that_somebody_has_changed_stays(shelf: Shelf) -> None:
    shelf.add({"1.md": "One.\n"}, metadata=EPUB).build()
    file = shelf.root / "output" / "tiny.epub"
    file.write_bytes(file.read_bytes() + b"mine")
    assert clean(shelf.project).kept == (file,)
    assert file.exists()


def test_edition_of_a_publication_that_is_gone_is_known(shelf: Shelf) -> None:
    shelf.add({"1.md": "One.\n"}, metadata=EPUB).build()
    (shelf.root / "sources" / "tiny").rename(shelf.root / "sources" / "_tiny")
    assert shelf.root / "output" / "tiny.epub" in clean(shelf.project).removed


def test_clean_takes_the_site_but_not_what_others_put_there(shelf: Shelf, run: CliRunner) -> None:
    shelf.add({"1.md": "One.\n"}).build("print", "epub")
    assert run.invoke(main, ["publish"]).exit_code == 0
    site = shelf.root / "output" / "site"
    (site / "robots.txt").write_text("mine")
    clean(shelf.project)
    assert [path.name for path in site.iterdir()] == ["robots.txt"]


def test_nothing_to_clean_is_said(shelf: Shelf, run: CliRunner, tmp_path: Path) -> None:
    shelf.add({"1.md": "One.\n"})
    assert run.invoke(main, ["clean"]).output == "There is nothing to remove.\n"
    answer = json.loads(run.invoke(main, ["clean", "--json"]).stdout)
    assert (answer["removed"], answer["kept"], answer["size"]) == ([], [], 0)


@pytest.mark.parametrize(
    ("typed", "found"),
    [("ti", [("tiny", "plain")]), ("no", [("no", "file")]), ("tiny/", [("tiny/", "file")])],
)
def test_shell_completes_publications_and_else_files(
    shelf: Shelf, tmp_path: Path, typed: str, found: list[tuple[str, str]]
) -> None:
    shelf.add({"1.md": "One.\n"})
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(tmp_path)  # the option leads into the project
        asked = ["-C", str(shelf.root), "build"]
        given = ShellComplete(main, {}, "makebook", "_MAKEBOOK").get_completions(asked, typed)
    assert [(each.value, each.type) for each in given] == found
