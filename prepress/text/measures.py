"""Measures: numbers that stay on one line with the units behind them, and telephone numbers, which
stay whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

_NO_BREAK = re.compile("[\u00a0\u202f]")
_SPACE = re.compile(r"[ \t\r\n]+")
_EVERYWHERE = (
    *("ng", "µg", "μg", "mcg", "mg", "g", "kg", "oz", "lb", "lbs"),
    *("µl", "μl", "µL", "μL", "ml", "mL", "cl", "cL", "dl", "dL", "l", "L"),
    *("cc", "tsp", "tbsp", "fl oz"),
    *("nm", "µm", "μm", "mm", "cm", "m", "km", "m²", "m2", "ft"),
    *("µmol", "μmol", "nmol", "mmol", "mol", "mEq", "IU", "IE", "UI", "I.U.", "U.I."),
    *("ms", "s", "sec", "min", "h", "hr", "hrs", "Hz", "kHz", "MHz", "bpm", "mmHg", "mm Hg", "ppm"),
    *("kcal", "cal", "kJ", "kPa", "dB", "mph", "mSv", "mGy", "mV", "W"),
    *("%", "‰", "٪", "°", "°C", "°F", "° C", "° F", "℃", "℉", "€", "£", "$", "¥"),
    *("мкг", "мг", "г", "кг", "мл", "л", "мм", "см", "м", "км", "мин", "ч"),
    *("ملغم", "ملجم", "ملغ", "مجم", "مكغ", "غ", "كغم", "كغ", "مل", "سم", "ملم"),
    *("毫克", "微克", "克", "公斤", "千克", "毫升", "升", "厘米", "毫米", "公里", "米"),
)
#: Units that are words of other languages: “um 10 am Morgen”.
_BY_LANGUAGE = {
    **dict.fromkeys(("en", "es", "fil", "vi"), ("a.m.", "p.m.", "a. m.", "p. m.")),
    "de": ("Uhr", "Std.", "Min."),
}
#: In characters; no unit and no telephone number is longer.
_LONGEST = 24
_ENGLISH_HALVES = ("am", "pm", "AM", "PM", "A.M.", "P.M.")
_BETWEEN_GROUPS = r"(?:[ \t\r\n\u00a0]{1,2}|[-.\u2010-\u2013/]|\)[ \u00a0-]?|[ \u00a0-]?\()"
#: Numbers in groups, as telephone numbers and large numbers are written, or a number in letters,
#: such as 1 800 273 TALK.
_GROUPED = re.compile(
    r"(?<![\w.,/-])(?:(?:1[ -])?8\d\d[ -](?:\d{3}[ -])?[A-Z]{4,7}"
    rf"|[+(]?\d{{1,8}}(?:{_BETWEEN_GROUPS}\d{{1,8}}){{1,6}}(?:,\d{{1,4}})?"
    r"(?:[ \u00a0](?:[Ee]xt\.?|x)[ \u00a0]?\d{1,5})?)(?!\w)"
)
_LAST_GROUP = re.compile(r"[ \t\r\n\u00a0]\d+(?:[.,]\d+)?$")
_FEWEST_DIGITS, _MOST_DIGITS = 7, 15
#: What is one piece though a line could end inside it: 5–10 mg, 1-800-273-TALK, 0.5 mg/kg.
_UNBROKEN = re.compile(
    r"(?<![\w./])(?:\d[\d.,]*\u2013\d[\d.,]*(?:[\u00a0\u202f]\w{1,8})?"
    r"|(?:1[\u00a0-])?8\d\d-(?:\d{3}-)?[A-Z]{4,7}"
    r"|(?:\d[\d.,]*|[½¼¾⅓⅔])[\u00a0\u202f]?[^\W\d_]{1,5}(?=/))(?:/[^\W_]{1,5}){0,2}"
)


def spaces_inside(text: str, lang: str) -> Iterator[tuple[int, int]]:
    """Where the white space begins and ends that holds a number and its unit together, as `lang`
    writes them, or a telephone number, in the order of the text.

    White space that does not break is left out.
    """
    measures = [each.span() for each in _measures(lang.partition("-")[0].lower()).finditer(text)]
    begun = {start for start, _ in measures}
    grouped = (_grouped(each, each.end() in begun) for each in _GROUPED.finditer(text))
    numbers = [(start, end) for start, end in grouped if is_one_number(text[start:end])]
    spaces = {
        space.span() for span in (*measures, *numbers) for space in _SPACE.finditer(text, *span)
    }
    yield from sorted(spaces)


def _grouped(found: re.Match[str], before_unit: bool) -> tuple[int, int]:
    """Where numbers in groups begin and end: a telephone number without the last of them where this
    stands `before_unit`, as in “(555) 123-4567 10 mg”.
    """
    start, end = found.span()
    last = _LAST_GROUP.search(found[0]) if before_unit and found[0][0] in "+(" else None
    return start, start + last.start() if last else end


def unbroken_pieces(text: str) -> Iterator[tuple[int, int]]:
    """Where the pieces begin and end in which no line should end, though no space is in them."""
    if "\u2013" in text or "/" in text or "-" in text:
        for found in _UNBROKEN.finditer(text):
            yield found.span()


def is_one_number(text: str) -> bool:
    """Whether numbers in groups, such as “+1 555 123 4567”, are one, as a telephone number is."""
    groups = [len(group) for group in re.findall(r"\d+", re.split("[Eex,]", text)[0])]
    if not groups or text[-1].isalpha():
        return True
    if text.startswith(("+", "(", "0")) or "(" in text or groups[-3:] == [3, 3, 4]:
        return _FEWEST_DIGITS <= sum(groups) <= _MOST_DIGITS
    in_threes = groups[0] <= 3 and all(group == 3 for group in groups[1:])
    return in_threes or _is_even(groups)


def _is_even(groups: list[int]) -> bool:
    """Whether three or more groups are of two or three digits each, as in “91 123 45 67”."""
    return len(groups) > 2 and all(group in (2, 3) for group in groups)


def parts_measure(before: str, behind: str, lang: str) -> bool:
    """Whether a line that ends with `before`, above one that begins with `behind`, parts a number
    from its unit.
    """
    end = len(before)
    start = max(0, end - _LONGEST)
    text = _NO_BREAK.sub(" ", before[start:] + behind[:_LONGEST])
    return any(start + space <= end <= start + until for space, until in spaces_inside(text, lang))


@cache
def _measures(lang: str) -> re.Pattern[str]:
    """What stands behind a number: white space and a unit, inside which there may be more."""
    halves = _ENGLISH_HALVES if lang == "en" else ()
    units = (*_EVERYWHERE, *_BY_LANGUAGE.get(lang, ()), *halves)
    longest_first = sorted(units, key=len, reverse=True)
    names = "|".join(r"[\s]+".join(map(re.escape, unit.split())) for unit in longest_first)
    return re.compile(rf"(?<=[\d½¼¾⅓⅔])\s+(?:(?:{names})(?![\w’'])|×\s+(?=\d))")
