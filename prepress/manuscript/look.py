"""The look of a publication: which colours, fonts and measures its author or clinic asks for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from prepress.errors import Place


@dataclass(frozen=True)
class Look:
    """What is asked of the look; None is what stays as the layout has it.

    `name` is that of a file of looks, from which the rest begins. Colours are `#rrggbb`, fonts the
    names of families, `size` is in pt and margins in mm; `spacing` and `roundness` are multiples of
    the layout's own. Chapters of a book have their `openings` on a `recto` or on `any` page. `foot`
    and `head` are lines with placeholders; an empty one has no words. `places` say where each of
    them is written.
    """

    name: str | None = None
    primary: str | None = None
    accent: str | None = None
    ink: str | None = None
    text_font: str | None = None
    heading_font: str | None = None
    code_font: str | None = None
    size: float | None = None
    leading: float | None = None
    spacing: float | None = None
    margin_top: float | None = None
    margin_side: float | None = None
    margin_foot: float | None = None
    roundness: float | None = None
    openings: str | None = None
    foot: str | None = None
    head: str | None = None
    places: Mapping[str, Place] = field(default_factory=dict, compare=False, repr=False)


def joint_look(shared: Look | None, own: Look | None) -> Look | None:
    """What the `own` look says, and the `shared` one for what that does not say."""
    if shared is None or own is None:
        return own or shared
    said: dict[str, Any] = {
        each.name: value
        for each in fields(Look)
        if each.name != "places" and (value := getattr(own, each.name)) is not None
    }
    return replace(shared, **said, places={**shared.places, **own.places})
