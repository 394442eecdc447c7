"""The picture of what many clinics cost, drawn from the figures that were measured last.

uv run python -m tests.docs.scale
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from html import escape

from tests.benchmarks.scale import Scale, kept
from tests.docs.manual import PICTURES

SHOWN = PICTURES / "scale.svg"
#: The colour of each line and its dashes: it is known without its colour too.
_LOOKS = (
    ("#0f4c5c", ""),
    ("#7a1f3d", "7 3"),
    ("#4a3200", "12 4"),
    ("#3d2b8f", "2 3"),
    ("#1b4d2e", "9 3 2 3"),
)
_WIDTH_PX, _HEIGHT_PX = 640, 330
_LEFT_PX, _RIGHT_PX, _TOP_PX, _BOTTOM_PX = 64, 500, 16, 282
_LINE_PX = 17


def main() -> None:
    """Draw the picture anew."""
    SHOWN.write_text(scale_picture(kept()), "utf-8")


def scale_picture(scales: Sequence[Scale]) -> str:
    """The seconds of all processors over the number of copies, each ten times the last."""
    copies = [scale.copies for scale in scales]
    seconds = [run.processor_seconds for scale in scales for run in scale.runs.values()]
    least, most = math.floor(math.log10(min(seconds))), math.ceil(math.log10(max(seconds)))
    across = _axis(math.log10(copies[0]), math.log10(copies[-1]), _LEFT_PX, _RIGHT_PX)
    up = _axis(least, most, _BOTTOM_PX, _TOP_PX)
    parts = [_grid_line(10.0**power, up(10.0**power)) for power in range(least, most + 1)]
    parts += [_text(f"{each:,}", across(each), _BOTTOM_PX + 20, "middle") for each in copies]
    parts.append(_text("copies", (_LEFT_PX + _RIGHT_PX) / 2, _BOTTOM_PX + 42, "middle"))
    ends = {name: up(run.processor_seconds) for name, run in scales[-1].runs.items()}
    parts += [_text(name, _RIGHT_PX + 8, y + 4) for name, y in _apart(ends).items()]
    for name, look in zip(ends, _LOOKS, strict=True):
        seconds = [each.runs[name].processor_seconds for each in scales]
        parts.append(_line([*zip(map(across, copies), map(up, seconds), strict=True)], *look))
    body = "\n".join(parts)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH_PX} {_HEIGHT_PX}" '
        f'font-family="Source Sans 3, sans-serif" font-size="14" fill="#1a1a1a">\n{body}\n</svg>\n'
    )


def _apart(places: Mapping[str, float]) -> dict[str, float]:
    """The places, in px, with as much between them as words are high."""
    apart: dict[str, float] = {}
    lowest = float("inf")
    for name in sorted(places, key=places.__getitem__, reverse=True):
        lowest = apart[name] = min(places[name], lowest - _LINE_PX)
    return apart


def _axis(first: float, last: float, begin: float, end: float) -> Callable[[float], float]:
    """Where a value stands, in px, whose decimal logarithm lies between `first` and `last`."""
    step = (end - begin) / (last - first)
    return lambda value: begin + (math.log10(value) - first) * step


def _grid_line(seconds: float, y: float) -> str:
    line = f'<path d="M{_LEFT_PX} {y:.1f}H{_RIGHT_PX}" stroke="#c9c9c9" stroke-width="1"/>'
    return f"{line}\n{_text(f'{seconds:,g} s', _LEFT_PX - 8, y + 4, 'end')}"


def _line(points: Sequence[tuple[float, float]], colour: str, dashes: str) -> str:
    path = "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in points)
    dashed = f' stroke-dasharray="{dashes}"' if dashes else ""
    return f'<path d="{path}" fill="none" stroke="{colour}" stroke-width="2.5"{dashed}/>'


def _text(words: str, x: float, y: float, anchor: str = "start") -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">{escape(words)}</text>'


if __name__ == "__main__":
    main()
