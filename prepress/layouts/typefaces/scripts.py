"""Scripts: which typeface sets which script, and which of them a text or a language needs."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from prepress.text.emoji import has_emoji


@dataclass(frozen=True)
class Typeface:
    """A family that sets one script, whose ISO 15924 code is `script`.

    `languages` are BCP 47 tags of some that are written in it. `version` is that of its package in
    npm's registry, and `debian` names its package in Debian's; a family that ships with makebook
    has neither.
    """

    script: str
    name: str
    family: str
    languages: tuple[str, ...]
    version: str = ""
    debian: str = "fonts-noto-core"

    @property
    def ships(self) -> bool:
        """Whether makebook brings it."""
        return not self.version

    @property
    def folder(self) -> str:
        """Its folder in `fonts/`."""
        return self.family.lower().replace(" ", "-")

    @property
    def stem(self) -> str:
        """How its files are called before `-Regular.ttf`."""
        return self.family.replace(" ", "")

    def lies_in(self, fonts: Path) -> bool:
        """Whether the folder `fonts` has it."""
        return next((fonts / self.folder).glob(f"{self.stem}-Regular.*"), None) is not None

    def sets(self, character: str) -> bool:
        """Whether `character` belongs to its script."""
        script = script_at(character)
        return script == self.script or (script == "Hani" and self.script in _EAST_ASIAN)


#: Debian's package of all typefaces for Chinese characters, which lie in the same files.
CJK_PACKAGE = "fonts-noto-cjk"

#: In the order in which a Chinese character is looked for where the language does not decide. Urdu
#: has the upright Arabic of its neighbours: in the hanging Nastaliq, a line takes twice the height
#: that these layouts give it.
TYPEFACES = (
    Typeface("Arab", "Arabic", "Noto Sans Arabic", ("ar", "fa", "ps", "ur"), "0.4.3"),
    Typeface("Armn", "Armenian", "Noto Sans Armenian", ("hy",), "0.4.2"),
    Typeface("Beng", "Bengali", "Noto Sans Bengali", ("bn", "as"), "0.4.4"),
    Typeface("Deva", "Devanagari", "Noto Sans", ("hi", "mr", "ne")),
    Typeface("Ethi", "Ethiopic", "Noto Sans Ethiopic", ("am", "ti"), "0.4.2"),
    Typeface("Geor", "Georgian", "Noto Sans Georgian", ("ka",), "0.4.3"),
    Typeface("Gujr", "Gujarati", "Noto Sans Gujarati", ("gu",), "0.4.2"),
    Typeface("Guru", "Gurmukhi", "Noto Sans Gurmukhi", ("pa",), "0.4.1"),
    Typeface("Hans", "Chinese", "Noto Sans SC", ("zh-Hans",), "0.4.3", CJK_PACKAGE),
    Typeface("Hant", "Chinese", "Noto Sans TC", ("zh-Hant",), "0.4.3", CJK_PACKAGE),
    Typeface("HK", "Chinese", "Noto Sans HK", ("zh-HK", "yue"), "0.4.3", CJK_PACKAGE),
    Typeface("Hebr", "Hebrew", "Noto Sans Hebrew", ("he", "yi"), "0.4.1"),
    Typeface("Jpan", "Japanese", "Noto Sans JP", ("ja",), "0.4.3", CJK_PACKAGE),
    Typeface("Khmr", "Khmer", "Noto Sans Khmer", ("km",), "0.4.3"),
    Typeface("Knda", "Kannada", "Noto Sans Kannada", ("kn",), "0.4.3"),
    Typeface("Kore", "Korean", "Noto Sans KR", ("ko",), "0.4.3", CJK_PACKAGE),
    Typeface("Laoo", "Lao", "Noto Sans Lao", ("lo",), "0.4.2"),
    Typeface("Mlym", "Malayalam", "Noto Sans Malayalam", ("ml",), "0.4.2"),
    Typeface("Mymr", "Burmese", "Noto Sans Myanmar", ("my", "ksw"), "0.4.2"),
    Typeface("Sinh", "Sinhala", "Noto Sans Sinhala", ("si",), "0.4.2"),
    Typeface("Taml", "Tamil", "Noto Sans Tamil", ("ta",), "0.4.3"),
    Typeface("Telu", "Telugu", "Noto Sans Telugu", ("te",), "0.4.2"),
    Typeface("Thai", "Thai", "Noto Sans Thai", ("th",), "0.4.2"),
)
#: Not a script that anybody writes in: it ships, and only texts that have emoji open it.
EMOJI_TYPEFACE = Typeface("Zsye", "emoji", "Noto Emoji", ())
#: The same for the lines and blocks of drawings (Unicode's blocks Box Drawing and Block Elements).
DRAWING_TYPEFACE = Typeface("Zsym", "drawings", "Noto Sans Mono", ())
_DRAWN = re.compile("[\u2500-\u259f]")
_BY_SCRIPT = {typeface.script: typeface for typeface in TYPEFACES}
_EAST_ASIAN = ("Hans", "Hant", "HK", "Jpan", "Kore")

# Blocks of Unicode 16 and the script that they stand for; `Hani` is written in all of East Asia.
# The dandas (U+0964 and U+0965) are left out: all scripts of India end their sentences with them.
_BLOCKS = (
    (0x0530, 0x058F, "Armn"), (0x0590, 0x05FF, "Hebr"), (0x0600, 0x06FF, "Arab"),
    (0x0750, 0x077F, "Arab"),
    (0x0870, 0x08FF, "Arab"), (0x0900, 0x0963, "Deva"), (0x0966, 0x097F, "Deva"),
    (0x0980, 0x09FF, "Beng"),
    (0x0A00, 0x0A7F, "Guru"), (0x0A80, 0x0AFF, "Gujr"), (0x0B80, 0x0BFF, "Taml"),
    (0x0C00, 0x0C7F, "Telu"),
    (0x0C80, 0x0CFF, "Knda"), (0x0D00, 0x0D7F, "Mlym"), (0x0D80, 0x0DFF, "Sinh"),
    (0x0E00, 0x0E7F, "Thai"),
    (0x0E80, 0x0EFF, "Laoo"), (0x1000, 0x109F, "Mymr"), (0x10A0, 0x10FF, "Geor"),
    (0x1100, 0x11FF, "Kore"),
    (0x1200, 0x139F, "Ethi"), (0x1780, 0x17FF, "Khmr"), (0x19E0, 0x19FF, "Khmr"),
    (0x1C90, 0x1CBF, "Geor"),
    (0x2D00, 0x2D2F, "Geor"), (0x2D80, 0x2DDF, "Ethi"), (0x2E80, 0x303F, "Hani"),
    (0x3040, 0x30FF, "Jpan"),
    (0x3100, 0x312F, "Hant"), (0x3130, 0x318F, "Kore"), (0x3190, 0x319F, "Hani"),
    (0x31A0, 0x31BF, "Hant"),
    (0x31C0, 0x31EF, "Hani"), (0x31F0, 0x31FF, "Jpan"), (0x3200, 0x4DBF, "Hani"),
    (0x4E00, 0x9FFF, "Hani"),
    (0xA8E0, 0xA8FF, "Deva"), (0xA960, 0xA97F, "Kore"), (0xA9E0, 0xA9FF, "Mymr"),
    (0xAA60, 0xAA7F, "Mymr"),
    (0xAB00, 0xAB2F, "Ethi"), (0xAC00, 0xD7FF, "Kore"), (0xF900, 0xFAFF, "Hani"),
    (0xFB13, 0xFB17, "Armn"),
    (0xFB1D, 0xFB4F, "Hebr"), (0xFB50, 0xFDFF, "Arab"), (0xFE30, 0xFE4F, "Hani"),
    (0xFE70, 0xFEFC, "Arab"),
    (0xFF00, 0xFFEF, "Hani"), (0x1B000, 0x1B16F, "Jpan"), (0x20000, 0x323AF, "Hani"),
)  # fmt: skip
_FIRST = [first for first, _, _ in _BLOCKS]
#: What all blocks lie in; most texts have nothing of it. Said by what lies outside, the pattern is
#: compiled in a tenth of the time.
_BEYOND = re.compile("[^\u0000-\u052f\u1cc0-\u2cff]")
_LANG = re.compile(r"""\blang=["']([A-Za-z0-9-]+)["']""")

#: Languages that Unicode's list of likely scripts does not know.
_UNLISTED = {"prs": "Arab"}


def script_at(character: str) -> str:
    """The script of `character` as the blocks have it; empty for one that every text may use."""
    place = bisect_right(_FIRST, ord(character)) - 1
    return _BLOCKS[place][2] if place >= 0 and ord(character) <= _BLOCKS[place][1] else ""


def needed_typefaces(texts: Iterable[str], lang: str = "") -> tuple[Typeface, ...]:
    """The typefaces that the `texts`, which are markup in the language `lang`, need beside those of
    every text.

    Chinese characters look different in each country. Which typeface they need is known by the
    languages that are named, else by the syllables among them; where nothing tells, each that can
    set them is named.
    """
    characters: set[str] = set()
    langs = {lang}
    signs: set[Typeface] = set()
    for text in texts:
        if has_emoji(text):
            signs.add(EMOJI_TYPEFACE)
        if _DRAWN.search(text):
            signs.add(DRAWING_TYPEFACE)
        if _BEYOND.search(text):
            characters.update(text)
            langs.update(_LANG.findall(text))
    scripts = {script_at(character) for character in characters}
    if "Hani" in scripts:
        named = {*map(east_asian, langs), *scripts} & {*_EAST_ASIAN}
        scripts |= named or {*_EAST_ASIAN}
    needed = tuple(typeface for typeface in TYPEFACES if typeface.script in scripts)
    return (*needed, *(each for each in (EMOJI_TYPEFACE, DRAWING_TYPEFACE) if each in signs))


def east_asian(lang: str) -> str:
    """The script in which the language `lang` (BCP 47) writes Chinese characters; empty where it
    does not.
    """
    primary, *others = lang.lower().split("-")
    if primary in ("ja", "ko"):
        return "Jpan" if primary == "ja" else "Kore"
    if primary not in ("zh", "yue"):
        return ""
    if "hans" in others or (primary == "zh" and not {"hant", "tw", "hk", "mo"} & {*others}):
        return "Hans"
    return "HK" if primary == "yue" or {"hk", "mo"} & {*others} else "Hant"


def script_of(lang: str) -> str:
    """The script that the language `lang` (BCP 47) is usually written in; empty where that is not
    known.
    """
    if found := east_asian(lang):
        return found
    primary, *others = re.split("[-_]", lang)
    primary = primary.lower()
    for part in others:
        if re.fullmatch("[A-Za-z]{4}", part):
            return part.title()
    if primary in _UNLISTED:
        return _UNLISTED[primary]
    region = next((part.upper() for part in others if re.fullmatch("[A-Za-z]{2}", part)), "")
    from babel.core import get_global

    likely = get_global("likely_subtags")
    tag = likely.get(f"{primary}_{region}") or likely.get(primary) or ""
    return tag.split("_")[1] if tag else ""


def typeface_for(script: str) -> Typeface | None:
    """The typeface for `script`; None where we know of none."""
    return _BY_SCRIPT.get(script)


def adding_command(typeface: Typeface, lang: str = "") -> str:
    """The command that adds `typeface`, for a text in `lang` where that is written with it."""
    primary = lang.partition("-")[0]
    suited = [tag for tag in typeface.languages if tag in (lang, primary)]
    return f"makebook fonts add {(suited or typeface.languages)[0]}"
