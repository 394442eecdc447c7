"""The map: which tests run which lines of prepress, kept from one run to the next for each file of
tests.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import Any

#: Where it is kept, below the root; git takes nothing from there.
_FOLDER = "tests/artifacts/mutants"
#: Where fewer tests than these run a line, others in their files are tried too: what a fixture or a
#: cache makes once counts as run by the first test that needs it.
_FEW = 20
#: What the tests that run its line, and the others, may take together, in seconds.
_LONGEST_S = 30.0


class CoverageMap:
    """What was noted of each file of tests, in a JSON file that is named by the text of both."""

    def __init__(self, root: Path) -> None:
        self._root = root

    def unknown(self, tests: Iterable[str]) -> Iterator[str]:
        """The files of tests in `tests`, files and folders, of which nothing is noted as they are."""
        for each in tests:
            place = self._root / each
            for file in [place] if place.is_file() else sorted(place.rglob("test_*.py")):
                name = str(file.relative_to(self._root))
                if not self._record(name).exists():
                    yield name

    def add(
        self,
        durations: Mapping[str, float],
        lines: Mapping[str, Mapping[int, Sequence[str]]],
    ) -> None:
        """Note how long tests took, and the tests that ran each line of each file."""
        for name in {_file_of(test) for test in durations}:
            tests = sorted(test for test in durations if _file_of(test) == name)
            number = {test: at for at, test in enumerate(tests)}
            run = {
                file: {line: [number[t] for t in by if t in number] for line, by in found.items()}
                for file, found in lines.items()
            }
            record = self._record(name)
            record.parent.mkdir(parents=True, exist_ok=True)
            of_files = {
                file: {
                    "digest": _digest(self._root / file),
                    "lines": {line: by for line, by in found.items() if by},
                }
                for file, found in run.items()
                if any(found.values())
            }
            seconds = [durations[test] for test in tests]
            record.write_text(json.dumps({"tests": tests, "seconds": seconds, "files": of_files}))

    def tests_of(self, file: str, line: int) -> tuple[dict[str, float], dict[str, float]]:
        """The tests that run a line, the quickest first, and how many seconds each takes; where they
        are few, others beside them too, or those that run its file where none runs it; as many of
        both as are soon done.
        """
        of_line: dict[str, float] = {}
        beside: dict[str, float] = {}
        of_file: dict[str, float] = {}
        for record in self._records:
            seconds = dict(zip(record["tests"], record["seconds"], strict=True))
            noted = record["files"].get(file, {"lines": {}, "digest": ""})
            if noted["digest"] == _digest(self._root / file):
                numbers = noted["lines"].get(str(line), [])
            else:
                numbers = {each for its in noted["lines"].values() for each in its}
            if numbers:
                of_line |= {record["tests"][each]: record["seconds"][each] for each in numbers}
                beside |= seconds
            elif noted["lines"]:
                of_file |= seconds
        others = {} if len(of_line) >= _FEW else (beside or of_file)
        return _soon_done(of_line), _soon_done({t: others[t] for t in others if t not in of_line})

    @cached_property
    def _records(self) -> list[Any]:
        tests = [
            str(each.relative_to(self._root)) for each in self._root.glob("tests/**/test_*.py")
        ]
        records = map(self._record, tests)
        return [json.loads(each.read_text()) for each in records if each.exists()]

    def _record(self, tests: str) -> Path:
        digest = sha256(tests.encode() + (self._root / tests).read_bytes()).hexdigest()
        return self._root / _FOLDER / f"{digest}.json"


def _file_of(test: str) -> str:
    return test.partition("::")[0]


def _digest(file: Path) -> str:
    return sha256(file.read_bytes()).hexdigest()


def _soon_done(seconds: Mapping[str, float]) -> dict[str, float]:
    chosen: dict[str, float] = {}
    already = 0.0
    for test, takes in sorted(seconds.items(), key=lambda each: each[1]):
        already += takes
        if chosen and already > _LONGEST_S:
            break
        chosen[test] = takes
    return chosen
