"""Scratch: a folder for the files that the engines make for themselves, gone with the crew that used it."""

from __future__ import annotations

import os
import re
import shutil
import tempfile
from contextlib import suppress
from pathlib import Path

from prepress.outputs import still_runs

_MARK = "makebook-"


def scratch_folder() -> Path:
    """A new empty folder; those that builds left behind which were killed are removed."""
    for left in Path(tempfile.gettempdir()).glob(f"{_MARK}*"):
        number = re.match(rf"{_MARK}(\d+)-", left.name)
        with suppress(OSError):
            if number and not still_runs(int(number[1]), left):
                shutil.rmtree(left, ignore_errors=True)
    return Path(tempfile.mkdtemp(prefix=f"{_MARK}{os.getpid()}-"))


def removed(folder: Path) -> None:
    """Remove the folder with all that is in it."""
    shutil.rmtree(folder, ignore_errors=True)
