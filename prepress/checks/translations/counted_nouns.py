"""Counted nouns: what doses and appointments are counted in, so that an article before it may be
the number one.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

#: What is taken or given at once is a `portion`, what happens again a `time`; how often as much
#: something is, a `fold`, and of how many thirds it is, a `part`.
_NOUNS: Mapping[str, Mapping[str, str]] = {
    "en": {
        "part": "thirds?|quarters?|fifths?",
        "fold": "times (?:as|the|more|higher|lower)",
        "portion": "pills?|tablets?|caplets?|capsules?|lozenges?|drops?|doses?|puffs?|sprays?|"
        "patch|patches|"
        "sachets?|"
        "teaspoons?|tablespoons?|spoons?|(?:tea|table)?spoonfuls?|ampoules?|vials?|injections?|"
        "shots?|infusions?|"
        "suppository|suppositories|inhalations?|strips?",
        "time": "times?|sessions?|visits?|appointments?|treatments?",
        "minute": "minutes?",
        "hour": "hours?",
        "day": "days?",
        "week": "weeks?",
        "month": "months?",
        "year": "years?",
    },
    "es": {
        "part": "tercios?|cuartos?|quintos?|(?:tercer|cuart|quint)as? partes?",
        "fold": "veces (?:más|mayor|menor|la|el)",
        "portion": "pastillas?|píldoras?|tabletas?|comprimidos?|cápsulas?|grageas?|trociscos?|"
        "gotas?|dosis|"
        "inhalaci(?:ón|ones)|pulverizaci(?:ón|ones)|parches?|sobres?|cucharad(?:it)?as?|"
        "cuchar(?:it)?as?|ampollas?|"
        "viales|vial|inyecci(?:ón|ones)|infusi(?:ón|ones)|supositorios?|tiras?",
        "time": "vez|veces|sesión|sesiones|visitas?|citas?|tratamientos?",
        "minute": "minutos?",
        "hour": "horas?",
        "day": "días?",
        "week": "semanas?",
        "month": "mes|meses",
        "year": "años?",
    },
    "fr": {
        "part": "tiers|quarts?|cinquièmes?",
        "fold": "fois (?:plus|moins|la)",
        "portion": "comprimés?|pilules?|cachets?|gélules?|capsules?|pastilles?|gouttes?|doses?|"
        "bouffées?|"
        "pulvérisations?|patchs?|timbres?|sachets?|cuillerées?|cuillères?|cuillers?|ampoules?|"
        "flacons?|injections?|"
        "piqûres?|perfusions?|suppositoires?|inhalations?",
        "time": "fois|séances?|visites?|consultations?|rendez[ -]vous|traitements?",
        "minute": "minutes?",
        "hour": "heures?",
        "day": "jours?|journées?",
        "week": "semaines?",
        "month": "mois",
        "year": "ans?|années?",
    },
    "de": {
        "part": "drittel|viertel|fünftel",
        "fold": "mal so",
        "portion": "tabletten?|pillen?|kapseln?|dragees?|pastillen?|tropfen|dos(?:is|en)|hub|"
        "hüben?|"
        "sprühstö(?:ß|ss)en?|sprühsto(?:ß|ss)|pflastern?|beuteln?|(?:tee|ess)?löffeln?|ampullen?|"
        "spritzen?|injektion(?:en)?|"
        "infusion(?:en)?|zäpfchen|inhalation(?:en)?",
        "time": "mal|male|malen|sitzung(?:en)?|besuch(?:en?|s)?|termin(?:en?|s)?|behandlung(?:en)?",
        "minute": "minuten?",
        "hour": "stunden?",
        "day": "tag(?:en?|e?s)?",
        "week": "wochen?",
        "month": "monat(?:en?|e?s)?",
        "year": "jahr(?:en?|e?s)?",
    },
    "vi": {
        "portion": "viên|giọt|liều|nhát|miếng|gói|thìa|muỗng|ống|lọ|mũi|hơi",
        "time": "lần|buổi|lượt|cuộc hẹn",
        "minute": "phút",
        "hour": "giờ|tiếng",
        "day": "ngày|hôm",
        "week": "tuần",
        "month": "tháng",
        "year": "năm",
    },
    "zh": {
        "portion": "[片粒颗顆滴丸喷噴贴貼袋包勺匙枚支瓶剂劑针針]",
        "time": "次|[场場](?:治疗|治療)|个?疗程",
        "minute": "分[钟鐘]",
        "hour": "[个個]?小[时時]|[个個][钟鐘][头頭]",
        "day": "[天日]",
        "week": "[周週]|[个個]?(?:星期|礼拜|禮拜)",
        "month": "[个個]月",
        "year": "[年]",
    },
}
#: What stands before a noun where the number before does not count it: “one a day”, “eine pro Tag”,
#: “a second visit”.
_NOT_COUNTED = {
    "en": "per|each|every|this|that|the|with|from|over|times|for|and|few|several|half|first|second|"
    "third|next|last|"
    "one|two|three|four|five|six",
    "de": r"pro|jede\w?|alle|und|oder|mal|von|für|bis|der|die|das|den|mit|vor|nach|paar|halbe\w?|"
    r"erste\w?|zweite\w?|"
    r"dritte\w?",
}
_ADJECTIVE = {
    lang: rf"(?!(?:{words})\b)[^\W\d_][\w-]{{2,}}" for lang, words in _NOT_COUNTED.items()
}
#: Between a number and what is counted.
_BETWEEN = {
    "en": rf"(?:of|{_ADJECTIVE['en']})",
    "es": r"(?:sol[oa]s?|únic[oa]|de|pequeñ[oa]s?)",
    "fr": r"(?:seule?s?|petite?s?|de)",
    "de": _ADJECTIVE["de"],
    "vi": r"(?:cái)",
}
#: “once you feel better” counts nothing.
_CONJUNCTION = {"es": r"(?!vez que)", "fr": r"(?!fois qu)", "vi": r"(?!lần nữa)"}
#: What German makes one word with a number: zweimal, zehnminütig.
_GERMAN_ENDINGS = re.compile(
    r"(?:(?P<time>mal)|(?P<fold>fach)|(?P<minute>minütig)|(?P<hour>stünd(?:ig|lich))|"
    "(?P<day>täg(?:ig|lich))|"
    r"(?P<week>wöch(?:ig|entlich))|(?P<month>monat(?:ig|lich))|(?P<year>jähr(?:ig|lich)))\w{0,2}"
)


@lru_cache(maxsize=8)
def _pattern(lang: str) -> re.Pattern[str]:
    nouns = "|".join(f"(?P<{kind}>{forms})" for kind, forms in _NOUNS[lang].items())
    if lang == "zh":
        return re.compile(f"(?:{nouns})")
    gap = r"(?:\s+|[-‑])"
    between = rf"(?:{_BETWEEN[lang]}{gap})?"
    elided = "(?:d[’'])?" if lang == "fr" else ""
    return re.compile(rf"{gap}{between}{elided}{_CONJUNCTION.get(lang, '')}(?:{nouns})(?!\w)")


def kind_at(lower: str, end: int, lang: str) -> str:
    """What the number that ends at `end` counts; empty where that is not known."""
    if lang not in _NOUNS:
        return ""
    found = _pattern(lang).match(lower, end)
    return (found.lastgroup or "") if found else ""


def kind_of_ending(ending: str) -> str:
    """What a German number counts that has this `ending`, such as “mal”; empty where that is not
    known.
    """
    found = _GERMAN_ENDINGS.fullmatch(ending)
    return (found.lastgroup or "") if found else ""
