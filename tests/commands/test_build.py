"""What the build command makes, says, and ends with."""

import json
import os
import stat
import subprocess
import sys
import time
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from makebook import main
from tests.programs import cannot_run
from tests.shelf import SQUARE, Shelf

TEXT = "# One\n\nText.\n"


@pytest.fixture
def run(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> CliRunner:
    shelf.root.mkdir(parents=True, exist_ok=True)
    monkeypatch.chdir(shelf.root)
    return CliRunner()


def outputs(shelf: Shelf) -> list[str]:
    return sorted(path.name for path in (shelf.root / "output").glob("[!.]*"))


def test_build_makes_both_editions(shelf: Shelf, run: CliRunner) -> None:
    shelf.add({"1.md": TEXT})
    result = run.invoke(main, ["build"])
    assert result.exit_code == 0, result.output
    assert outputs(shelf) == ["tiny.epub", "tiny.pdf"]
    assert "output/tiny.pdf  1 page, " in result.stdout


def test_declared_editions_are_all_that_is_built(shelf: Shelf, run: CliRunner) -> None:
    shelf.add({"1.md": TEXT}, metadata="title: T\nlang: en\neditions: [epub]\n")
    assert run.invoke(main, ["build"]).exit_code == 0
    assert outputs(shelf) == ["tiny.epub"]


def test_edition_option_chooses(shelf: Shelf, run: CliRunner) -> None:
    shelf.add({"1.md": TEXT})
    assert run.invoke(main, ["build", "-e", "epub"]).exit_code == 0
    assert outputs(shelf) == ["tiny.epub"]


def test_output_option_writes_elsewhere(shelf: Shelf, run: CliRunner, tmp_path: Path) -> None:
    shelf.add({"1.md": TEXT})
    assert (
        run.invoke(main, ["build", "-e", "epub", "-o", str(tmp_path / "else where")]).exit_code == 0
    )
    assert (tmp_path / "else where" / "tiny.epub").is_file()


def test_publication_is_chosen_by_name(shelf: Shelf, run: CliRunner) -> None:
    shelf.add({"1.md": TEXT}, name="first").add({"1.md": TEXT}, name="second")
    assert run.invoke(main, ["build", "second", "-e", "epub"]).exit_code == 0
    assert outputs(shelf) == ["second.epub"]


def test_error_finding_withholds_the_edition_and_keeps_the_last_one(
    shelf: Shelf, run: CliRunner
) -> None:
    shelf.add({"1.md": TEXT})
    run.invoke(main, ["build", "-e", "epub"])
    before = (shelf.root / "output/tiny.epub").read_bytes()
    shelf.add({"1.md": "# One\n\nCall {{ clinic.fon }}.\n"})
    result = run.invoke(main, ["build", "-e", "epub"])
    assert result.exit_code == 1
    assert "sources/tiny/1.md:3: error K-001" in result.stderr
    assert (shelf.root / "output/tiny.epub").read_bytes() == before


def test_warning_builds_but_not_with_strict(shelf: Shelf, run: CliRunner) -> None:
    shelf.add({"1.md": "# One\n\n[x](#gone)\n"})
    for option in ("--strict", "--release"):
        result = run.invoke(main, ["build", option])
        assert result.exit_code == 1
        assert "tiny.epub was not written" in result.stderr
    assert outputs(shelf) == []
    assert not (shelf.root / "sources/tiny/releases.txt").exists()
    assert run.invoke(main, ["build", "-e", "epub"]).exit_code == 0


def test_notes_stop_nothing_and_are_not_said(shelf: Shelf, run: CliRunner) -> None:
    shelf.add({"1.md": "# One\n\n### Skips\n"})
    for options in ([], ["--strict"], ["--release"]):
        result = run.invoke(main, ["build", "-q", "--force", *options])
        assert (result.exit_code, result.output) == (0, "")
    assert json.loads(run.invoke(main, ["build", "--json"]).stdout)["findings"] == []


def test_many_findings_of_a_kind_are_said_together(shelf: Shelf, run: CliRunner) -> None:
    links = "".join(f"[x](#gone-{number})\n\n" for number in range(9))
    shelf.add({"1.md": f"# One\n\n{links}![x](gone.png)\n"})
    lines = run.invoke(main, ["build", "-q", "-e", "epub"]).stderr.splitlines()
    assert [line.split()[2] for line in lines if "more" not in line] == ["L-001:"] * 3 + ["I-001:"]
    assert lines[3] == "… and 6 more of L-001; `makebook check tiny` lists all."
    assert run.invoke(main, ["check", "-e", "epub"]).stdout.count("L-001") == 9
    assert run.invoke(main, ["build", "-e", "epub", "--json"]).stdout.count("L-001") == 9


def test_check_writes_nothing(shelf: Shelf, run: CliRunner) -> None:
    shelf.add({"1.md": TEXT})
    assert run.invoke(main, ["check"]).exit_code == 0
    assert outputs(shelf) == []


def test_json_is_one_object_with_places_and_hints(shelf: Shelf, run: CliRunner) -> None:
    shelf.add({"1.md": "# One\n\n![](a.svg)\n", "a.svg": SQUARE})
    result = run.invoke(main, ["build", "--json"])
    answer = json.loads(result.stdout)
    assert result.exit_code == answer["exit_code"] == 0
    assert answer["findings"][0]["code"] == "A-001"
    assert answer["findings"][0]["severity"] == "warning"
    assert answer["findings"][0]["line"] == 3


def test_one_broken_publication_does_not_stop_the_others(shelf: Shelf, run: CliRunner) -> None:
    shelf.add({"1.md": TEXT}, name="good").add(
        {"1.md": TEXT}, name="bad", metadata="titel: T\nlang: en\n"
    )
    result = run.invoke(main, ["build", "-e", "epub"])
    assert result.exit_code == 3
    assert outputs(shelf) == ["good.epub"]


def test_same_sources_give_the_same_bytes(
    shelf: Shelf, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = {"1.md": "# One\n\n![x](a.svg)\n\nA fact.[^a]\n\n[^a]: Source.\n", "a.svg": SQUARE}
    other = Shelf(tmp_path / "another place")
    assert shelf.add(text).build().exit_code == 0
    monkeypatch.setenv("TZ", "Pacific/Auckland")
    time.tzset()
    assert other.add(text).build().exit_code == 0
    monkeypatch.delenv("TZ")
    time.tzset()
    for name in ("tiny.pdf", "tiny.epub"):
        assert (shelf.root / "output" / name).read_bytes() == (
            other.root / "output" / name
        ).read_bytes()


def clear(result: Result, code: int, *words: str) -> None:
    """One message, with its place and remedy, the documented exit code, and no traceback."""
    assert result.exit_code == code, result.output
    assert isinstance(result.exception, SystemExit)
    for word in words:
        assert word in result.stderr
    assert "Traceback" not in result.output


@pytest.mark.parametrize(
    ("files", "metadata", "code", "words"),
    [
        ({"1.md": TEXT}, "title: [unclosed\nlang: en\n", 3, ["book.yaml:"]),
        ({"1.md": TEXT}, "title: T\nlang: en\ntitel: T\n", 3, ["book.yaml:3", "titel", "title"]),
        ({"1.md": TEXT}, f"title: {'long ' * 1000}\nlang: en\n", 3, ["book.yaml:1", "500"]),
        (
            {"1.md": TEXT},
            "title: T\nlang: en\nlayout: handuot\n",
            3,
            ["book.yaml:3", "handuot", "handout"],
        ),
        ({"1.md": b"# One\n\nNUL \0 byte\n"}, "title: T\nlang: en\n", 3, ["1.md:3"]),
        (
            {"1.md": "# Añadir\n\né\n".encode("latin-1")},
            "title: T\nlang: en\n",
            3,
            ["1.md:1", "UTF-8"],
        ),
        ({"1.md": ""}, "title: T\nlang: en\n", 3, ["tiny"]),
    ],
    ids=["yaml", "key", "title", "layout", "nul", "latin-1", "empty"],
)
def test_bad_input_is_one_clear_message(
    shelf: Shelf,
    run: CliRunner,
    files: dict[str, str | bytes],
    metadata: str,
    code: int,
    words: list[str],
) -> None:
    shelf.add(files, metadata=metadata)
    clear(run.invoke(main, ["build"]), code, *words)
    assert outputs(shelf) == []


@pytest.mark.parametrize("content", [None, b"\x89PNG\r\n\x1a\nbroken"], ids=["missing", "broken"])
def test_bad_picture_is_one_clear_warning(
    shelf: Shelf, run: CliRunner, content: bytes | None
) -> None:
    shelf.add({"1.md": "# One\n\n![x](a.png)\n"} | ({"a.png": content} if content else {}))
    result = run.invoke(main, ["build", "-q"])
    assert (result.exit_code, len(result.stderr.splitlines())) == (0, 1)
    assert "1.md:3: warning I-00" in result.stderr
    assert "a.png" in result.stderr
    assert outputs(shelf) == ["tiny.epub", "tiny.pdf"]


def test_folder_without_sources_is_one_clear_message(run: CliRunner) -> None:
    clear(run.invoke(main, ["build"]), 3, "sources", "makebook new")


def test_empty_sources_are_one_clear_message(shelf: Shelf, run: CliRunner) -> None:
    (shelf.root / "sources").mkdir()
    clear(run.invoke(main, ["build"]), 3, "makebook new")


def test_unknown_publication_and_edition_name_the_nearest(shelf: Shelf, run: CliRunner) -> None:
    shelf.add({"1.md": TEXT})
    clear(run.invoke(main, ["build", "tinny"]), 2, "Did you mean “tiny”?")
    clear(run.invoke(main, ["build", "-e", "eupb"]), 2, "Did you mean “epub”?")


def test_output_that_is_a_file_is_one_clear_message(shelf: Shelf, run: CliRunner) -> None:
    shelf.add({"1.md": TEXT})
    (shelf.root / "output").write_text("in the way")
    clear(run.invoke(main, ["build", "-e", "epub"]), 4, "output")


def test_output_without_permission_is_one_clear_message(shelf: Shelf, run: CliRunner) -> None:
    shelf.add({"1.md": TEXT})
    folder = shelf.root / "output"
    folder.mkdir(mode=stat.S_IRUSR | stat.S_IXUSR)
    if os.access(folder, os.W_OK):
        cannot_run("this user may write anywhere: run it as .ci/bare does")
    clear(run.invoke(main, ["build", "-e", "epub"]), 4, "output")


def test_broken_layout_of_the_project_names_its_line(shelf: Shelf, run: CliRunner) -> None:
    shelf.add({"1.md": TEXT})
    (shelf.root / "layouts").mkdir()
    (shelf.root / "layouts" / "colophon.html").write_text("<p>\n{{ metadata.nothing }}\n", "utf-8")
    clear(run.invoke(main, ["build", "-e", "epub"]), 3, "colophon.html:2", "nothing")


def test_source_date_epoch_that_is_no_number_is_one_clear_message(
    shelf: Shelf, run: CliRunner, monkeypatch: pytest.MonkeyPatch
) -> None:
    shelf.add({"1.md": TEXT})
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "yesterday")
    clear(run.invoke(main, ["build"]), 2, "SOURCE_DATE_EPOCH")


def test_build_says_what_is_up_to_date(shelf: Shelf, run: CliRunner) -> None:
    shelf.add({"1.md": TEXT})
    assert "up to date" not in run.invoke(main, ["build", "-e", "epub"]).stdout
    assert run.invoke(main, ["build", "-e", "epub"]).stdout.startswith("output/tiny.epub  ")
    assert run.invoke(main, ["build", "-e", "epub"]).stdout.endswith("KB, up to date\n")


def test_explain_says_why_an_edition_is_made_again(shelf: Shelf, run: CliRunner) -> None:
    shelf.add({"1.md": TEXT})
    explained = ["build", "-e", "epub", "--explain"]
    run.invoke(main, explained)
    shelf.add({"1.md": "# Another\n"})
    assert "  made again: sources/tiny/1.md has changed\n" in run.invoke(main, explained).stdout
    assert "made again" not in run.invoke(main, explained).stdout
    assert "  made again: --force was given\n" in run.invoke(main, [*explained, "--force"]).stdout


def test_json_says_why_an_edition_is_made_again(shelf: Shelf, run: CliRunner) -> None:
    shelf.add({"1.md": TEXT})
    answers = [
        json.loads(run.invoke(main, ["build", "-e", "epub", "--json"]).stdout) for _ in range(2)
    ]
    assert [len(answer["built"][0]["why"]) for answer in answers] == [1, 0]


@pytest.mark.parametrize("jobs", ["0", "many"])
def test_jobs_must_be_a_number_from_one(shelf: Shelf, run: CliRunner, jobs: str) -> None:
    shelf.add({"1.md": TEXT})
    assert run.invoke(main, ["build", "-j", jobs]).exit_code == 2


def test_nothing_to_do_opens_no_engine(shelf: Shelf) -> None:
    shelf.add({"1.md": TEXT}).build()
    program = (
        "import sys, makebook\n"
        "try: makebook.main(['build', '-j', '2'])\n"
        "except SystemExit as end: assert not end.code\n"
        "slow = {'weasyprint', 'jinja2', 'markdown', 'lxml', 'yaml', 'ebooklib', "
        "'multiprocessing', 'asyncio'}\n"
        "print(sorted(slow & {*sys.modules}))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=shelf.root, capture_output=True, text=True, check=True
    )
    assert done.stdout.splitlines()[-1] == "[]", done.stdout
