"""Figure places: where a figure stands whose author does not say it, by the shape and size of its
picture.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lxml import etree

    from prepress.galley.setting.draft import Draft
    from prepress.images.pictures import Picture

#: The classes by which authors say it.
_SAID = frozenset({"column", "full", "left", "right", "wide"})
#: A margin is too narrow for what is so many times as wide as high.
_WIDEST = 1.7
#: What stands in one of these stays there.
_INDENTED = ("li", "dd", "td", "th", "blockquote", "figure")
#: What has no more pixels is as small as a margin is narrow.
_SMALL_PX = 200


def place_figures(draft: Draft, pictures: Mapping[str, Picture]) -> None:
    """Mark each figure of the chapter as one for the margin or for the column of the text;
    `pictures` are those of the text by their addresses.

    Drawings and small pictures introduce what stands beside them; photographs and wide drawings are
    looked at.
    """
    for figure in draft.elements("figure"):
        classes = figure.get("class", "").split()
        if _SAID.isdisjoint(classes):
            place = "in-margin" if _is_for_margin(figure, classes, pictures) else "in-column"
            figure.set("class", " ".join([place, *classes]))


def _is_for_margin(
    figure: etree._Element, classes: list[str], pictures: Mapping[str, Picture]
) -> bool:
    if next(figure.iterancestors(*_INDENTED), None) is not None:
        return False
    if {"margin", "decorative"} & {*classes}:
        return True
    images = list(figure.iter("img"))
    if len(images) != 1 or len(figure) > 2 or images[0].get("style"):
        return False
    picture = pictures.get(images[0].get("src", ""))
    if picture is None or picture.width > picture.height * _WIDEST:
        return False
    return picture.media_type == "image/svg+xml" or max(picture.width, picture.height) <= _SMALL_PX
