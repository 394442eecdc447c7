"""Form names: what readers call the editions of a text, in the interface's words, and browsers its
files.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from prepress.editions import Edition
    from prepress.layouts.words import Words

#: The words for the editions, by their names.
_WORDS: Mapping[str, str] = MappingProxyType(
    {
        "print": "form_print",
        "large-print": "form_large_print",
        "booklet": "form_booklet",
        "leaflet": "form_leaflet",
        "poster": "form_poster",
        "card": "form_card",
        "epub": "form_epub",
        "web": "form_web",
    }
)
EPUB, PDF, HTML = "application/epub+zip", "application/pdf", "text/html"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_MEDIA_TYPES: Mapping[str, str] = MappingProxyType(
    {".pdf": PDF, ".epub": EPUB, ".html": HTML, ".docx": DOCX}
)


def form_name(edition: Edition, words: Words) -> str:
    """What readers call the `edition`; that of a package has its own title."""
    known = _WORDS.get(edition.name)
    return words[known] if known else edition.title


def media_type(edition: Edition) -> str:
    """The media type of its file."""
    return _MEDIA_TYPES.get(edition.suffix, "application/octet-stream")
