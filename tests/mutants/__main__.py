"""`python -m tests.mutants WING` makes mutants of a wing of prepress, one at a time, and says which
of them no test notices.

Which tests run a line is looked up in a map, which is made of the wing's own tests when they are first
asked for, and kept in tests/artifacts; `python -m tests.mutants --map tests/manuscript` adds others,
and the quickest are tried first, 30 seconds of them at most. A mutant that takes three times as long
as the tests did before is killed too.
"""

from __future__ import annotations

import argparse
import sys
import tomllib
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path

from tests.mutants.coverage_map import CoverageMap
from tests.mutants.mutations import Mutation, mutations_of
from tests.mutants.trial import ProjectCopy

_ROOT = Path(__file__).resolve().parents[2]
_EQUIVALENT = Path(__file__).with_name("equivalent.toml")

#: The tests of wings that are tested through others, beside those in the folder of the same name.
_BESIDE = {
    "building": ("tests/commands",),
    "editions": (
        *("tests/manuscript/metadata", "tests/commands", "tests/pdf", "tests/epub"),
        *("tests/checks/customers/test_book_printers.py", "tests/checks/parity"),
    ),
    "galley/markup": ("tests/dialects",),
    "galley/setting": ("tests/dialects",),
    "images": ("tests/epub/test_images.py",),
    "layouts": ("tests/clinics/test_brand.py",),
    "manuscript": ("tests/clinics/test_placeholders.py", "tests/dialects", "tests/project"),
    "readers": ("tests/checks/preflight", "tests/releases/diff"),
    "releases": ("tests/checks/translations/test_publications.py",),
    "reporting": ("tests/commands", "tests/checks/plain_language"),
    "screen": ("tests/epub", "tests/web"),
    "text": ("tests/dialects", "tests/galley", "tests/manuscript"),
}


def main() -> int:
    """Try what is asked for; 1 where a mutant survives."""
    parser = argparse.ArgumentParser(prog="python -m tests.mutants", description=__doc__)
    parser.add_argument("wing", nargs="?", help="a folder below prepress, such as galley/markup")
    parser.add_argument(
        "--map", nargs="+", default=[], help="files and folders of tests to map too"
    )
    parser.add_argument("--count", type=int, default=20, help="how many mutants")
    parser.add_argument(
        "--seed", type=int, default=1, help="which ones; the same are always the same"
    )
    parser.add_argument(
        "--only", nargs="+", default=[""], help="those in files, or on lines: name.py:12"
    )
    asked = parser.parse_args()
    own = [f"tests/{asked.wing}", *_BESIDE.get(asked.wing, ())] if asked.wing else []
    with ProjectCopy.of(_ROOT) as copy:
        copy.check()
        unknown = [*CoverageMap(_ROOT).unknown([*asked.map, *own])]
        if unknown:
            copy.note_coverage(unknown)
        if not asked.wing:
            return 0
        chosen = _chosen(copy.root, asked.wing, asked.only, asked.count, asked.seed)
        coverage_map = CoverageMap(_ROOT)
        survivors = [each for each in chosen if not _is_killed(copy, coverage_map, each)]
    killed = len(chosen) - len(survivors)
    _say(f"{asked.wing}: {killed} of {len(chosen)} killed (seed {asked.seed})")
    return int(bool(survivors))


def _chosen(
    root: Path, wing: str, only: Sequence[str], count: int, seed: int
) -> Sequence[Mutation]:
    """So many mutants of a wing, without those that are known to change nothing; the others stay the
    same when one becomes known, or other lines change.
    """
    known = {
        (each["file"], each["line"], each["change"])
        for each in tomllib.loads(_EQUIVALENT.read_text())["mutant"]
    }
    sites = {
        mutation: (str(file.relative_to(root)), lines[mutation.line - 1].strip(), mutation.change)
        for file in sorted((root / "prepress" / wing).rglob("*.py"))
        for lines in [file.read_text("utf-8").splitlines()]
        for mutation in mutations_of(file)
        if f"{file.name}:{mutation.line}".startswith(tuple(only))
    }
    at_random = {
        mutation: sha256(f"{seed} {site}".encode()).digest()
        for mutation, site in sites.items()
        if site not in known
    }
    chosen = sorted(at_random, key=at_random.__getitem__)[:count]
    return sorted(chosen, key=lambda each: (each.file, each.start))


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def _is_killed(copy: ProjectCopy, coverage_map: CoverageMap, mutation: Mutation) -> bool:
    name = str(mutation.file.relative_to(copy.root))
    running, others = coverage_map.tests_of(name, mutation.line)
    killed = copy.is_killed(mutation, running | others)
    verdict = "killed" if killed else "SURVIVES"
    _say(f"{verdict} {name}:{mutation.line}: {mutation.change} ({len(running)} tests run it)")
    return killed


if __name__ == "__main__":
    sys.exit(main())
