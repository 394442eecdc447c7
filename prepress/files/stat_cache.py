"""Stat cache: digests of files that are read again only where the disk shows another state of them,
as Git's index has it.
"""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from prepress.errors import MakebookError
from prepress.files.digests import Digest, digest_if_any, sealed, unsealed
from prepress.files.shapes import expect_shape

#: When a file was written, when anything of it was changed, which nobody can set, both in ns; its
#: size in bytes, and its inode.
_State = tuple[int, int, int, int]

#: What was changed so short a time before it was read may change again, and look as before: FAT
#: counts in steps of two seconds, other disks in finer ones. In ns.
_UNSETTLED_NS = 2_000_000_000


class StatCache:
    """The digests of files by the states in which they were read."""

    def __init__(self) -> None:
        self._known: dict[str, tuple[_State, Digest]] = {}
        self._is_new = False

    @classmethod
    def kept_in(cls, file: Path, root: Path, version: str) -> StatCache:
        """What this `version` has kept in `file` of files below `root`, and others; nothing where
        that cannot be trusted.
        """
        cache = cls()
        with suppress(OSError, ValueError, TypeError, KeyError, RecursionError):
            values = json.loads(unsealed(file.read_bytes()) or b"")
            if values["version"] == version:
                table = _Table(*map(tuple, values["columns"]))
                expect_shape(table, _Table)
                cache._known = dict(table.rows(f"{root}{os.sep}"))
        return cache

    def digest(
        self, path: str, read: Callable[[Path], Digest] = digest_if_any, kind: str = ""
    ) -> Digest:
        """The digest that `read` gives of the file at `path`, which it reads where its state is not
        known; one of another `kind` stands beside it.
        """
        key = f"{path}\0{kind}" if kind else path
        state = _state(path)
        known = self._known.get(key)
        if known is not None and known[0] == state:
            return known[1]
        now = time.time_ns()
        digest = read(Path(path))
        is_settled = state is not None and max(state[:2]) < now - _UNSETTLED_NS
        if state is not None and is_settled and _state(path) == state:
            self._known[key] = state, digest
            self._is_new = True
        return digest

    def write(self, file: Path, root: Path, version: str) -> None:
        """Keep in `file` what is known of the files that are there, where any of it is new; where
        the disk does not allow it, they are read again.
        """
        from prepress.files.atomic import write_whole

        if not self._is_new:
            return
        rows = [
            (key.removeprefix(f"{root}{os.sep}"), *state, digest)
            for key, (state, digest) in self._known.items()
            if _state(key.partition("\0")[0])
        ]
        text = json.dumps({"version": version, "columns": [*zip(*rows, strict=True)]})
        with suppress(MakebookError):
            write_whole(file, sealed(text.encode()), durable=False)


@dataclass(frozen=True)
class _Table:
    """The files and their states in columns, which are read and looked over in no time."""

    names: tuple[str, ...]
    written: tuple[int, ...]
    changed: tuple[int, ...]
    sizes: tuple[int, ...]
    inodes: tuple[int, ...]
    digests: tuple[Digest, ...]

    def rows(self, root: str) -> zip[tuple[str, tuple[_State, Digest]]]:
        """Each file below `root`, or elsewhere, with its state and digest."""
        keys = [name if name.startswith(os.sep) else root + name for name in self.names]
        states = zip(self.written, self.changed, self.sizes, self.inodes, strict=True)
        return zip(keys, zip(states, self.digests, strict=True), strict=True)


def _state(path: str) -> _State | None:
    try:
        status = os.stat(path)  # noqa: PTH116 - asked of thousands, of which paths take more time
    except (OSError, ValueError):
        return None
    return status.st_mtime_ns, status.st_ctime_ns, status.st_size, status.st_ino
