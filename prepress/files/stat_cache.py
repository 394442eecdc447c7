"""Stat cache: digests of files that are read again only where the disk shows another state of them,
as Git's index has it.
"""

from __future__ import annotations

import json
import os
import struct
import time
from base64 import b64decode, b64encode
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from prepress.errors import MakebookError
from prepress.files.digests import Digest, digest_if_any, sealed, unsealed
from prepress.files.shapes import expect_shape

#: When a file was written, when anything of it was changed, which nobody can set, both in ns; its
#: size in bytes, and its inode.
_State = tuple[int, ...]
_STATE = struct.Struct("<qqqQ")
#: What was changed so short a time before it was read may change again, and look as before: FAT
#: counts in steps of two seconds, other disks in finer ones. In ns.
_UNSETTLED_NS = 2_000_000_000


class StatCache:
    """The digests of files by the states in which they were read."""

    def __init__(self) -> None:
        self._places: dict[str, int] = {}
        self._states: list[_State] = []
        self._digests: list[Digest] = []
        self._is_new = False

    @classmethod
    def kept_in(cls, file: Path, root: Path, version: str) -> StatCache:
        """What this `version` has kept in `file` of files below `root`, and others; nothing where
        that cannot be trusted.
        """
        cache = cls()
        try:
            values = json.loads(unsealed(file.read_bytes()) or b"")
            if values["version"] == version:
                cache._take(_FileColumns.of(values), f"{root}{os.sep}")
        except (OSError, ValueError, TypeError, LookupError, RecursionError, struct.error):
            return cls()
        return cache

    def digest(
        self, path: str, read: Callable[[Path], Digest] = digest_if_any, kind: str = ""
    ) -> Digest:
        """The digest that `read` gives of the file at `path`, which it reads where its state is not
        known; one of another `kind` stands beside it.
        """
        key = f"{path}\0{kind}" if kind else path
        state, place = _state(path), self._places.get(key)
        if place is not None and self._states[place] == state:
            return self._digests[place]
        now = time.time_ns()
        digest = read(Path(path))
        is_settled = state is not None and max(state[:2]) < now - _UNSETTLED_NS
        if state is not None and is_settled and _state(path) == state:
            self._note(key, state, digest)
        return digest

    def write(self, file: Path, root: Path, version: str) -> None:
        """Keep in `file` what is known of the files that are there, where any of it is new; where
        the disk does not allow it, they are read again.
        """
        from prepress.files.atomic import write_whole

        if not self._is_new:
            return
        there = {key: it for key, it in self._places.items() if _state(key.partition("\0")[0])}
        states = b"".join(_STATE.pack(*self._states[place]) for place in there.values())
        values = {
            "version": version,
            "names": [key.removeprefix(f"{root}{os.sep}") for key in there],
            "digests": [self._digests[place] for place in there.values()],
            "states": b64encode(states).decode(),
        }
        with suppress(MakebookError):
            write_whole(file, sealed(json.dumps(values).encode()), durable=False)

    def _take(self, table: _FileColumns, root: str) -> None:
        keys = [name if name.startswith(os.sep) else root + name for name in table.names]
        self._states = list(_STATE.iter_unpack(b64decode(table.states)))
        self._digests = list(table.digests)
        places = range(len(self._states))
        self._places = dict(zip(keys, places, strict=True))
        if len(self._digests) != len(places):
            raise ValueError("columns that differ in length")

    def _note(self, key: str, state: _State, digest: Digest) -> None:
        self._places[key] = len(self._states)
        self._states.append(state)
        self._digests.append(digest)
        self._is_new = True


@dataclass(frozen=True)
class _FileColumns:
    """The files with their digests, and all their states behind each other."""

    names: tuple[str, ...]
    digests: tuple[Digest, ...]
    states: str

    @classmethod
    def of(cls, values: Mapping[str, Any]) -> _FileColumns:
        """The table that was kept as these `values`. Raises ValueError, and as it is made."""
        table = cls(tuple(values["names"]), tuple(values["digests"]), values["states"])
        expect_shape(table, cls)
        return table


def _state(path: str) -> _State | None:
    try:
        status = os.stat(path)  # noqa: PTH116 - asked of thousands, of which paths take more time
    except (OSError, ValueError):
        return None
    return status.st_mtime_ns, status.st_ctime_ns, status.st_size, status.st_ino
