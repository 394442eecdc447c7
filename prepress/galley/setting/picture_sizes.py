"""Picture sizes: the width and height that authors give a picture, as both editions keep them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from prepress.findings import Finding

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lxml import etree

    from prepress.galley.setting.draft import Draft

_SIDES = ("width", "height")
_LENGTH = re.compile(
    r"(?P<number>\d+(?:[.,]\d+)?|[.,]\d+)\s*(?P<unit>%|[a-z]+|\\(?:text|line|column)width)?",
    re.ASCII,
)
#: CSS's units (CSS Values 4, 6), a share of the column in words of its own, and in LaTeX's.
_UNITS = frozenset({"%", "mm", "cm", "q", "in", "pt", "pc", "px", "em", "rem"})
_SHARES = {"\\textwidth": 100.0, "\\linewidth": 100.0, "\\columnwidth": 100.0, "vw": 1.0}
_PX_PER = {
    "px": 1,
    "pt": 96 / 72,
    "pc": 16,
    "in": 96,
    "cm": 96 / 2.54,
    "mm": 96 / 25.4,
    "q": 24 / 25.4,
}
#: No column is wider; a table would be made as wide as what asks for more.
_WIDEST_PX = 720
_SAYS_NOTHING = frozenset({"", "auto", "inherit", "initial"})


def size_pictures(draft: Draft) -> list[Finding]:
    """Write the size of each picture of the chapter as declarations, which neither a layout nor the
    other edition reads another way; a size that says nothing is taken out and is a finding.

    An attribute of HTML takes whole px alone (HTML, 4.8.17), so that EPUBCheck refuses `50%`.
    """
    findings: list[Finding] = []
    for image in draft.elements("img"):
        given = _given_sizes(image)
        sizes = {side: size for side in _SIDES if (size := _length(given.get(side, "")))}
        for side, value in given.items():
            if side not in sizes and value.lower() not in _SAYS_NOTHING:
                findings.append(_unreadable(side, value, draft, image))
        if sizes.get("height", "").endswith("%"):
            del sizes["height"]  # of a column that is as high as what is in it
        if sizes:
            image.set("style", _declarations(sizes))
    return findings


def _given_sizes(image: etree._Element) -> dict[str, str]:
    """The sizes that the attributes of `image` and its own style give, which wins; they are taken
    from it.
    """
    given = {side: image.attrib.pop(side).strip() for side in _SIDES if side in image.attrib}
    limits: dict[str, str] = {}
    for declaration in image.attrib.pop("style", "").split(";"):
        name, _, value = declaration.partition(":")
        value = value.replace("!important", "").strip()
        if name.strip().lower() in _SIDES:
            given[name.strip().lower()] = value
        elif name.strip().lower().removeprefix("max-") in _SIDES:
            limits[name.strip().lower().removeprefix("max-")] = value
    usual = {side: value for side, value in limits.items() if value != "100%"}
    return {**usual, **{side: value for side, value in given.items() if value}}


def _length(value: str) -> str:
    """`value` as CSS writes it; empty for what is no length, or none above 0."""
    found = _LENGTH.fullmatch(value.lower())
    if found is None:
        return ""
    number, unit = float(found["number"].replace(",", ".")), found["unit"] or "px"
    if unit in _SHARES:
        number, unit = number * _SHARES[unit], "%"
    if unit not in _UNITS or number <= 0:
        return ""
    return (
        "100%"
        if number * _PX_PER.get(unit, 0) > _WIDEST_PX
        else f"{number:f}".rstrip("0").rstrip(".") + unit
    )


def _declarations(sizes: Mapping[str, str]) -> str:
    """The `sizes` with the side that is left to the picture, never wider than its column."""
    sides = [f"{side}: {sizes.get(side, 'auto')}" for side in _SIDES]
    return "; ".join([*sides, "max-width: 100%"])


def _unreadable(side: str, value: str, draft: Draft, image: etree._Element) -> Finding:
    return Finding(
        "I-005",
        draft.place(image, value),
        f"The {side} “{value[:80]}” of a picture is no size, so it is shown as large as it is.",
        f"Write a share of the column or a length: {side}=50%, {side}=6cm, {side}=300.",
    )
