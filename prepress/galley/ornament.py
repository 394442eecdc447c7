"""Ornament: a drawing of the text that decorates and says nothing, for a cover to bear."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from prepress.galley.galley import Galley
    from prepress.images.pictures import Picture

_DRAWING = "image/svg+xml"
_ORNAMENT = re.compile(
    r"""<figure class="[^"]*\bdecorative\b[^"]*"><img [^>]*?src="(?P<url>[^"]*)\""""
)


def ornament_of(galley: Galley) -> Picture | None:
    """The first drawing of the text that is an ornament and no more; None where it has none."""
    drawings = {each.url: each for each in galley.pictures if each.media_type == _DRAWING}
    found = (
        drawings.get(unescape(image["url"]))
        for chapter in galley.chapters
        for image in _ORNAMENT.finditer(chapter.markup)
    )
    return next(filter(None, found), None)
