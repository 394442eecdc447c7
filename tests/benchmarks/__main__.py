"""The command: measure the works that were chosen and print their table."""

from __future__ import annotations

import argparse
import compileall
import json
import sys
import sysconfig
import tempfile
from collections.abc import Sequence
from pathlib import Path

import prepress
from tests.benchmarks import scale
from tests.benchmarks.clock import NotMeasuredError, in_turn
from tests.benchmarks.growth import SIZES, built, growth_table
from tests.benchmarks.peers import pandoc
from tests.benchmarks.report import Outcome, as_values, table
from tests.benchmarks.works import WORKS, Work


def main() -> int:
    """Measure, print the table, and say by the exit code whether every bar was kept that was
    measured.
    """
    chosen = _chosen(sys.argv[1:])
    if chosen.growth is not None:
        return _measure_growth(chosen.growth or SIZES)
    if chosen.scale is not None:
        return _measure_scale(chosen.scale or scale.SIZES)
    try:
        pandoc()
    except NotMeasuredError as error:
        sys.stderr.write(f"{error}\n")
        return 2
    _byte_compile()
    outcomes = []
    for work in WORKS:
        if not chosen.only or work.name in chosen.only:
            sys.stderr.write(f"{work.title} …\n")
            outcomes.append(measured(work, chosen.runs))
    sys.stdout.write(f"{table(outcomes)}\n")
    if chosen.json:
        chosen.json.write_text(
            json.dumps([as_values(outcome) for outcome in outcomes], indent=2) + "\n", "utf-8"
        )
    return 0 if all(outcome.is_within_bars for outcome in outcomes) else 1


def measured(work: Work, runs: int) -> Outcome:
    """One work: a warm-up of each side, the proof that it is fair, `runs` in turn for time, and one
    for memory.

    The look at memory slows a run down, so it is not the one that is timed.
    """
    facts = (work.name, work.title, work.against, work.bar, work.memory_bar)
    try:
        with (
            tempfile.TemporaryDirectory(prefix="makebook-bench-") as folder,
            work.open(Path(folder)) as pairing,
        ):
            pairing.ours.seconds(), pairing.peer.seconds()
            pairing.proof()
            series = in_turn(pairing.ours, pairing.peer, runs)
            return Outcome(*facts, series, (pairing.ours.peak(), pairing.peer.peak()))
    except NotMeasuredError as error:
        return Outcome(*facts, why_not=str(error))


def _measure_growth(sizes: Sequence[int]) -> int:
    """Build a book of each of `sizes`, in pages, and print what each took."""
    _byte_compile()
    books = []
    for pages in sizes:
        sys.stderr.write(f"{pages} pages …\n")
        books.append(built(pages))
    sys.stdout.write(f"{growth_table(books)}\n")
    return 0 if all(book.is_within_bar for book in books) else 1


def _measure_scale(sizes: Sequence[int]) -> int:
    """Build for each of `sizes`, in clinics, and write what that took for the manual."""
    _byte_compile()
    scales = []
    for copies in sizes:
        sys.stderr.write(f"{copies} clinics …\n")
        scales.append(scale.measured(copies))
        scale.keep(scales)
    sys.stdout.write(scale.scale_table(scales))
    return 0


def _byte_compile() -> None:
    """Have all bytecode in place, as it is from the second time on that anyone runs a program."""
    compileall.compile_dir(sysconfig.get_path("purelib"), quiet=2)
    compileall.compile_dir(Path(prepress.__file__).parent, quiet=2)
    compileall.compile_file(Path(prepress.__file__).parents[1] / "makebook.py", quiet=2)


def _chosen(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m tests.benchmarks", description="Measure makebook beside its peers."
    )
    parser.add_argument(
        "--runs", type=int, default=5, help="how often each side runs after its warm-up"
    )
    parser.add_argument(
        "--only",
        action="append",
        choices=[work.name for work in WORKS],
        help="measure only this work",
    )
    parser.add_argument(
        "--json", type=Path, metavar="FILE", help="also write every figure into this file"
    )
    parser.add_argument(
        "--growth",
        type=int,
        nargs="*",
        metavar="PAGES",
        help=f"measure books of so many pages instead; {', '.join(map(str, SIZES))} if none is said",
    )
    parser.add_argument(
        "--scale",
        type=int,
        nargs="*",
        metavar="CLINICS",
        help=(
            f"measure the handout for so many clinics instead, and write the figures of the manual; "
            f"{', '.join(map(str, scale.SIZES))} if none is said"
        ),
    )
    chosen = parser.parse_args(arguments)
    if chosen.runs < 1:
        parser.error("--runs must be 1 or more")
    return chosen


if __name__ == "__main__":
    sys.exit(main())
