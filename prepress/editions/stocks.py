"""Stocks: papers by the names that printers give them, and how thick a page of each is.

Amazon KDP, help page “Paperback Cover Design” (“Calculating spine width”): white paper 0.002252 in,
cream paper 0.0025 in, premium colour 0.002347 in, standard colour 0.002252 in a page.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from prepress.editions.trims import UNIT_MM

if TYPE_CHECKING:
    from prepress.text.yaml_source import Value

_INCH = UNIT_MM["in"]
#: How thick one page is, half a leaf, in mm.
STOCKS: Mapping[str, float] = MappingProxyType(
    {
        "kdp-white": 0.002252 * _INCH,
        "kdp-cream": 0.0025 * _INCH,
        "kdp-color": 0.002252 * _INCH,
        "kdp-premium-color": 0.002347 * _INCH,
    }
)
#: What books are printed on where nobody says it.
USUAL_STOCK = STOCKS["kdp-cream"]
_THINNEST, _THICKEST = 0.015, 0.3


def page_thickness(option: Value) -> float:
    """How thick a page is in mm, as an author wrote it: the name of a stock, a length such as
    `0.0025in`, or how many pages make an inch, such as `400ppi`. Raises SourceError for others.
    """
    from prepress.manuscript.metadata_values import line_of_text

    text = line_of_text(option).lower()
    if text in STOCKS:
        return STOCKS[text]
    found = re.fullmatch(r"([0-9]*\.?[0-9]+)\s*(mm|cm|in|pt|ppi)", text)
    size = 0.0
    if found and float(found[1]):
        number = float(found[1])
        size = _INCH / number if found[2] == "ppi" else number * UNIT_MM[found[2]]
    if not _THINNEST <= size <= _THICKEST:
        raise option.wrong(
            f"is “{text}”, but must be {', '.join(STOCKS)}, how thick a page is (half a leaf), or "
            "how many pages make an inch (400ppi)"
        )
    return size


def stock_name(thickness: float) -> str:
    """The name of the first stock whose pages are so thick; empty where there is none."""
    return next((name for name, mm in STOCKS.items() if mm == thickness), "")
