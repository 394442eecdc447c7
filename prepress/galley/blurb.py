"""Blurb: what stands on the back of a cover, set from the Markdown of the metadata."""

from __future__ import annotations

from typing import TYPE_CHECKING

import nh3

from prepress.galley.markup.parser import markdown_for
from prepress.galley.markup.sanitising import sanitise

if TYPE_CHECKING:
    from prepress.manuscript.metadata import Metadata

#: What fits on a back cover; of all else the words remain.
_TAGS = frozenset({"p", "em", "strong", "i", "b", "br", "ul", "ol", "li", "blockquote", "cite"})


def blurb_markup(metadata: Metadata) -> str:
    """The blurb as XHTML, else the description, else nothing."""
    text = metadata.blurb or metadata.description or ""
    if not text:
        return ""
    html = markdown_for(metadata.lang).convert(text)
    return sanitise(nh3.clean(html, tags=set(_TAGS), attributes={}, link_rel=None))
