"""Measures: numbers that stay on one line with the units behind them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

_NO_BREAK = re.compile("[\u00a0\u202f]")
_SPACE = r"[ \t\r\n]+"
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
#: In characters; no unit is longer.
_LONGEST = 16
_ENGLISH_HALVES = ("am", "pm", "AM", "PM", "A.M.", "P.M.")


def spaces_inside(text: str, lang: str) -> Iterator[tuple[int, int]]:
    """Where the white space begins and ends that holds a number and its unit together, as `lang`
    writes them.

    White space that does not break is left out.
    """
    for found in _measures(lang.partition("-")[0].lower()).finditer(text):
        for space in re.finditer(_SPACE, found[0]):
            yield found.start() + space.start(), found.start() + space.end()


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
    return re.compile(rf"(?<=[\d½¼¾⅓⅔])\s+(?:{names})(?![\w’'])")
