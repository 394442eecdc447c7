"""The programs outside Python that some tests need, and what happens where one is missing."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest


def program(name: str, remedy: str, *folders: Path) -> str:
    """The path of the program `name` in `folders` or on PATH.

    Where it is missing the test ends there and says `remedy`: skipped on a developer's machine,
    failed where `CI=true`, so that nothing passes there unseen.
    """
    path = os.pathsep.join((*map(str, folders), os.environ.get("PATH", os.defpath)))
    found = shutil.which(name, path=path)
    if found:
        return found
    reason = f"{name} is not installed: {remedy}"
    if os.environ.get("CI") == "true":
        pytest.fail(reason)
    pytest.skip(reason)
