"""Revision: a short identifier of what a publication says, the same in all its editions and on
every machine.
"""

from __future__ import annotations

import hashlib
import json
import unicodedata
from collections.abc import Iterable
from dataclasses import asdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from prepress.images.pictures import Picture
    from prepress.manuscript.metadata import Metadata

#: Crockford's alphabet: no letter that is taken for a digit when somebody reads it out.
_ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
_LENGTH = 8
#: How a text is set or judged is no part of what it says, and where its keys stand even less.
_NOT_SAID = (
    *("editions", "layout", "lines", "look", "cover_image", "max_grade", "terms", "plain_language"),
    *("chapters", "notes", "limits"),
    *("toc", "toc_depth", "lof", "lot"),
    # What they say is among the words of the list of sources.
    *("bibliography", "csl", "references", "nocite", "link_citations"),
)
_MISREAD = str.maketrans("oil", "011")


def revision_of(metadata: Metadata, texts: Iterable[str], pictures: Iterable[Picture]) -> str:
    """The revision of the words `texts`, the pictures and the metadata, such as `k7m2-9qwd`."""
    said = {key: value for key, value in asdict(metadata).items() if key not in _NOT_SAID and value}
    digest = hashlib.sha256(
        json.dumps(said, default=str, sort_keys=True, ensure_ascii=False).encode()
    )
    for text in texts:
        digest.update(b"\0" + unicodedata.normalize("NFC", " ".join(text.split())).encode())
    for picture in pictures:
        digest.update(b"\0" + bytes.fromhex(picture.digest))
    number = int.from_bytes(digest.digest()[:5])
    letters = "".join(_ALPHABET[number >> 5 * place & 31] for place in range(_LENGTH))
    return f"{letters[:4]}-{letters[4:]}".rstrip("-")


def normal_revision(revision: str) -> str:
    """A revision as we write it, from what somebody has typed: `K7M29QWD` or `k7m2 9qwd` is
    `k7m2-9qwd`.
    """
    letters = "".join(letter for letter in revision.lower() if letter.isalnum()).translate(_MISREAD)
    return f"{letters[:4]}-{letters[4:]}".rstrip("-")
