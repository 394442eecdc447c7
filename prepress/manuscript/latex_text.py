"""LaTeX's text in a bibliography, such as `M{\\"u}ller` and `\\&`, as plain characters."""

from __future__ import annotations

import re
import unicodedata

#: The commands for accents, by the combining characters that they stand for.
_ACCENTS = {
    "`": "\u0300",
    "'": "\u0301",
    "^": "\u0302",
    "~": "\u0303",
    "=": "\u0304",
    "u": "\u0306",
    ".": "\u0307",
    '"': "\u0308",
    "r": "\u030a",
    "H": "\u030b",
    "v": "\u030c",
    "d": "\u0323",
    "c": "\u0327",
    "k": "\u0328",
    "b": "\u0331",
}
_LETTERS = {
    "aa": "å",
    "AA": "Å",
    "ae": "æ",
    "AE": "Æ",
    "oe": "œ",
    "OE": "Œ",
    "o": "ø",
    "O": "Ø",
    "ss": "ß",
    "l": "ł",
    "L": "Ł",
    "i": "i",
    "j": "j",
    "dh": "ð",
    "DH": "Ð",
    "th": "þ",
    "TH": "Þ",
    "textendash": "–",
    "textemdash": "—",
    "textquoteright": "’",
    "textquoteleft": "‘",
    "textregistered": "®",
    "texttrademark": "™",
    "textdegree": "°",
    "alpha": "α",
    "beta": "β",
    "gamma": "γ",
    "delta": "δ",
    "kappa": "κ",
    "mu": "μ",
    "pm": "±",
    "times": "×",
    "leq": "≤",
    "geq": "≥",
}
_ACCENT = re.compile(
    r"\\(?:([`'^~=.\"])\s*|([urHvdckb])(?:\s+|(?=\{)))(?:\{\s*(\\[ij]|\w)\s*\}|(\\[ij](?![A-Za-z])|\w))"
)
_LETTER = re.compile(
    rf"\\({'|'.join(sorted(_LETTERS, key=len, reverse=True))})(?![A-Za-z])(?:\{{\}}|\s)?"
)
_ESCAPED = re.compile(r"\\([&%$#_{}])")
_COMMAND = re.compile(r"\\[A-Za-z]+\*?\s*")
_KEPT = {"&": "&", "%": "%", "$": "\ue000", "#": "#", "_": "_", "{": "\ue001", "}": "\ue002"}
_BACK = str.maketrans({"\ue000": "$", "\ue001": "{", "\ue002": "}"})


def plain_latex(text: str) -> str:
    """`text` without braces, commands and dollars, its accents and dashes as characters."""
    text = _ESCAPED.sub(lambda sign: _KEPT[sign[1]], text)
    text = _ACCENT.sub(_accented, text)
    text = _LETTER.sub(lambda letter: _LETTERS[letter[1]], text)
    text = _COMMAND.sub("", text).replace("\\", "")
    text = text.replace("---", "—").replace("--", "–").replace("``", "“").replace("''", "”")
    text = re.sub(r"(?<!/)~", "\u00a0", re.sub(r"[{}$]", "", text))
    return unicodedata.normalize("NFC", " ".join(text.translate(_BACK).split(" "))).strip()


def _accented(found: re.Match[str]) -> str:
    letter = (found[3] or found[4]).removeprefix("\\")
    return unicodedata.normalize("NFC", letter + _ACCENTS[found[1] or found[2]])
