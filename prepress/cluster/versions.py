"""Versions: what a machine makes editions with, since another version would make other bytes."""

from __future__ import annotations

import platform
import sys
from collections.abc import Mapping
from functools import cache

from prepress.cluster.locations import SHIPPED
from prepress.files.digests import digest_of, digest_of_file
from prepress.project.engines import engines
from prepress.project.project import shipped_folder
from prepress.text.escapes import json_text

#: How many differences are said.
_MOST_SAID = 3


@cache
def versions() -> dict[str, str]:
    """The version of all that shows in what is made here, by its name."""
    found = {
        name.partition(" ")[2]: version
        for name, version in engines().items()
        if not name.startswith("date ")  # which travels with each task
    }
    found |= {name: _digest_of_folder(name) for name in SHIPPED}
    return found | {"machine": f"{sys.platform} {platform.machine()}"}


@cache
def versions_digest() -> str:
    """One digest of all versions."""
    return digest_of(json_text(versions(), sorted_keys=True))


def differences(theirs: Mapping[str, str]) -> str:
    """In what the versions of another machine differ from those here, in words."""
    ours = versions()
    names = sorted(name for name in {*ours, *theirs} if ours.get(name) != theirs.get(name))
    said = [
        f"{name} is {theirs.get(name, 'not there')}, and {ours.get(name, 'not there')} here"
        for name in names[:_MOST_SAID]
    ]
    more = len(names) - len(said)
    return "; ".join(said) + (f"; and {more} more" if more else "")


def _digest_of_folder(name: str) -> str:
    folder = shipped_folder(name)
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    each = (f"{path.relative_to(folder).as_posix()} {digest_of_file(path)}" for path in files)
    return digest_of("\n".join(each))[:12]
