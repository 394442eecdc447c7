"""The command as it runs on a shelf, until it is interrupted as by Ctrl-C."""

from __future__ import annotations

import http.client
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from tests.shelf import Shelf

ROOT = Path(__file__).parents[2]
PAUSE_S = 20
_ADDRESS = r"http://127\.0\.0\.1:\d+/"


@contextmanager
def running(shelf: Shelf, *arguments: str) -> Iterator[str]:
    """The address of the preview of a shelf, for one block; it has to end well."""
    command = [sys.executable, str(ROOT / "makebook.py"), "preview", "--no-open", *arguments]
    with subprocess.Popen(
        command,
        cwd=shelf.root,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
    ) as process:
        assert process.stdout is not None
        said: list[str] = []
        for line in process.stdout:
            said.append(line)
            if re.search(_ADDRESS, line):
                break
        try:
            yield re.findall(_ADDRESS, "".join(said))[0]
        finally:
            rest = _interrupted(process, said[-1])
    assert process.returncode == 0, "".join(said) + rest
    assert "Traceback" not in rest


def _interrupted(process: subprocess.Popen[str], said: str) -> str:
    """What the command says from Ctrl-C on, which it gets while a browser still listens."""
    browser = http.client.HTTPConnection(urlsplit(said.split()[4]).netloc, timeout=5)
    browser.request("GET", "/rounds")
    with browser.getresponse():
        process.send_signal(signal.SIGINT)
        try:
            return process.communicate(timeout=PAUSE_S)[0]
        except subprocess.TimeoutExpired:
            process.kill()
            raise
        finally:
            browser.close()
