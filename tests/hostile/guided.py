"""The campaign guided by coverage: what reaches lines that no variant has reached is changed further.
Ask `uv run --with atheris==3.0.0 python -m tests.hostile.guided markdown --seconds 600`.

It ends with the first fault, whose bytes it keeps in a file; `python -m tests.hostile.guided
markdown FILE` shows it again. atheris is Google's libFuzzer for Python; it has builds for few
systems, so the tests do not ask for it.
"""

from __future__ import annotations

import argparse
import sys
from contextlib import AbstractContextManager
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import cast

import atheris


def _instrumented() -> AbstractContextManager[None]:
    """Within it, what is imported tells which of its lines are reached."""
    return cast(
        "AbstractContextManager[None]",
        atheris.instrument_imports(include=["prepress", "markdown", "mammoth"]),
    )


with _instrumented():
    from tests.hostile.mutation import Mutation
    from tests.hostile.readers import LONGEST, READERS

#: The longest row of choices, in bytes: some hundred are asked for by one variant.
_LONGEST_ROW = 4096


class Chosen(Random):
    """Makes the choices that a row of bytes names; the first of all once the bytes are used up."""

    def __init__(self, row: bytes) -> None:
        super().__init__(0)
        self._left = atheris.FuzzedDataProvider(row)

    def random(self) -> float:
        """A number from 0 to 1."""
        return self.getrandbits(32) / 2**32

    def getrandbits(self, k: int, /) -> int:
        """`k` bits."""
        return int(self._left.ConsumeIntInRange(0, 2**k - 1)) if k else 0


def main() -> None:
    """Try variants of one kind for so long, or one again."""
    parser = argparse.ArgumentParser(prog="python -m tests.hostile.guided", description=__doc__)
    parser.add_argument("kind", choices=[*READERS])
    parser.add_argument("file", nargs="*", type=Path, help="the choices to try again")
    parser.add_argument("--seconds", type=int, default=60)
    asked = parser.parse_args()

    def try_one(row: bytes) -> None:
        with TemporaryDirectory() as folder:
            READERS[asked.kind](Mutation(Chosen(row)), Path(folder))

    with _instrumented():
        try_one(b"")  # imports what the reader imports where it is asked
    options = [
        f"-max_total_time={asked.seconds}",
        f"-max_len={_LONGEST_ROW}",
        f"-timeout={2 * LONGEST:.0f}",
        "-len_control=0",
        f"-artifact_prefix={asked.kind}-",
    ]
    atheris.Setup([sys.argv[0], *options, *map(str, asked.file)], try_one)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
