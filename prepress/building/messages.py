"""Messages between a build and its workers: values of any size that travel in a file, so that a
process which is killed never leaves half of one in a pipe.
"""

from __future__ import annotations

import os
import pickle
import tempfile
import traceback
from pathlib import Path
from typing import Any

from prepress.files.temporary_folders import room_for_temporary_files


class Message:
    """`value` in a file of `folder`, by default the one for temporary files; when a pickled message
    is loaded, in this process or another, there is the value, and the file is gone.

    Its pickle is smaller than what a pipe takes at once (PIPE_BUF in POSIX' write(), at least 512
    bytes). Raises MachineError where the disk is full.
    """

    def __init__(self, value: object, folder: Path | None = None) -> None:
        with room_for_temporary_files():
            self._path = _written(pickle.dumps(value, pickle.HIGHEST_PROTOCOL), folder)

    def __reduce__(self) -> tuple[Any, ...]:
        return _value, (self._path,)


class ErrorMessage(Exception):  # noqa: N818 - on its way only: what arrives is the error in it
    """`error` in a file, with where it was raised as a note; raised in its place."""

    def __init__(self, error: Exception) -> None:
        super().__init__()
        error.add_note(traceback.format_exc())
        error.__cause__ = error.__context__ = None
        self._message = Message(error)

    def __reduce__(self) -> tuple[Any, ...]:
        return self._message.__reduce__()


def _written(content: bytes, folder: Path | None) -> str:
    """The path of a new file with `content`."""
    file, path = tempfile.mkstemp(".message", dir=folder)
    try:
        with os.fdopen(file, "wb") as writer:
            writer.write(content)
    except OSError:
        Path(path).unlink()
        raise
    return path


def _value(path: str) -> Any:
    file = Path(path)
    content = file.read_bytes()
    file.unlink()
    return pickle.loads(content)
