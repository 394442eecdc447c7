"""Collation: the order in which the words of a list stand in a language, and the letters that head
them.

It knows what the alphabets of the interface's languages and of their neighbours ask for, and takes
no library: ICU's bindings need a compiler, and the tables of the Unicode Collation Algorithm take
half a second to be read. Chinese is in the order of its national character sets: by pinyin where it
is simplified (GB 2312, level 1), by strokes where it is traditional (Big5, level 1).
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

#: A letter, and those behind it that are letters of their own in the order of a language.
_OWN_LETTERS = {
    "cs": "c č, h ch, r ř, s š, z ž",
    "da": "z æ ø å",
    "es": "n ñ",
    "et": "s š, z ž, w õ ä ö ü",
    "fi": "z å ä ö",
    "hr": "c č ć, d dž đ, l lj, n nj, s š, z ž",
    "hu": "c cs, d dz dzs, g gy, l ly, n ny, o ö, s sz, t ty, u ü, z zs",
    "is": "d ð, z þ æ ö",
    "lt": "c č, s š, z ž",
    "lv": "c č, g ģ, k ķ, l ļ, n ņ, s š, z ž",
    "nb": "z æ ø å",
    "nn": "z æ ø å",
    "no": "z æ ø å",
    "pl": "a ą, c ć, e ę, l ł, n ń, o ó, s ś, z ź ż",
    "ro": "a ă â, i î, s ș, t ț",
    "sk": "a ä, c č, h ch, o ô, s š, z ž",
    "sl": "c č, s š, z ž",
    "sq": "c ç, d dh, e ë, g gj, l ll, n nj, r rr, s sh, t th, x xh, z zh",
    "sr": "c č ć, d dž đ, l lj, n nj, s š, z ž",
    "sv": "z å ä ö",
    "tr": "c ç, g ğ, h ı, o ö, s ş, u ü",
    "vi": "a ă â, d đ, e ê, o ô ơ, u ư",
}
#: Letters that no decomposition takes apart, as they are sorted where no language has them as its
#: own.
_PLAIN = {
    "ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ł": "l", "ı": "i",
    "ħ": "h", "أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ؤ": "و", "ئ": "ي", "ى": "ي", "ة": "ه",
}  # fmt: skip
#: The first character of each letter's stretch of GB 2312's level 1, which is in order of pinyin.
_PINYIN = (
    ("A", "啊"), ("B", "芭"), ("C", "擦"), ("D", "搭"), ("E", "蛾"), ("F", "发"), ("G", "噶"),
    ("H", "哈"), ("J", "击"), ("K", "喀"), ("L", "垃"), ("M", "妈"), ("N", "拿"), ("O", "哦"),
    ("P", "啪"), ("Q", "期"), ("R", "然"), ("S", "撒"), ("T", "塌"), ("W", "挖"), ("X", "昔"),
    ("Y", "压"), ("Z", "匝"),
)  # fmt: skip
_LAST_IN_ORDER = "座"
#: Where in Big5's level 1 the characters of one stroke begin, those of two, and so on.
_STROKES = (
    0xA440, 0xA442, 0xA454, 0xA4A1, 0xA4FE, 0xA5E0, 0xA6EA, 0xA8C3, 0xAB45, 0xADBC, 0xB0AE, 0xB3C3,
    0xB6C4, 0xB9AC, 0xBBF5, 0xBEA7, 0xC075, 0xC24F, 0xC35F, 0xC455, 0xC4D7, 0xC56B, 0xC5C8, 0xC5F1,
    0xC655, 0xC665, 0xC66C, 0xC676, 0xC679, 0xC67D,
)  # fmt: skip
_LAST_STROKES = 0xC67E
#: Consonants with which syllables of Hangul begin, doubled ones under the plain ones.
_HANGUL = "ㄱㄱㄴㄷㄷㄹㅁㅂㅂㅅㅅㅇㅈㅈㅊㅋㅌㅍㅎ"
_KANA = (
    ("あ", "あ"), ("か", "か"), ("さ", "さ"), ("た", "た"), ("な", "な"),
    ("は", "は"), ("ま", "ま"), ("や", "や"), ("ら", "ら"), ("わ", "わ"),
)  # fmt: skip
_SMALL_KANA = str.maketrans("ぁぃぅぇぉっゃゅょゎ", "あいうえおつやゆよわ")

#: What words are sorted by; opaque, but for the order.
SortKey = tuple[tuple[tuple[int, str], ...], str, str]


def sort_key(words: str, lang: str) -> SortKey:
    """What `words` are sorted by in a text in `lang`: word by word, letter by letter, without
    regard to case, marks and punctuation; where they are alike so far, the plainer ones first.
    """
    return tuple(_weights(words, lang)), _folded(words), words


def head_letter(words: str, lang: str) -> str:
    """The letter under which `words` stand in a text in `lang`; empty for digits and signs."""
    weights = _weights(words, lang)
    if not weights or weights[0][0] < _FIRST_LETTER:
        return ""
    return _head_of(weights[0][1], lang)


_SPACE, _DIGIT, _FIRST_LETTER = 0, 1, 2


@lru_cache(maxsize=4096)
def _weights(words: str, lang: str) -> list[tuple[int, str]]:
    primary = lang.lower().partition("-")[0]
    own = _own_letters(primary)
    longest = max(map(len, own), default=1)
    text = _folded(words, primary)
    weights: list[tuple[int, str]] = []
    at = 0
    while at < len(text):
        piece = next(
            (text[at : at + n] for n in range(longest, 0, -1) if text[at : at + n] in own), ""
        )
        if piece:
            weights.append((_FIRST_LETTER, own[piece]))
            at += len(piece)
            continue
        weights += _plain_weights(text[at], lang)
        at += 1
    while weights and weights[0][0] == _SPACE:
        weights.pop(0)
    return _with_whole_numbers(weights)


def _with_whole_numbers(weights: list[tuple[int, str]]) -> list[tuple[int, str]]:
    """Digits in a row as one number: 5-HT2 stands before 5-HT10."""
    merged: list[tuple[int, str]] = []
    digits = ""
    for kind, weight in [*weights, (_SPACE, "")]:
        if kind == _DIGIT:
            digits += weight
            continue
        if digits:
            merged.append((_DIGIT, f"{int(digits):012d}"))
            digits = ""
        merged.append((kind, weight))
    return merged[:-1]


def _plain_weights(character: str, lang: str) -> list[tuple[int, str]]:
    if character.isdecimal():
        return [(_DIGIT, str(unicodedata.decimal(character)))]
    if character.isspace() or character in "-‐‑–—/":
        return [(_SPACE, "")]
    if "\u4e00" <= character <= "\u9fff" and lang.lower().startswith("zh"):
        return [(_FIRST_LETTER, _chinese_weight(character, lang))]
    plain = _PLAIN.get(character) or unicodedata.normalize("NFKD", character)
    return [
        (_FIRST_LETTER, _PLAIN.get(each, each).translate(_SMALL_KANA))
        for each in plain
        if each.isalnum()
    ]


def _folded(words: str, primary: str = "") -> str:
    """`words` in small letters; Turkish has two letters i."""
    if primary in ("tr", "az"):
        words = words.replace("I", "ı").replace("İ", "i")
    text = unicodedata.normalize("NFC", words.lower())
    # Katakana is sorted as Hiragana.
    return "".join(chr(ord(c) - 0x60) if "\u30a1" <= c <= "\u30f6" else c for c in text)


@lru_cache(maxsize=16)
def _own_letters(primary: str) -> dict[str, str]:
    """The weight of each letter that is the language's own, behind that of the one it follows."""
    groups = (group.split() for group in _OWN_LETTERS.get(primary, "").split(",") if group)
    return {
        letter: f"{before}\uffff{number:02d}{letter}"
        for before, *letters in groups
        for number, letter in enumerate(letters)
    }


