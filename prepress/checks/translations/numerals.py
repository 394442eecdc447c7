"""Numerals: the value of a number in digits, as each language groups and parts them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from decimal import Decimal
from types import MappingProxyType

#: Separators of thousands that no language takes for a decimal mark.
_SPACES = " \u00a0\u202f\u2009'’٬"
NUMERAL = re.compile(
    r"\d{1,3}(?:(?P<mark>[.,'’٬\u00a0\u202f\u2009])\d{3}(?!\d))(?:(?P=mark)\d{3}(?!\d))*(?:[.,٫]\d+)?"
    r"|\d{1,3}(?: \d{3}(?!\d))+(?:[.,]\d+)?"
    r"|\d+[.,٫]\d+(?![.,]?\d)|\d+"
)
#: Where a space never groups thousands, so that two numbers in a row are two.
_NO_SPACES = frozenset({"en", "zh", "ja", "ko", "ar", "vi"})
#: Where a point is the decimal mark and a comma groups; elsewhere it is the other way round.
_DECIMAL_POINT = frozenset({"en", "zh", "ja", "ko", "th", "he", "hi", "fil", "ms"})
#: Where both are in use, in one country or another.
_EITHER = frozenset({"es", "ar", "fa", "ur", "af"})
_FRACTIONS = MappingProxyType({unicodedata.numeric(each): each for each in "¼½¾⅓⅔⅛⅜⅝⅞⅕⅖⅗⅘"})
_FRACTION = MappingProxyType(
    {sign: Decimal(str(round(value, 4))) for value, sign in _FRACTIONS.items()}
)
FRACTION_SIGNS = "".join(_FRACTION)

_FULL_WIDTH = MappingProxyType(dict(zip("％．：／－＋（）", "%.:/-+()", strict=True)))
_ODD_DIGIT = re.compile(r"[^\x00-\x7f]")
_SCALES = MappingProxyType(
    {
        **dict.fromkeys(
            (
                "thousand",
                "mil",
                "mille",
                "tausend",
                "nghìn",
                "ngàn",
                "ألف",
                "ألفا",
                "ألفاً",
                "ألفًا",
                "آلاف",
                "الف",
                "千",
            ),
            10**3,
        ),
        **dict.fromkeys(
            ("million", "millions", "millón", "millones", "millionen", "mio", "triệu"), 10**6
        ),
        **dict.fromkeys(
            ("milhão", "milhões", "milione", "milioni", "مليون", "ملايين", "百万"), 10**6
        ),
        **dict.fromkeys(
            ("billion", "billions", "mil millones", "milliard", "milliards", "milliarde"), 10**9
        ),
        **dict.fromkeys(("milliarden", "mrd", "tỷ", "tỉ", "مليار", "十亿"), 10**9),
        "万": 10**4,
        "萬": 10**4,
        "千万": 10**7,
        "亿": 10**8,
        "億": 10**8,
    }
)
_LONGEST_FIRST = "|".join(sorted(_SCALES, key=len, reverse=True))
_SCALE = re.compile(
    rf"[ \u00a0\u202f\n]?(?P<scale>{_LONGEST_FIRST})(?![a-zà-ỹء-ي])",
    re.IGNORECASE,
)


def plain_digits(text: str) -> str:
    """`text` with the digits of every script and of full width as ASCII, character for
    character.
    """
    return text if text.isascii() else _ODD_DIGIT.sub(_ascii, text)


def _ascii(found: re.Match[str]) -> str:
    digit = unicodedata.decimal(found[0], None)
    if digit is not None:
        return str(digit)
    return _FULL_WIDTH.get(found[0], found[0])


def numeral_at(text: str, start: int, lang: str) -> tuple[int, frozenset[Decimal]]:
    """Where the number that begins at `start` ends, and the values that it may have in `lang`.

    There are two where a mark may be a decimal one or may group: “1.500” in Spanish.
    """
    found = NUMERAL.match(text, start)
    assert found, "a digit stands there"
    plain = lang.partition("-")[0]
    if " " in found[0] and plain in _NO_SPACES:
        found = re.compile(r"\d+").match(text, start)
        assert found, "a digit stands there"
    end, values = found.end(), _values(found[0], plain)
    if end < len(text) and text[end] in _FRACTION:
        return end + 1, frozenset(value + _FRACTION[text[end]] for value in values)
    return end, values


def fraction_value(sign: str) -> Decimal:
    """The value of a sign such as ½."""
    return _FRACTION[sign]


def scale_at(text: str, end: int) -> tuple[int, int]:
    """Where a word such as “million” behind a number ends, and by how much it multiplies; `end` and
    1 for none.
    """
    found = _SCALE.match(text, end)
    return (found.end(), _SCALES[found["scale"].lower()]) if found else (end, 1)


def _values(written: str, lang: str) -> frozenset[Decimal]:
    groups = re.split(r"\D", written)
    marks = re.findall(r"\D", written)
    whole = Decimal("".join(groups))
    if not marks:
        return frozenset({whole})
    as_decimal = Decimal(f"{''.join(groups[:-1])}.{groups[-1]}")
    if _is_decimal(groups, marks):
        return frozenset({as_decimal})
    if len(marks) > 1 or marks[0] in _SPACES:
        return frozenset({whole})
    if groups[0].startswith("0"):
        return frozenset({as_decimal})
    if lang in _EITHER:
        return frozenset({whole, as_decimal})
    return frozenset({as_decimal if (marks[0] == ".") == (lang in _DECIMAL_POINT) else whole})


def _is_decimal(groups: Sequence[str], marks: Sequence[str]) -> bool:
    """Whether the last mark can only be the decimal one, in any language."""
    if marks[-1] == "٫":
        return True
    if len(marks) == 1:
        return len(groups[-1]) != 3
    return len(set(marks)) > 1 and marks[-1] in ".,"
