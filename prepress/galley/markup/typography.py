"""Typography: the quotation marks of each language, and straight quotes where the machine needs
them.
"""

from __future__ import annotations

import re
from types import MappingProxyType

from prepress.text.fences import outside_fences

_NARROW = "\u202f"
#: Outer and inner quotation marks by language, after the Unicode CLDR.
_QUOTES = MappingProxyType(
    {
        "en": "“”‘’",
        "bg": "„“‚‘",
        "ca": "«»“”",
        "cs": "„“‚‘",
        "da": "“”‘’",
        "de": "„“‚‘",
        "el": "«»“”",
        "es": "«»“”",
        "et": "„“‘’",
        "fi": "””’’",
        "hr": "„”‘’",
        "hu": "„”»«",
        "is": "„“‚‘",
        "it": "«»“”",
        "lt": "„“‚‘",
        "lv": "“”‘’",
        "nb": "«»‘’",
        "nl": "“”‘’",
        "nn": "«»‘’",
        "no": "«»‘’",
        "pl": "„”«»",
        "pt": "“”‘’",
        "ro": "„”«»",
        "ru": "«»„“",
        "sk": "„“‚‘",
        "sl": "„“‚‘",
        "sv": "””’’",
        "uk": "«»„“",
    }
)
#: In an attribute list or a tag, but not in code, which comes first so that it is passed over.
_MARKED = re.compile(
    r"(?<!`)(?P<code>`+)(?!`)(?:(?!(?P=code)).)*(?P=code)|\{[^{}\n]*\}|<[a-zA-Z][^<>\n]*>"
)
_CURLY = re.compile(r"=\s*[“”„″]([^“”„″\"<>]*)[“”″]|=\s*[‘’]([^‘’'<>]*)[‘’]")


def quotation_marks(lang: str) -> dict[str, str]:
    """The substitutions that Python-Markdown's smarty wants for `lang`; the English ones where we
    know none.

    The inner closing mark stays an apostrophe, since smarty cannot tell one from the other.
    """
    plain = lang.partition("-")[0]
    left, right, inner = tuple(_QUOTES.get(plain, _QUOTES["en"]))[:3]
    if plain == "fr":
        left, right, inner = f"«{_NARROW}", f"{_NARROW}»", "“"
    return {
        "left-double-quote": left,
        "right-double-quote": right,
        "left-single-quote": inner,
        "right-single-quote": "’",
        "ellipsis": "…",
        "ndash": "–",
        "mdash": "—",
    }


def straighten_attributes(text: str) -> str:
    """Make curly quotes straight where they enclose the value of an attribute, as word processors
    leave them.
    """
    lines = outside_fences(text.split("\n"))
    return "\n".join(_MARKED.sub(_straight, line) if outside else line for line, outside in lines)


def _straight(found: re.Match[str]) -> str:
    if found["code"]:
        return found[0]
    return _CURLY.sub(
        lambda value: f'="{value[1] if value[1] is not None else value[2]}"', found[0]
    )
