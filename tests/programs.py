"""What some tests need outside Python, programs above all, and what happens where it is missing."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import NoReturn

import pytest


def program(name: str, remedy: str, *folders: Path) -> str:
    """The path of the program `name` in `folders` or on PATH.

    Where it is missing the test ends there and says `remedy`.
    """
    path = os.pathsep.join((*map(str, folders), os.environ.get("PATH", os.defpath)))
    found = shutil.which(name, path=path)
    if found:
        return found
    cannot_run(f"{name} is not installed: {remedy}")


def cannot_run(reason: str) -> NoReturn:
    """End the test: skipped on a developer's machine, failed where `CI=true`, so that nothing passes
    there unseen.
    """
    if os.environ.get("CI") == "true":
        pytest.fail(reason)
    pytest.skip(reason)
