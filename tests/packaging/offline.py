"""A guard that stops whatever asks for the network, in every Python that a test starts."""

from __future__ import annotations

import os
from pathlib import Path

#: What a guarded program says where it asks.
ASKED = "the network was asked for"
# An exception that is no OSError is not mistaken for a network that is merely down.
_GUARD = f"""
import sys

def refuse(event, arguments):
    if event.startswith("socket."):
        raise RuntimeError(f"{ASKED}: {{event}} {{arguments}}")

sys.addaudithook(refuse)
"""


def guard_in(folder: Path, *path: str) -> dict[str, str]:
    """The environment variables of guarded programs, which find modules in the folders of `path`
    too; the guard is written to `folder` as `sitecustomize`, which Python imports before anything
    else.
    """
    (folder / "sitecustomize.py").write_text(_GUARD, "utf-8")
    return {"PYTHONPATH": os.pathsep.join((str(folder), *path))}
