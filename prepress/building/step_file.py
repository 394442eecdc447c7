"""Step file: by it a worker tells the build what its task is at, in few words, the newest alone."""

from __future__ import annotations

import os
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class StepFile:
    """A file at `path` that is there as soon as something was told; call it to tell a step."""

    path: Path

    @classmethod
    def new_in(cls, folder: Path) -> StepFile:
        """One of a name that no other has."""
        return cls(folder / f"{os.urandom(8).hex()}.step")

    def __call__(self, step: str) -> None:
        """Tell `step`; where the disk does not allow it, nobody learns of it."""
        new = self.path.with_suffix(".new")
        with suppress(OSError):
            new.write_text(step, encoding="utf-8")
            new.replace(self.path)

    def read(self) -> str:
        """What was told last; nothing where that was never."""
        try:
            return self.path.read_text(encoding="utf-8")
        except OSError:
            return ""
