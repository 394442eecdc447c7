"""Insides: the parts of EbookLib that its makers do not promise to keep, and what makebook needs
them for.
"""

from __future__ import annotations

from prepress.pdf.engine.library_changes import Inside, Library

#: The version whose insides makebook was written against.
SUPPORTED_EBOOKLIB = "0.20"

EBOOKLIB = Library(
    "EbookLib",
    "ebooklib",
    SUPPORTED_EBOOKLIB,
    (
        Inside(
            "ebooklib.epub",
            "EpubHtml.get_content",
            "documents are written as they are",
            takes=("self", "default"),
            replaced=True,
        ),
        Inside(
            "ebooklib.epub",
            "EpubWriter",
            "EPUBs are written in memory",
            accepts=("name", "book", "options"),
            attributes=(
                *("file_name", "book", "process"),
                *("_write_container", "_write_opf", "_write_items"),
            ),
        ),
        Inside(
            "ebooklib.epub",
            "EpubWriter.write",
            "EPUBs are written in memory",
            takes=("self",),
            replaced=True,
        ),
        Inside(
            "ebooklib.epub",
            "EpubWriter._write_opf_metadata",
            "the package document is valid EPUB 3",
            takes=("self", "root"),
            replaced=True,
        ),
        Inside(
            "ebooklib.epub",
            "EpubWriter._write_opf_spine",
            "the package document is valid EPUB 3",
            takes=("self", "root", "ncx_id"),
            replaced=True,
        ),
    ),
)
