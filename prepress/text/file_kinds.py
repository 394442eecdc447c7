"""File kinds: what a file really is that was given as text, by how its bytes begin."""

from __future__ import annotations

import re

#: How the bytes begin, what that is, and what to do; the first that fits counts.
_KINDS = (
    (rb"%PDF-", "a PDF", "Put the text that it was made from here."),
    (rb"PK\x03\x04(?s:.{0,4000}?)word/", "a Word file (.docx)", "Call it .docx, and: {imported}"),
    (rb"PK\x03\x04(?s:.){26}mimetypeapplication/epub", "an EPUB", "Put its text here."),
    (
        rb"PK\x03\x04(?s:.){26}mimetypeapplication/vnd\.oasis",
        "a text of LibreOffice (.odt)",
        "Save it there as .docx, and: {imported}",
    ),
    (rb"PK\x03\x04", "a ZIP archive", "Unpack it, and put the text here."),
    (
        rb"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        "an old Word file (.doc)",
        "Save it in Word as .docx, and: {imported}",
    ),
    (rb"\{\\rtf", "a Word file (.rtf)", "Save it in Word as .docx, and: {imported}"),
    (rb"(?s:.{4})ftyp(?:heic|heix|hevc|mif1|msf1|heim)", "a HEIC photo", "{picture}"),
    (rb"(?s:.{4})ftypavif", "an AVIF picture", "{picture}"),
    (rb"\x89PNG\r\n", "a PNG picture", "{picture}"),
    (rb"\xff\xd8\xff", "a JPEG picture", "{picture}"),
    (rb"GIF8[79]a", "a GIF picture", "{picture}"),
    (rb"RIFF(?s:.{4})WEBP", "a WebP picture", "{picture}"),
    (rb"\x1f\x8b", "a compressed file (gzip)", "Unpack it, and put the text here."),
    (
        rb"(?:\xef\xbb\xbf)?\s*(?:<!doctype\s+html[^>]*>\s*)?(?:<!--(?>.*?-->)\s*)*<(?:html|head)[\s>]",
        "a web page (HTML)",
        "Save its text as Markdown; Pandoc does so: pandoc page.html -o page.md",
    ),
)
#: How all of them begin, which is soon asked of a text that is none of them.
_BEGINNINGS = (
    *(b"%PDF-", b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"{\\rtf", b"\x89PNG", b"\xff\xd8\xff"),
    *(b"GIF8", b"RIFF", b"\x1f\x8b", b"<", b"\xef\xbb\xbf<"),
)
_WORDS = {
    "imported": "makebook import FILE.docx",
    "picture": "Give it its own suffix, and show it in the text: ![What it shows](FILE)",
}
#: As many bytes as tell what a file is.
_BEGINNING = 8192


def kind_of_bytes(data: bytes) -> tuple[str, str] | None:
    """What a file with these bytes is called, and what to do with it; None where it may be text."""
    beginning = data[:_BEGINNING]
    if not beginning.lstrip().startswith(_BEGINNINGS) and beginning[4:8] != b"ftyp":
        return None
    for pattern, name, remedy in _KINDS:
        if re.match(pattern, beginning, re.IGNORECASE):
            return name, remedy.format(**_WORDS)
    return None
