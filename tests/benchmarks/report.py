"""The report: the figures of each work in one line of a table, and whether its bar is kept."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from tests.benchmarks.clock import Series

HEADINGS = ("work", "against", "ours", "peer", "ratio", "bar", "", "peak, ours", "peak, peer")


@dataclass(frozen=True)
class Outcome:
    """What one work came to: `series` in seconds and `peaks` in bytes, ours and the peer's, or
    `why_not`.
    """

    name: str
    title: str
    against: str
    bar: float
    memory_bar: float | None = None
    series: tuple[Series, Series] | None = None
    peaks: tuple[int, int] | None = None
    why_not: str = ""

    @property
    def ratio(self) -> float | None:
        """Our median as a part of the peer's."""
        return self.series and self.series[0].median / self.series[1].median

    @property
    def memory_ratio(self) -> float | None:
        """Our peak as a part of the peer's."""
        return self.peaks and self.peaks[0] / self.peaks[1]

    @property
    def is_within_bars(self) -> bool:
        """Whether no bar is missed; what was not measured misses none."""
        judged = ((self.ratio, self.bar), (self.memory_ratio, self.memory_bar))
        return all(ratio is None or bar is None or ratio <= bar for ratio, bar in judged)


def table(outcomes: Iterable[Outcome]) -> str:
    """A Markdown table of all outcomes that reads as plain text too, and below it what was not
    measured.
    """
    outcomes = tuple(outcomes)
    rows = [HEADINGS, *(row for outcome in outcomes for row in _rows(outcome))]
    widths = [max(3, *map(len, column)) for column in zip(*rows, strict=True)]
    lines = [_line(row, widths) for row in rows]
    lines.insert(1, _line(["-" * width for width in widths], widths))
    reasons = [
        f"{outcome.title}: not measured: {outcome.why_not}"
        for outcome in outcomes
        if outcome.why_not
    ]
    return "\n".join([*lines, *(["", *reasons] if reasons else [])])


def as_values(outcome: Outcome) -> dict[str, Any]:
    """An outcome as JSON has it."""
    ours, peer = (series.figures for series in outcome.series) if outcome.series else (None, None)
    return {
        "work": outcome.name,
        "against": outcome.against,
        "bar": outcome.bar,
        "ratio": outcome.ratio,
        "seconds": {"ours": ours, "peer": peer},
        "memory_bar": outcome.memory_bar,
        "memory_ratio": outcome.memory_ratio,
        "peak_bytes": outcome.peaks and {"ours": outcome.peaks[0], "peer": outcome.peaks[1]},
        "not_measured": outcome.why_not or None,
    }


def _rows(outcome: Outcome) -> Iterable[tuple[str, ...]]:
    ours, peer = map(_seconds, outcome.series) if outcome.series else ("not measured", "")
    peaks = tuple(map(_megabytes, outcome.peaks)) if outcome.peaks else ("", "")
    yield outcome.title, outcome.against, ours, peer, *_judged(outcome.ratio, outcome.bar), *peaks
    if outcome.memory_bar is not None and outcome.peaks:
        judged = _judged(outcome.memory_ratio, outcome.memory_bar)
        yield f"{outcome.title}, peak memory", outcome.against, *peaks, *judged, "", ""


def _judged(ratio: float | None, bar: float) -> tuple[str, str, str]:
    verdict = "" if ratio is None else "kept" if ratio <= bar else "MISSED"
    return "" if ratio is None else f"{ratio:.2f}", f"{bar:.2f}".removesuffix("0"), verdict


def _seconds(series: Series) -> str:
    """The median, and the least and most in brackets."""
    return f"{series.median:.3f} s ({series.least:.3f}-{series.most:.3f})"


def _megabytes(size: int) -> str:
    return f"{size / 1e6:.0f} MB"


def _line(row: Sequence[str], widths: Sequence[int]) -> str:
    cells = (cell.ljust(width) for cell, width in zip(row, widths, strict=True))
    return f"| {' | '.join(cells)} |"
