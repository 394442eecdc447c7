"""No command asks for the network, but for those that are there to fetch or to serve."""

from __future__ import annotations

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
    "translated": ["es"],
    "fonts": ["list"],
    "publish": [],
    "doctor": [],
}
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


@pytest.mark.parametrize("command", COMMANDS)
def test_command_asks_for_no_network(project: Path, tmp_path: Path, command: str) -> None:
    done = subprocess.run(
        [sys.executable, str(ROOT / "makebook.py"), command, *COMMANDS[command]],
        cwd=project,
        env=os.environ | guard_in(tmp_path),
        capture_output=True,
        text=True,
        check=False,
    )
    assert ASKED not in done.stdout + done.stderr
    assert "Traceback" not in done.stderr
    assert done.returncode in (0, 1, 2, 3), done.stderr
