"""Struts: how high an empty line of a style is, which the engine asks for each line and each box on
it, is worked out once for each style.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

_MARK = "_makebook_strut"


def know_struts(inline: Any) -> None:
    """Have the engine's module `inline` (`weasyprint.layout.inline`) keep the answer with the
    style: the engine itself makes a text of all that a font is chosen by to look it up.
    """
    if not hasattr(inline.strut, _MARK):
        inline.strut = _kept(inline.strut)
        setattr(inline.strut, _MARK, True)


def _kept(strut: Callable[[Any], Any]) -> Callable[[Any], Any]:
    @wraps(strut)
    def find(style: Any) -> Any:
        known = vars(style)
        if _MARK not in known:
            known[_MARK] = strut(style)
        return known[_MARK]

    return find
