"""Properties: what a Word file says of itself, as far as a publication's metadata can use it."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lxml import etree

from prepress.errors import SourceError
from prepress.import_word.wordml import W, is_on

if TYPE_CHECKING:
    from prepress.import_word.word_file import WordFile

_DC = "{http://purl.org/dc/elements/1.1/}"
_CP = "{http://schemas.openxmlformats.org/package/2006/metadata/core-properties}"
#: A language with a script and a region, of BCP 47 as much as Word uses.
_TAG = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z]{4})?(-([A-Za-z]{2}|[0-9]{3}))?")
_INVISIBLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b\u2028-\u202e\u2066-\u2069\ufeff\ufffe\uffff]")
_LONGEST = 300
#: What programs write into the properties when nobody has.
_NOBODY = frozenset(
    {"python-docx", "user", "author", "admin", "administrator", "microsoft office user", "unknown"}
)
_NOTHING = re.compile(
    r"(word document|document|untitled|title|microsoft word|dokument)\s*\d*", re.IGNORECASE
)


@dataclass(frozen=True)
class Properties:
    """The properties as one line of text each; `lang` is a BCP 47 tag."""

    title: str | None
    authors: tuple[str, ...]
    keywords: tuple[str, ...]
    lang: str


def properties_of(word: WordFile) -> Properties:
    """The properties of `word` (ISO/IEC 29500-2:2012, 11); what cannot be read of them counts as
    not given.
    """
    try:
        parts = word.related_parts("", "core-properties")
        core = word.tree(parts[0] if parts else "docProps/core.xml")
    except SourceError:
        core = None
    title = _text(core, f"{_DC}title")
    if title and _NOTHING.fullmatch(title):
        title = None
    names = _items(r"[;\n]", _raw(core, f"{_DC}creator"))
    authors = tuple(name for name in names if name.lower() not in _NOBODY)
    keywords = _items(r"[;,\n]", _raw(core, f"{_CP}keywords"))
    lang = _language(word) or _tag(_text(core, f"{_DC}language")) or "en"
    return Properties(title, authors, keywords, lang)


def _items(separators: str, text: str) -> tuple[str, ...]:
    """What stands between the `separators`, each item once."""
    lines = map(_line, re.split(separators, text))
    return tuple(dict.fromkeys(filter(None, lines)))


def _language(word: WordFile) -> str | None:
    """The language in which most of the text is: each run's own, else that of the document's
    defaults.
    """
    parts = word.related_parts(word.main, "styles")
    styles = word.tree(parts[0]) if parts else None
    usual = (
        styles.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr/{W}lang") if styles is not None else None
    )
    letters: Counter[str] = Counter()
    root = word.tree(word.main)
    for run in root.iter(f"{W}r") if root is not None else ():
        own = run.find(f"{W}rPr/{W}lang")
        kind = "bidi" if is_on(run.find(f"{W}rPr/{W}rtl")) else "val"
        names = [each.get(f"{W}{kind}") for each in (own, usual) if each is not None]
        tag = next(filter(None, map(_tag, names)), None)
        if tag:
            letters[tag] += sum(len(text.text or "") for text in run.iter(f"{W}t"))
    return letters.most_common(1)[0][0] if letters else None


def _tag(text: str | None) -> str | None:
    text = (text or "").strip().replace("_", "-")
    return text if _TAG.fullmatch(text) else None


def _text(core: etree._Element | None, tag: str) -> str | None:
    return _line(_raw(core, tag)) or None


def _raw(core: etree._Element | None, tag: str) -> str:
    return (core.findtext(tag) or "") if core is not None else ""


def _line(text: str) -> str:
    """`text` in one line, without what nobody sees."""
    return " ".join(_INVISIBLE.sub(" ", text).split())[:_LONGEST].strip()
