"""Plain text: what Markdown says to its readers, without marks, addresses and attributes, line for
line.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import unescape

_LINE_START = re.compile(
    r"\n[ \t>]*(?:(?P<heading>\#{1,6}(?=[ \t]))|(?P<bullet>[-*+][ \t]+(?:\[[ xX]\](?=[ \t]))?)"
    r"|(?P<number>\d{1,9}[.)](?=[ \t]))|(?P<callout>:{3,}[ \t]*(?:[.\w-]+)?)|"
    r"(?P<github>\[![A-Za-z]+\])"
    r"|(?P<rule>[-=_*:|+ \t]+(?=\n))|(?P<reference>\[[^\]\n^][^\]\n]*\]:[ \t]*\S.*(?=\n))|"
    r"(?P<quote>(?<=>)))"
)
_ITEM = re.compile(r"^[ \t>]*(?:[-*+]|\d{1,9}[.)])[ \t]", re.MULTILINE)
#: The first character is looked for before anything else, since that is quick; each kind of mark
#: then begins behind it.
_MARK = re.compile(
    r"[\\`{!\[\]<&*_~](?:"
    r"(?<=`)(?P<code>`{0,9})(?P<inner>[^`]+)`(?P=code)(?!`)"
    r"|(?<=\\)(?P<escaped>[!-/:-@\[-`{-~])(?!\{)"
    r"|(?<=\{)(?P<placeholder>\{[^{}\n]*\}\})"
    r"|(?<=\{)(?P<attributes>:?[ ]*(?:[#.][\w-]|[\w-]+=)[^{}]*\})"
    r"|(?<=\])(?P<target>\([ ]*(?P<address><[^>\n]*>|(?:\{\{[^{}\n]*\}\}|[^()\s]|\([^()\s]*\))*)"
    r"(?:\s+(?:\"[^\"]*\"|'[^']*'|“[^”]*”|‘[^’]*’))?\s*\))"
    r"|(?<=\])(?P<label>\[[^\]\n]*\])"
    r"|(?<=\[)(?P<call>\^[^\]\s]+\])"
    r"|(?<=!)(?P<picture>\[)"
    r"|(?<=<)(?P<link>(?:https?://|mailto:|tel:|sms:)[^<>\s]*>)"
    r"|(?<=<)(?P<tag>/?[a-zA-Z][^<>]*>)"
    r"|(?<=&)(?P<entity>\#?\w{1,32};)"
    r"|(?P<mark>(?<=[\[\]*~])|(?<=(?<!\w)_)_{0,9}|(?<=_)_{0,9}(?!\w)))"
)
_CALLABLE = re.compile(r"(?:tel|sms):(?P<number>.*)")
_PLACEHOLDER = re.compile(r"\{\{[^{}\n]*\}\}")
_PICTURE = re.compile(
    r"!\[(?P<caption>[^\]]{0,2000})\](?:\([^()\n]*(?:\([^()\n]*\)[^()\n]*)*\)|\[[^\]\n]*\])?"
    r"(?:\{(?P<attributes>[^{}]*)\})?|<img\b(?P<tag>[^<>]*)>"
)
_ALT = re.compile(
    r"\balt[ ]*=[ ]*(?:\"(?P<straight>[^\"]*)\"|[“„”](?P<curly>[^“”]*)[“”]|'(?P<single>[^']*)')"
)
#: What is written in several ways without saying anything else.
_TYPOGRAPHY = str.maketrans(
    {
        **dict.fromkeys("“”„‟«»″", '"'),
        **dict.fromkeys("‘’‚‛‹›′`", "'"),
        **dict.fromkeys("–—‒―‐‑−", "-"),
        **dict.fromkeys("\u00ad\u200b\u2060\ufeff"),
        "…": "...",
    }
)
#: Words of so many letters say the same in capitals; shorter ones may be units or abbreviations.
_CAPITALS_MATTER = 4


@dataclass(frozen=True)
class Alt:
    """The `alt` that is written to a picture, empty where there is none; `offset` is where it
    stands in the text.
    """

    text: str
    offset: int


def as_plain_text(text: str) -> str:
    """`text` as it is read: the numbers in it are what readers see, and telephone numbers that
    links call.
    """
    return _MARK.sub(_read, _LINE_START.sub(_without_marker, f"\n{text}\n")[1:-1])


def as_words(text: str) -> tuple[str, ...]:
    """The words of `text` that a translator must follow: what is said, what pictures show, and what
    links lead to.
    """
    pictured = _PICTURE.sub(_with_alt, text) if "![" in text or "<img" in text else text
    words = _MARK.sub(_follow, _LINE_START.sub(_with_marker, f"\n{pictured}\n")).split()
    return tuple(word for word in words if word != "|")


def word_key(word: str) -> str:
    """What a word is compared by: typographic differences and capitals do not change what is
    said.
    """
    if word.isascii() and word.isalpha():
        return word if len(word) < _CAPITALS_MATTER else word.lower()
    plain = word.translate(_TYPOGRAPHY).replace("--", "-").replace("--", "-")
    return plain if len(plain) < _CAPITALS_MATTER else plain.casefold()


def alts_in(text: str) -> tuple[Alt, ...]:
    """What is written to each picture in `text`, in their order."""
    if "![" not in text and "<img" not in text:
        return ()
    alts = []
    for picture in _PICTURE.finditer(text):
        found = _ALT.search(picture[0])
        said = next((each for each in found.groups() if each is not None), "") if found else ""
        alts.append(Alt(unescape(said), picture.start()))
    return tuple(alts)


def _without_marker(found: re.Match[str]) -> str:
    if found["bullet"] or found["number"]:
        return "\n• " if found["bullet"] or _is_item(found) else found[0]
    return "\n"


def _with_marker(found: re.Match[str]) -> str:
    if found["bullet"] or found["number"]:
        return "\n" if found["bullet"] or _is_item(found) else found[0]
    kept = found.lastgroup in ("heading", "callout", "github", "reference")
    return f"\n{found[found.lastgroup or 0]} " if kept else "\n"


def _is_item(found: re.Match[str]) -> bool:
    """Whether a number at a line's beginning numbers an item; in a paragraph, only 1 does
    (CommonMark 0.31.2, 5.2).
    """
    above = found.string[
        found.string.rfind("\n\n", 0, found.start() + 1) + 2 : found.start()
    ].strip()
    return not above or found["number"][:-1] == "1" or bool(_ITEM.search(above))


def _read(found: re.Match[str]) -> str:
    kind = found.lastgroup
    if kind == "mark":
        return ""
    if kind == "inner":
        said = found["inner"]
    elif kind == "escaped":
        said = found["escaped"]
    elif kind == "entity":
        said = unescape(found[0])
    elif kind == "placeholder":
        said = found[0]
    elif kind in ("target", "link"):
        said = _callable_part(_address(found))
    else:
        said = " " if found[0].startswith("<br") else ""
    return said + "\n" * (found[0].count("\n") - said.count("\n"))


def _address(found: re.Match[str]) -> str:
    return (found["address"] if found["target"] else found[0]).strip("<>")


def _callable_part(address: str) -> str:
    """What of an address is seen or called by somebody: its placeholders, and the number of a
    telephone.
    """
    call = _CALLABLE.fullmatch(address)
    seen = call["number"] if call else " ".join(_PLACEHOLDER.findall(address))
    return f" · {seen} · " if seen else ""


def _follow(found: re.Match[str]) -> str:
    if found.lastgroup in ("target", "link"):
        address = _address(found)
        return f" ({address})" if address else ""
    return _read(found)


def _with_alt(picture: re.Match[str]) -> str:
    found = _ALT.search(picture[0])
    said = next((each for each in found.groups() if each is not None), "") if found else ""
    return f"{picture[0]} {said} " if said else picture[0]
