"""Separators: the signs that part the items of a list, as languages set them."""

from __future__ import annotations


def signs_between(lang: str) -> tuple[str, str]:
    """The comma and the semicolon of the language, with the spaces that it sets behind them."""
    if lang.startswith(("zh", "ja")):
        return "，", "；"
    if lang.startswith(("ar", "fa", "ur")):
        return "، ", "؛ "
    return ", ", "\u00a0; " if lang.startswith("fr") else "; "
