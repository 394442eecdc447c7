"""Demands: what a finished PDF has to bear, which differs between the office printer and the
press.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Demands:
    """Pixels per inch of pictures, bleed in millimetres, the most ink in percent (None: any), and
    whether it is tagged.

    `tagged` says that the PDF claims to be PDF/UA-1 and PDF/A-2a, `binds` that its pages need no
    bleed where they are bound.
    """

    ppi: int
    bleed_mm: float = 0
    ink_limit: float | None = None
    tagged: bool = True
    binds: bool = False
