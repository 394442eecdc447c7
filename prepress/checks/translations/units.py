"""Units: the units of doses and measures, however a language abbreviates or spells them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from types import MappingProxyType

_PREFIXES = MappingProxyType(
    {
        **dict.fromkeys(("milli", "mili"), "m"),
        **dict.fromkeys(("micro", "mikro"), "µ"),
        **dict.fromkeys(("kilo", "quilo", "kí lô", "ki lô"), "k"),
        **dict.fromkeys(("centi", "zenti", "xen ti", "xăng ti"), "c"),
        **dict.fromkeys(("deci", "dezi"), "d"),
        "nano": "n",
    }
)
_BASES = MappingProxyType({"g": "g", "l": "l", "m": "m"})
#: `milligrams`, `miligramos`, `Milligramm`, `milligrammes`, `millilitres`, `Zentimeter`, `mètres`.
_SPELLED = (
    rf"(?:{'|'.join(_PREFIXES)})?[- ]?(?:gram(?:mes?|mi?|mos?|mo|os?|as?|s)?|gam|"
    r"lit(?:er|re|ro|ru)s?|lít|met(?:er|re|ro)s?|mètres?|metri|mét)"
)
_ABBREVIATED = MappingProxyType(
    {
        **{
            each: each
            for each in ("mg", "g", "kg", "ng", "dg", "mmol", "mol", "meq", "mmhg", "kcal", "kj")
        },
        **{
            each: each
            for each in ("mm", "cm", "km", "m", "l", "ml", "dl", "cl", "hz", "ppm", "cal")
        },
        **dict.fromkeys(("µg", "μg", "mcg", "ug"), "µg"),
        **dict.fromkeys(("µl", "μl", "ul"), "µl"),
        **dict.fromkeys(("iu", "ui", "ie", "i.u.", "u.i."), "iu"),
        **dict.fromkeys(("m²", "m2", "m^2", "qm"), "m²"),
        "mm hg": "mmhg",
        "cc": "ml",
        "gr": "g",
        "kilos": "kg",
        "kilo": "kg",
        "°c": "°c",
        "℃": "°c",
        "°f": "°f",
        "℉": "°f",
    }
)
_PERCENT = (
    "%|٪|per ?cent|por ciento|prozent|pour ?cent|por cento|per cento|procent[ai]?|phần "
    "trăm|процент(?:а|ов)?|"
    "パーセント|"
    "(?:في|ب) ?ال?(?:مئة|مائة)|بال(?:مئة|مائة)|في ال(?:مئة|مائة)"
)
_OTHER_SCRIPTS = MappingProxyType(
    {
        **dict.fromkeys(("毫克", "ملغم", "ملجم", "ملغ", "مجم", "مغ", "мг"), "mg"),
        **dict.fromkeys(
            ("ميليغرام", "مليغرام", "ملليغرام", "ملليجرام", "مليجرام", "ملّيغرام"), "mg"
        ),
        **dict.fromkeys(("微克", "ميكروغرام", "ميكروجرام", "مكغ", "мкг"), "µg"),
        **dict.fromkeys(
            ("公斤", "千克", "كيلوغرام", "كيلوجرام", "كغم", "كجم", "كغ", "كيلو", "кг"), "kg"
        ),
        **dict.fromkeys(("克", "غرامات", "جرامات", "غرام", "جرام", "غ", "г"), "g"),
        **dict.fromkeys(("毫升", "ملليلتر", "مليلتر", "ميليلتر", "مل", "мл"), "ml"),
        **dict.fromkeys(("升", "لترات", "لتر", "л"), "l"),
        **dict.fromkeys(("厘米", "公分", "سم"), "cm"),
        **dict.fromkeys(("毫米", "ملم"), "mm"),
        **dict.fromkeys(("公里", "千米"), "km"),
        **dict.fromkeys(("米", "متر"), "m"),
        **dict.fromkeys(("国际单位", "國際單位", "وحدة دولية"), "iu"),
        **dict.fromkeys(("毫米汞柱", "毫米水银柱"), "mmhg"),
        "摄氏度": "°c",
        "华氏度": "°f",
    }
)

#: Units that languages also spell in ways that are not known here.
_SOFT = frozenset({"m", "cm", "mm", "km", "°c", "°f", "cal", "kcal", "hz"})


def _any_of(names: tuple[str, ...]) -> str:
    return "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))


_UNIT = (
    rf"(?:{_any_of(tuple(_OTHER_SCRIPTS))}|(?:{_any_of(tuple(_ABBREVIATED))}|"
    rf"{_SPELLED})(?![^\W\d_]))"
)
#: Behind a stroke, or a word for it.
_PER = r"[ \u00a0\u202f]?(?:/|⁄|／|(?:per|por|par|pro|je|mỗi|لكل|每) ?)[ \u00a0\u202f]?"
_MEASURED = re.compile(
    rf"[ \u00a0\u202f\n-]?(?:(?P<percent>{_PERCENT})(?![^\W\d_])"
    rf"|(?P<degrees>°|degrees|grados|grad|degrés|độ)[ \u00a0\u202f]?(?P<scale>[CF])(?![^\W\d_])"
    rf"|(?P<unit>{_UNIT})(?P<per>(?:{_PER}{_UNIT}){{0,2}}))",
    re.IGNORECASE,
)
_EACH = re.compile(_UNIT, re.IGNORECASE)
#: How fast: behind a stroke only, since languages say it in too many words.
_RATE = re.compile(r" ?/ ?(?P<word>[^\W\d_]+)")
_RATES = MappingProxyType(
    {
        **dict.fromkeys(
            ("h", "hr", "hour", "hora", "std", "stunde", "heure", "giờ", "小时", "ساعة", "س"), "h"
        ),
        **dict.fromkeys(("min", "minute", "minuto", "phút", "分钟", "分", "دقيقة", "د"), "min"),
        **dict.fromkeys(
            ("d", "day", "día", "dia", "tag", "jour", "j", "ngày", "天", "日", "يوم"), "d"
        ),
    }
)
#: In Chinese, what a dose is per stands before it: 每公斤0.5毫克.
_CHINESE_PER = re.compile(r"每(公斤|千克|平方米)(?:体重|體重)?\D{0,3}$")
_CHINESE_PERCENT = re.compile(r"百分之$")


@dataclass(frozen=True)
class Measure:
    """A unit in one form for all languages, such as `mg/kg`, empty where there is none, and where
    it ends.

    `rate` is `h`, `min` or `d` where it says how fast and the word for it is known.
    """

    unit: str
    end: int
    rate: str = ""

    def agrees_with(self, other: Measure, *, strictly: bool) -> bool:
        """Whether both are the same unit; where not `strictly`, also where one of them has none
        that is known.
        """
        if self.rate != other.rate and self.rate and other.rate:
            return False
        soft = not strictly or self.unit in _SOFT or other.unit in _SOFT
        return self.unit == other.unit or (soft and not (self.unit and other.unit))


#: What a number without a unit has.
NO_UNIT = Measure("", 0)


def measure_at(text: str, start: int, end: int) -> Measure:
    """The unit of the number that runs from `start` up to `end`."""
    found = _MEASURED.match(text, end)
    if not found:
        return Measure("%" if _CHINESE_PERCENT.search(text, max(0, start - 4), start) else "", end)
    if found["percent"]:
        return Measure("%", found.end())
    if found["degrees"]:
        return Measure(f"°{found['scale'].lower()}", found.end())
    units = [_plain_unit(name) for name in (found["unit"], *_EACH.findall(found["per"]))]
    before = _CHINESE_PER.search(text, max(0, start - 8), start)
    if before and len(units) == 1:
        units.append("m²" if before[1] == "平方米" else "kg")
    rate = _RATE.match(text, found.end())
    known = _RATES.get(rate["word"].lower(), "") if rate else ""
    return Measure("/".join(units), rate.end() if rate and known else found.end(), known)


def _plain_unit(unit: str) -> str:
    lower = unit.lower()
    known = _ABBREVIATED.get(lower) or _OTHER_SCRIPTS.get(unit)
    if known:
        return known
    prefix = next((each for each in _PREFIXES if lower.startswith(each)), "")
    base = lower.removeprefix(prefix).lstrip(" -")[:1]
    return _PREFIXES.get(prefix, "") + _BASES.get(base, base)
