"""Blurb: what stands on the back of a cover, set from the Markdown of the metadata."""

from __future__ import annotations

import re
from types import MappingProxyType
from typing import TYPE_CHECKING

import nh3

from prepress.galley.markup.parser import markdown_for
from prepress.galley.markup.sanitising import sanitise

if TYPE_CHECKING:
    from prepress.manuscript.metadata import Metadata

#: What fits on a back cover; of all else the words remain.
_TAGS = frozenset({"p", "em", "strong", "i", "b", "br", "ul", "ol", "li", "blockquote", "cite"})

_TAG = re.compile(r"<([A-Za-z][A-Za-z0-9]*)")
#: A link whose words are its address.
_SHOWN_LINK = re.compile(r"""<a [^>]*href="(?:https?://|mailto:)?([^"]*)"[^>]*>[^<]*\1</a>""")
#: What is not there for words alone, by what authors call it.
_LOST = MappingProxyType(
    {
        "img": "a picture",
        "a": "a link",
        "table": "a table",
        "pre": "code",
        "hr": "a rule",
        **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), "a heading"),
    }
)


def blurb_markup(metadata: Metadata) -> str:
    """The blurb as XHTML, else the description, else nothing."""
    clean = nh3.clean(_html(metadata), tags=set(_TAGS), attributes={}, link_rel=None)
    return sanitise(clean) if clean else ""


def lost_in_blurb(metadata: Metadata) -> tuple[str, ...]:
    """What the blurb has and no back cover shows but by its words."""
    tags = (tag.lower() for tag in _TAG.findall(_SHOWN_LINK.sub("", _html(metadata))))
    return tuple(dict.fromkeys(_LOST[tag] for tag in tags if tag in _LOST))


def _html(metadata: Metadata) -> str:
    text = metadata.blurb or metadata.description or ""
    return markdown_for(metadata.lang).convert(text) if text else ""
