"""The command: what it needs, and what it says where that is missing."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest
from click.testing import CliRunner

from makebook import main
from prepress.preview.server import listening
from tests.shelf import Shelf

ROOT = Path(__file__).parents[2]


@pytest.fixture
def run(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> CliRunner:
    shelf.add({"1.md": "# One\n"})
    monkeypatch.chdir(shelf.root)
    return CliRunner()


def test_port_that_is_taken_is_one_message(run: CliRunner) -> None:
    with listening(None) as listener:
        result = run.invoke(
            main, ["preview", "--no-open", "--port", str(listener.getsockname()[1])]
        )
    assert result.exit_code == 4
    assert "cannot be used" in result.stderr
    assert "--port" in result.stderr


def test_next_port_is_taken_where_none_is_named() -> None:
    with listening(None) as first, listening(None) as second:
        assert first.getsockname()[1] < second.getsockname()[1]


@pytest.mark.parametrize(
    ("arguments", "said"), [(["nope"], "publication “nope”"), (["-e", "nope"], "edition “nope”")]
)
def test_unknown_name_ends_it(shelf: Shelf, arguments: list[str], said: str) -> None:
    shelf.add({"1.md": "# One\n"})
    command = [sys.executable, str(ROOT / "makebook.py"), "preview", "--no-open", *arguments]
    done = subprocess.run(
        command, cwd=shelf.root, capture_output=True, text=True, check=False, timeout=30
    )
    assert done.returncode == 2
    assert said in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.skipif(os.name != "posix", reason="signals cannot be ignored here")
def test_interruption_ends_it_where_the_shell_has_it_ignore_ctrl_c(shelf: Shelf) -> None:
    shelf.add({"1.md": "# One\n"})
    command = [sys.executable, str(ROOT / "makebook.py"), "preview", "--no-open", "-e", "epub"]
    in_background = ["sh", "-c", 'trap "" INT; exec "$@"', "sh", *command]
    with subprocess.Popen(
        in_background, cwd=shelf.root, text=True, stdout=subprocess.PIPE, start_new_session=True
    ) as running:
        assert running.stdout is not None
        assert any("http://127.0.0.1" in line for line in running.stdout)
        running.send_signal(signal.SIGINT)
        try:
            assert running.wait(20) == 0
        finally:
            with suppress(ProcessLookupError):
                os.killpg(running.pid, signal.SIGKILL)


def test_its_libraries_are_opened_by_no_other_command() -> None:
    script = """
import sys, makebook
try:
    makebook.main(["list", "--help"])
except SystemExit:
    print({"starlette", "uvicorn"} & set(sys.modules))
"""
    command = [sys.executable, "-c", script]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "set()"
