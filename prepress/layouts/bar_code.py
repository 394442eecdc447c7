"""Bar codes: the EAN-13 of an ISBN as a drawing that a shop's scanner reads."""

from __future__ import annotations

from functools import lru_cache

#: In modules, of which one is 0.33 mm wide (GS1 General Specifications, 5.2.3): what stays white
#: before and behind the bars, how high they are, and how much deeper those at the edges and in the
#: middle reach.
_BEFORE, _BEHIND = 11, 7
_HIGH, _DEEPER = 69.24, 5.0
_GUARD, _BAR = "G", "1"


@lru_cache(maxsize=64)
def bar_code(digits: str) -> str:
    """The bars of the 13 `digits` as an inline SVG in black alone, with what must stay white
    around them; the digits stand below it.
    """
    from barcode.ean import EAN13

    (modules,) = EAN13(digits, guardbar=True).build()
    bars = []
    for kind, first, count in _runs(modules):
        if kind in (_GUARD, _BAR):
            height = _HIGH + (_DEEPER if kind == _GUARD else 0)
            bars.append(f"M{_BEFORE + first} 0h{count}v{height:g}h-{count}z")
    width = _BEFORE + len(modules) + _BEHIND
    return (
        f'<svg class="bar-code" role="img" viewBox="0 0 {width} {_HIGH + _DEEPER:g}" '
        f'xmlns="http://www.w3.org/2000/svg"><title>{digits}</title>'
        f'<path fill="#000000" d="{"".join(bars)}"/></svg>'
    )


def _runs(modules: str) -> list[tuple[str, int, int]]:
    """Modules of one kind in a row: the kind, the first of them, and how many."""
    runs: list[tuple[str, int, int]] = []
    for place, kind in enumerate(modules):
        if runs and runs[-1][0] == kind:
            runs[-1] = (kind, runs[-1][1], runs[-1][2] + 1)
        else:
            runs.append((kind, place, 1))
    return runs
