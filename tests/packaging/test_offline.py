"""No command asks for the network, but for those that are there to fetch or to serve."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from makebook import main
from tests.import_word.handouts import save_handout
from tests.packaging.offline import ASKED, guard_in
from tests.shelf import Shelf

ROOT = Path(__file__).parents[2]
#: Each command with what it is given; `import` and `new` make a publication first.
COMMANDS = {
    "new": ["Leaflet"],
    "import": ["handout.docx", "visits"],
    "build": ["tiny", "-e", "epub"],
    "check": ["tiny"],
    "diff": ["tiny"],
    "verify": ["k7m2-9qwd"],
    "archive": ["verify"],
    "due": [],
    "list": [],
    "clean": ["--dry-run"],
    "translated": ["es"],
    "fonts": ["list"],
    "publish": [],
    "doctor": [],
}
#: Carries out one command after the other: to begin takes longer than most of them.
_ALL = """
import json, sys, traceback
from click.testing import CliRunner
from makebook import main

def answer(*words):
    result = CliRunner().invoke(main, words)
    said = result.output
    if result.exception and not isinstance(result.exception, SystemExit):
        said += "".join(traceback.format_exception(result.exception))
    return result.exit_code, said

if __name__ == "__main__":
    commands = json.loads(sys.argv[1])
    print(json.dumps({name: answer(name, *words) for name, words in commands.items()}))
"""
#: `preview` serves on this machine, `watch` never ends; `fonts add` fetches.
OTHERS = {"preview", "watch"}


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    shelf = Shelf(tmp_path_factory.mktemp("offline") / "hand outs é")
    shelf.add({"1.md": "# One\n\nSee <https://a.example/> and ![x](https://a.example/x.png).\n"})
    shelf.add({"es/1.md": "# Uno\n\nTexto.\n", "es/book.yaml": "title: Uno\n"})
    save_handout(shelf, lambda document: document.add_paragraph("Text."))
    return shelf.root


def test_every_command_is_tried() -> None:
    assert set(main.commands) == COMMANDS.keys() | OTHERS


@pytest.fixture(scope="module")
def answers(project: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[int, str]]:
    """What each command answers: its exit code, and all that it says."""
    done = subprocess.run(
        [sys.executable, "-c", _ALL, json.dumps(COMMANDS)],
        cwd=project,
        env=os.environ | guard_in(tmp_path_factory.mktemp("guard"), str(ROOT)),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert ASKED not in done.stderr  # of programs that a command begins
    return {name: (code, said) for name, (code, said) in json.loads(done.stdout).items()}


@pytest.mark.parametrize("command", COMMANDS)
def test_command_asks_for_no_network(answers: dict[str, tuple[int, str]], command: str) -> None:
    code, said = answers[command]
    assert ASKED not in said
    assert "Traceback" not in said
    assert code in (0, 1, 2, 3), said