def _is_traditional(lang: str) -> bool:
    return bool(re.search(r"hant|-tw|-hk|-mo", lang.lower()))


def _chinese_weight(character: str, lang: str) -> str:
    """Behind the letters of Latin words; characters of neither level come last."""
    try:
        code = character.encode("big5" if _is_traditional(lang) else "gb2312").hex()
    except UnicodeEncodeError:
        return f"\U000f0001{character}"
    return f"\U000f0000{code}{character}"


def _head_of(weight: str, lang: str) -> str:
    if "\uffff" in weight:
        return _capital(weight.partition("\uffff")[2][2:], lang)
    if weight[0] in "\U000f0000\U000f0001":
        return _strokes_of(weight) if _is_traditional(lang) else _pinyin_of(weight)
    if "\u1100" <= weight <= "\u1112":
        return _HANGUL[ord(weight) - 0x1100]
    if "\u3041" <= weight <= "\u3096":
        return [head for head, first in _KANA if first <= weight][-1]
    return _capital(weight, lang)


def _capital(letters: str, lang: str) -> str:
    if letters == "i" and lang.lower().partition("-")[0] in ("tr", "az"):
        return "İ"
    return letters[:1].upper() + letters[1:]


def _pinyin_of(weight: str) -> str:
    """The letter of the pinyin; for a character that has none in the order, the character."""
    if weight[0] == "\U000f0001" or weight > _chinese_weight(_LAST_IN_ORDER, "zh"):
        return weight[-1]
    heads = [head for head, first in _PINYIN if _chinese_weight(first, "zh") <= weight]
    return heads[-1] if heads else weight[-1]


def _strokes_of(weight: str) -> str:
    """The number of strokes; for a character that is not in that order, the character."""
    code = int(weight[1:5], 16) if weight[0] == "\U000f0000" else 0
    if not _STROKES[0] <= code <= _LAST_STROKES:
        return weight[-1]
    return f"{sum(first <= code for first in _STROKES)} 畫"
