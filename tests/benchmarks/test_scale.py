"""What many clinics cost is measured of all processes, and shown in words and in a picture."""

import re
import sys
from itertools import pairwise
from pathlib import Path

import pytest

from tests.benchmarks.clock import NotMeasuredError, Run, Step, watched
from tests.benchmarks.scale import Scale, measured, model_table, network_table, scale_table
from tests.docs.scale import scale_picture

QUICK, SLOW = Run(0.5, 0.4, 30_000_000), Run(1_000, 2_000, 200_000_000)
FIGURES = (
    Scale(10, 4_000_000, Run(4, 8, 200_000_000), QUICK, QUICK, QUICK, QUICK),
    Scale(10_000, 4_000_000_000, SLOW, Run(50, 90, 1), SLOW, QUICK, QUICK),
)


def test_all_processes_of_a_run_count(tmp_path: Path) -> None:
    holds = "held = b'x' * 60_000_000; sum(range(20_000_000))"
    starts = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {holds!r}])"
    run = watched(Step((sys.executable, "-c", starts), tmp_path))
    assert run.processor_seconds > 0.1
    assert run.seconds > 0.1
    assert run.peak > 60_000_000


def test_run_that_fails_is_not_measured(tmp_path: Path) -> None:
    with pytest.raises(NotMeasuredError, match="no paper"):
        watched(Step((sys.executable, "-c", "raise SystemExit('no paper')"), tmp_path))


def test_copies_of_two_clinics_are_made_fetched_edited_and_left() -> None:
    scale = measured(2)
    assert [run.summary.partition(", ")[0] for run in scale.runs.values()] == [
        "8 editions made",
        "8 editions from the cache",
        "4 editions made",
        "4 editions made",
        "8 editions up to date",
    ]
    assert scale.copies == 4
    assert scale.size > 100_000


def test_table_has_both_kinds_of_time_and_what_a_network_takes() -> None:
    *_, row = scale_table(FIGURES).splitlines()
    assert row.startswith(
        "| 10,000 | 2,000\u00a0s (1,000\u00a0s) | 90\u00a0s (50\u00a0s) | 2,000\u00a0s (1,000\u00a0s) |"
    )
    _, _, first, *_, last = network_table(FIGURES[-1]).splitlines()
    assert first == "| everything is made | 1,000,000 | 55.6\u00a0h | 52\u00a0min | 400.0\u00a0GB |"
    assert last.startswith("| nothing has changed | 1,000,000 | 40.0\u00a0s |")


def test_a_line_through_the_figures_is_the_model() -> None:
    lines = model_table(FIGURES).splitlines()[2:]
    assert lines[0] == "| all made | 6.01\u00a0s | 199.40\u00a0ms |"
    assert lines[-1] == "| nothing to do | 0.40\u00a0s | 0.00\u00a0ms |"


def test_words_beside_the_lines_do_not_overlap() -> None:
    words = re.findall(r'y="([\d.]+)" text-anchor="start"', scale_picture(FIGURES))
    heights = sorted(map(float, words))
    assert len(heights) == len(FIGURES[0].runs)
    assert all(below - above >= 16 for above, below in pairwise(heights))
