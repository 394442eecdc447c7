"""What an EPUB shows: the text, pictures and headings of its documents that its stylesheet does not
hide.
"""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING

from prepress.checks.parity.screen_content import content_of_documents
from prepress.readers.epub import OpenEpub, open_epub

if TYPE_CHECKING:
    from prepress.checks.parity.edition_content import EditionContent


def shown_by_epub(data: bytes) -> EditionContent:
    """What the EPUB `data` shows in a reader that follows its stylesheet."""
    with open_epub(data) as epub:
        documents = ((name, epub.tree(name)) for name in epub.names if name.endswith(".xhtml"))
        return content_of_documents(
            documents,
            _stylesheets(epub),
            lambda source, name: posixpath.join(posixpath.dirname(name), source) in epub.names,
        )


def _stylesheets(epub: OpenEpub) -> str:
    return "\n".join(epub.data(name).decode() for name in epub.names if name.endswith(".css"))
