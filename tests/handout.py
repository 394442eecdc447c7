"""The handout that this project publishes, in its shapes and languages, built once for all workers."""

from __future__ import annotations

import fcntl
import os
from pathlib import Path

import pytest

from tests.warm_command import run_warm

ROOT = Path(__file__).parents[1]
HANDOUT = "ketamine-and-your-mental-health"
#: Its text is too long for a poster in large letters.
_EDITIONS = ("print", "press", "large-print", "booklet", "epub", "leaflet", "card")


def built_handout(factory: pytest.TempPathFactory) -> Path:
    """The folder with its editions, which the first worker that asks for it builds."""
    shared = factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        shared = shared.parent  # the workers' folders lie side by side
    output = shared / "handout"
    with (shared / "handout.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not output.exists():
            editions = [f"--edition={name}" for name in _EDITIONS]
            options = ("--strict", *editions, "--output", str(output))
            done = run_warm(ROOT, "build", HANDOUT, *options, environ=os.environ)
            assert done.returncode == 0, f"{done.stdout}{done.stderr}"
    return output
