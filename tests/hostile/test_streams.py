"""Streams that take nothing end the command with a message and a code, never with a traceback."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.shelf import Shelf

ROOT = Path(__file__).parents[2]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
@pytest.mark.parametrize(
    ("redirected", "code", "said"),
    [
        ("check > /dev/full", 4, "makebook: No space left on device."),
        ("--help > /dev/full", 4, "makebook: No space left on device."),
        ("nothing > /dev/full 2> /dev/full", 4, ""),
        ("build >&- 2>&- <&-", 0, ""),
    ],
)
def test_streams_that_take_nothing_are_said(
    shelf: Shelf, redirected: str, code: int, said: str
) -> None:
    shelf.add({"1.md": "# T\n\nText.\n"}, metadata="title: T\nlang: en\neditions: [epub]\n")
    command = f'exec "{sys.executable}" "{ROOT / "makebook.py"}" {redirected}'
    done = subprocess.run(
        ["sh", "-c", command], cwd=shelf.root, capture_output=True, text=True, check=False
    )
    assert done.returncode == code, done.stderr
    assert "Traceback" not in done.stderr
    assert "Exception" not in done.stderr
    assert said in done.stdout + done.stderr


def test_file_that_grows_too_large_is_said(shelf: Shelf) -> None:
    resource = pytest.importorskip("resource")
    shelf.add({"1.md": "# T\n\nText.\n"}, metadata="title: T\nlang: en\neditions: [epub]\n")
    done = subprocess.run(
        [sys.executable, str(ROOT / "makebook.py"), "build"],
        cwd=shelf.root,
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000)),
    )
    assert done.returncode == 4, done.stderr
    assert "Traceback" not in done.stderr
    assert "makebook: " in done.stderr
