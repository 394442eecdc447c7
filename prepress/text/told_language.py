"""The language of a text, told from its script and its commonest words."""

from __future__ import annotations

import re
from collections import Counter

#: How much of a text is looked at, in characters: enough to be sure, and quickly done.
_LOOKED_AT = 20_000
#: Fewer common words than this say nothing.
_FEWEST = 4
#: Nor do fewer different ones: many languages have a word that is a letter.
_FEWEST_KINDS = 3
#: The share of a text's letters that a script must have.
_SHARE = 0.3
#: Japanese has at most so many Han characters to one of its own letters.
_HAN_TO_KANA = 5
_NO_PROSE = re.compile(
    r"(?ms)^(`{3,}|~{3,}).*?^\1|`[^`\n]*`|<[^>\n]*>|\]\([^)\n]*\)|https?://\S+|\{[^}\n]*\}"
)
_WORD = re.compile(r"[^\W\d_]+")

#: Scripts that one language is mostly written in; others are told apart below.
_SCRIPTS = {
    "am": "\u1200-\u137f",
    "ar": "\u0600-\u06ff\u0750-\u077f",
    "bn": "\u0980-\u09ff",
    "el": "\u0370-\u03ff\u1f00-\u1fff",
    "gu": "\u0a80-\u0aff",
    "he": "\u0590-\u05ff",
    "hi": "\u0900-\u097f",
    "hy": "\u0530-\u058f",
    "ja": "\u3040-\u30ff",
    "ka": "\u10a0-\u10ff",
    "km": "\u1780-\u17ff",
    "kn": "\u0c80-\u0cff",
    "ko": "\uac00-\ud7af\u1100-\u11ff",
    "lo": "\u0e80-\u0eff",
    "ml": "\u0d00-\u0d7f",
    "my": "\u1000-\u109f",
    "pa": "\u0a00-\u0a7f",
    "ru": "\u0400-\u04ff",
    "si": "\u0d80-\u0dff",
    "ta": "\u0b80-\u0bff",
    "te": "\u0c00-\u0c7f",
    "th": "\u0e00-\u0e7f",
    "zh": "\u3400-\u4dbf\u4e00-\u9fff",
}
#: Characters that only the traditional form of Chinese has among those of most texts.
_TRADITIONAL = frozenset(
    "這個們來時會對說國為過學後還麼沒與發見開問關門間長體點應現經讓實無將從樣給當兩"
)
_SIMPLIFIED = frozenset(
    "这个们来时会对说国为过学后还么没与发见开问关门间长体点应现经让实无将从样给当两"
)

#: Letters that only one of the languages in a script has, besides the one that it is called by.
_OWN_LETTERS = {
    "ar": (("ur", "[ٹڈڑےں]"), ("fa", "[پچژگی]")),
    "ru": (("uk", "[іїєґІЇЄҐ]"), ("ru", "[ыэЫЭ]"), ("bg", "[ъЪ]")),
    "he": (("yi", "[\u05f0-\u05f2]|\u05d0[\u05b7\u05b8]"),),
}

