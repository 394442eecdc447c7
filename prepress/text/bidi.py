"""Bidirectional text: letters that run from right to left, and telephone numbers and addresses,
which nowhere do.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

#: Hebrew, Arabic, and the alphabets beside them in Unicode.
RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")

_ADDRESS = r"(?:https?://|www\.)[^\s<>]*[^\s<>.,;:!?)،؛؟]|[\w.+-]+@[\w-]+(?:\.[\w-]+)+"
_GROUP = r"\(\+?\d{1,5}\)"
_NUMBER = rf"(?<![\w.])(?:\+\d|{_GROUP}|\d)(?:[ \u00a0./\u2010-\u2013-]?(?:{_GROUP}|\d))+(?!\w)"
_APART = re.compile(f"{_ADDRESS}|{_NUMBER}", re.IGNORECASE)
_FEWEST_DIGITS = 7
#: From 1999 to 2005, which a text that runs from right to left writes in its own order.
_YEARS = re.compile(r"\d{4} ?[-\u2010-\u2013] ?\d{4}")


def parts_of(text: str) -> Iterator[tuple[str, bool]]:
    """The parts of `text` in their order, each with whether it is to be set apart as left to right.

    Without that, the Unicode Bidirectional Algorithm (UAX 9) shows the groups of a telephone number
    in reverse, since it takes the spaces between them for spaces of the text around.
    """
    end = 0
    for found in _APART.finditer(text):
        if _is_number_only(found[0]) and not _is_telephone(found[0]):
            continue
        if found.start() > end:
            yield text[end : found.start()], False
        yield found[0], True
        end = found.end()
    if end < len(text):
        yield text[end:], False


def _is_number_only(text: str) -> bool:
    return not any(character.isalpha() for character in text)


def _is_telephone(text: str) -> bool:
    digits = sum(character.isdigit() for character in text)
    return digits >= _FEWEST_DIGITS and not _YEARS.fullmatch(text)
