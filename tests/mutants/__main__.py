"""`python -m tests.mutants WING` makes mutants of a wing of prepress, one at a time, and says which
of them no test of that wing notices.
"""

from __future__ import annotations

import argparse
import random
import sys
import tomllib
from collections.abc import Sequence
from pathlib import Path

from tests.mutants.mutations import Mutation, mutations_of
from tests.mutants.trial import ProjectCopy

_ROOT = Path(__file__).resolve().parents[2]
_EQUIVALENT = Path(__file__).with_name("equivalent.toml")
#: The tests of wings that have no folder of the same name, or more than that.
_TESTS = {
    "building": ("tests/building", "tests/commands"),
    "checks/translations": ("tests/checks/translations",),
    "galley/markup": ("tests/galley/markup", "tests/dialects"),
    "galley/setting": ("tests/galley", "tests/dialects"),
    "images": ("tests/images", "tests/epub/test_images.py", "tests/galley/setting"),
    "releases": ("tests/releases", "tests/checks/translations/test_publications.py"),
    "reporting": ("tests/commands", "tests/checks/plain_language"),
}


def main() -> int:
    """Try what is asked for; 1 where a mutant survives."""
    parser = argparse.ArgumentParser(prog="python -m tests.mutants", description=__doc__)
    parser.add_argument(
        "wing", help="a folder below prepress, such as import_word or galley/markup"
    )
    parser.add_argument("tests", nargs="*", help="files and folders of tests, else the wing's own")
    parser.add_argument("--count", type=int, default=20, help="how many mutants")
    parser.add_argument(
        "--seed", type=int, default=1, help="which ones; the same are always the same"
    )
    parser.add_argument(
        "--only", default="", help="those in files of this name, and line: name.py:12"
    )
    asked = parser.parse_args()
    tests = asked.tests or _TESTS.get(asked.wing, (f"tests/{asked.wing}",))
    with ProjectCopy.of(_ROOT) as copy:
        covered = copy.covered(asked.wing, tests)
        survivors = 0
        chosen = _chosen(copy.root, asked.wing, asked.only, asked.count, asked.seed)
        for mutation in chosen:
            killed = copy.is_killed(mutation, covered)
            survivors += not killed
            runs = len(covered.tests_of(mutation.file, mutation.line))
            place = f"{mutation.file.relative_to(copy.root)}:{mutation.line}"
            _say(f"{'killed' if killed else 'SURVIVES'} {place}: {mutation.change} ({runs} tests)")
    _say(f"{asked.wing}: {len(chosen) - survivors} of {len(chosen)} killed (seed {asked.seed})")
    return int(survivors > 0)


def _chosen(root: Path, wing: str, only: str, count: int, seed: int) -> Sequence[Mutation]:
    """So many mutants of a wing, without those that are known to change nothing."""
    known = {
        (each["file"], each["change"]) for each in tomllib.loads(_EQUIVALENT.read_text())["mutant"]
    }
    sites = [
        mutation
        for file in sorted((root / "prepress" / wing).rglob("*.py"))
        for mutation in mutations_of(file)
        if f"{file.name}:{mutation.line}".startswith(only)
        and (str(file.relative_to(root)), mutation.change) not in known
    ]
    chosen = random.Random(seed).sample(sites, min(count, len(sites)))
    return sorted(chosen, key=lambda each: (each.file, each.start))


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