#: The commonest words of languages in Latin letters; words that several have count for each.
_WORDS = {
    "en": "the of and to in is you that it for on are with as be this have or not your can from "
    "at by if an will may what when how which do we more",
    "es": "de la que el en los se del las un por con una su para es al lo como más pero sus le "
    "ya este sí porque esta son cuando muy sin sobre también puede usted si hay",
    "fr": "de la le et les des en un du une que est pour qui dans par sur pas plus au avec ce "
    "se il sont vous votre ou être cette aux ne à mais comme si peut nous",
    "de": "der die und in den von zu das mit sich des auf für ist im dem nicht ein eine als "
    "auch es an werden aus er hat dass sie nach wird bei einer um sind noch wie oder ihre "
    "wenn kann",
    "pt": "de a o que e do da em um para com não uma os no se na por mais as dos como mas ao "
    "ele das à seu sua ou quando muito nos já também são você é pode ser está",
    "it": "di che e la il un a per è in una sono mi ho non con da si le del della dei al più "
    "come ma gli anche nel o se questo essere può alla delle quando",
    "nl": "de het een en van ik te dat die in is niet op aan met als voor er maar om hem dan "
    "zou of wat mijn naar bij ook uit dit nog worden zijn kan u door deze",
    "sv": "och att det i en som är av för på med den till inte har de om ett han men var jag "
    "sig från vi så kan när du eller också ska efter din",
    "da": "og i at det en den til er som på de med han af for ikke der var mig sig men et har "
    "om vi havde hun nu fra du ud eller kan også efter din hvis når",
    "nb": "og i det på som er en til å han av for med at var de ikke den har jeg om et men så "
    "seg fra du kan eller etter også din hvis når skal vi bli",
    "fi": "ja on ei se että hän oli joka mutta kun niin ovat myös sen tai voi jos ole kuin mitä "
    "siitä sinun voit olla sekä",
    "pl": "i w na z do się nie że jest to o jak po co ale za od tak przez czy jego dla są być "
    "lub może już tym oraz które przy",
    "cs": "a je se v na že to s z do i o ale jak pro jsem by které nebo jsou za tak po být může "
    "jeho při také až",
    "tr": "ve bir bu da de için ile çok ne gibi daha olarak olan var kadar ama en veya değil "
    "sonra olduğu ya her o mi eğer",
    "id": "yang dan di untuk dengan tidak ini dari dalam itu pada adalah anda akan ke juga atau "
    "oleh ada bisa dapat saya karena lebih jika",
    "ro": "de și în a la cu pe nu că este din o un care pentru mai se sau sunt au fi ca dar "
    "prin dacă poate această",
    "hu": "a az és hogy nem is egy ez meg de ha csak van vagy azt mint már még el volt lehet ki "
    "ezt kell után",
    "ca": "de la i el que a en els per les un una és amb del no al es més com o dels però són "
    "pot aquest aquesta si",
    "vi": "là và của có không được cho một trong các những này với người đã khi để thể bạn hoặc "
    "cũng như từ nếu đến ở về sẽ",
    "eo": "la de kaj en estas al por ne kiu kiuj oni vi ĝi sed pri el kun povas tiu ĉi kiel pli "
    "aŭ se ankaŭ per havas tio kiam via",
    "sw": "na ya wa kwa ni katika za la kama hii huo yake cha hiyo lakini pia watu au sana kila "
    "wako yako",
    "tl": "ang ng sa na mga at ay ito kung hindi para mo ko ka kayo o may isang iyong siya po",
    "ht": "nan yo pou ki la ak li pa ou se yon w gen sa kapab lè oswa",
}
_COMMON = {lang: frozenset(words.split()) for lang, words in _WORDS.items()}
#: In how many of these languages each word is a common one.
_SHARED_BY = Counter(word for common in _COMMON.values() for word in common)


def told_language(text: str) -> str | None:
    """The language of `text` as a BCP 47 tag; None where it is too short or like none that is
    known.
    """
    prose = _NO_PROSE.sub(" ", text[:_LOOKED_AT])
    letters = sum(map(len, _WORD.findall(prose)))
    if not letters:
        return None
    counts = {lang: len(re.findall(f"[{signs}]", prose)) for lang, signs in _SCRIPTS.items()}
    script = max(counts, key=counts.__getitem__)
    # Kana stand between many Han characters in Japanese; Chinese only quotes some.
    if script in ("ja", "zh"):
        script = "ja" if counts["ja"] > counts["zh"] / _HAN_TO_KANA else "zh"
        counts[script] = counts["ja"] + counts["zh"]
    if counts[script] > letters * _SHARE or (
        script in ("ja", "zh") and counts[script] > letters / 5
    ):
        return _in_script(script, prose)
    return _in_latin(prose)


def _in_script(script: str, prose: str) -> str:
    """The language of `prose`, of those that share a script."""
    if script == "zh":
        traditional = sum(letter in _TRADITIONAL for letter in prose)
        simplified = sum(letter in _SIMPLIFIED - _TRADITIONAL for letter in prose)
        return "zh-Hant" if traditional > simplified else "zh"
    for lang, letters in _OWN_LETTERS.get(script, ()):
        if re.search(letters, prose):
            return lang
    return script


def _in_latin(prose: str) -> str | None:
    words = Counter(word.lower() for word in _WORD.findall(prose))
    scores = {
        lang: sum(words[word] / _SHARED_BY[word] for word in common) / len(common) ** 0.5
        for lang, common in _COMMON.items()
    }
    best = max(scores, key=scores.__getitem__)
    found = _COMMON[best] & words.keys()
    hits = sum(words[word] for word in found)
    is_sure = len(found) >= _FEWEST_KINDS and hits >= max(_FEWEST, words.total() / 20)
    return best if is_sure else None
