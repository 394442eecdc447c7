"""Written objects: each object of a PDF is put into bytes once, and not again for the digest that
names the file.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

_MARK = "_makebook_writes_once"


def write_objects_once(pydyf: Any) -> None:
    """Have `pydyf` keep the bytes of the objects of a file while that is being written."""
    if hasattr(pydyf, _MARK):
        return
    files: list[dict[int, bytes]] = []
    setattr(pydyf, _MARK, files)
    pydyf.PDF.write = _keeping(pydyf.PDF.write, files)
    for kind in (pydyf.Dictionary, pydyf.Stream):
        kind.data = property(_reading(kind.data.fget, files))


def _keeping(write: Callable[..., None], files: list[dict[int, bytes]]) -> Callable[..., None]:
    @wraps(write)
    def write_and_keep(self: Any, *given: Any, **options: Any) -> None:
        files.append({})
        try:
            write(self, *given, **options)
        finally:
            files.pop()

    return write_and_keep


def _reading(read: Callable[[Any], bytes], files: list[dict[int, bytes]]) -> Callable[[Any], bytes]:
    @wraps(read)
    def read_once(self: Any) -> bytes:
        if not files or self.number is None:
            return read(self)
        known = files[-1]
        if self.number not in known:
            known[self.number] = read(self)
        return known[self.number]

    return read_once
