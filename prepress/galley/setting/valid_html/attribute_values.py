"""Attribute values: which of them attributes can have, by EPUB 3.3's schema of XHTML.

The tables say of the attributes that sanitising keeps what EPUBCheck 5.3's `schema/30/mod/html5/`
and `schema/30/mod/datatypes.rnc` say. Roles and states of what a program would run are not in
them: no edition has one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from prepress.galley.markup.sanitising import NOT_IN_ADDRESS
from prepress.manuscript.metadata_values import is_language
from prepress.text.xhtml import HEADINGS

if TYPE_CHECKING:
    from lxml import etree

_Fits = Callable[[str], object]


def _one_of(words: str) -> _Fits:
    return frozenset(words.split()).__contains__


def _any(value: str) -> bool:
    return True


_YES_OR_NO = _one_of("true false")
_INTEGER = re.compile(r"\s*[-+]?[0-9]+\s*").fullmatch
_POSITIVE = re.compile(r"\s*\+?0*[1-9][0-9]*\s*").fullmatch
_DATE = r"[0-9]{4,}-[0-9]{2}-[0-9]{2}"
_TIME = r"[0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]{1,3})?)?"
_DATE_AND_TIME = rf"{_DATE}[T ]{_TIME}(?:Z|[-+][0-9]{{2}}:?[0-9]{{2}})?"
_YEARLESS = r"(?:--)?(?:0[0-9]|1[0-2])-(?:0[0-9]|[12][0-9]|3[01])"
_WEEK = r"[0-9]{4,}-W[0-9]{2}"
_SECONDS = r"[0-9]+(?:\.[0-9]{1,3})?S"
_DURATION = (
    rf"P[0-9]+D|P(?:[0-9]+D)?T(?:[0-9]+H[0-9]+M(?:{_SECONDS})?|[0-9]+H(?:{_SECONDS})?"
    rf"|[0-9]+M(?:{_SECONDS})?|{_SECONDS})"
)
_MOMENT = re.compile(
    rf"[0-9]{{4}}|{_YEARLESS}|{_WEEK}|{_DATE}|[0-9]{{4,}}-[0-9]{{2}}|{_TIME}|{_DATE_AND_TIME}"
    rf"|{_DURATION}"
).fullmatch
_DAY = re.compile(rf"{_DATE}|{_DATE_AND_TIME}").fullmatch


def _is_address(value: str) -> bool:
    """Whether `value` is an address of the web; others would have to be files of the book."""
    try:
        parts = urlsplit(value)
    except ValueError:
        return False
    return (
        parts.scheme in ("http", "https")
        and re.fullmatch(r"[A-Za-z0-9.-]+(?::[0-9]+)?", parts.netloc) is not None
        and NOT_IN_ADDRESS.search(value) is None
    )


def _is_language_or_none(value: str) -> bool:
    return not value or is_language(value)


#: What attributes can be that all elements have.
_EVERYWHERE: Mapping[str, _Fits] = MappingProxyType(
    {"dir": _one_of("auto ltr rtl"), "lang": _is_language_or_none}
)
_SPAN = {"colspan": _POSITIVE, "rowspan": re.compile(r"\s*\+?[0-9]+\s*").fullmatch}
_EDIT: dict[str, _Fits] = {"cite": _is_address, "datetime": _DAY}
#: What the attributes of these elements can be, beside those that all have.
_OF_ELEMENTS: Mapping[str, Mapping[str, _Fits]] = MappingProxyType(
    {
        "col": {"span": _POSITIVE},
        "colgroup": {"span": _POSITIVE},
        "del": _EDIT,
        "ins": _EDIT,
        "li": {"value": _INTEGER},
        "ol": {"start": _INTEGER, "type": _one_of("1 a A i I")},
        "td": _SPAN,
        "th": {**_SPAN, "scope": _one_of("row col rowgroup colgroup")},
        "time": {"datetime": _MOMENT},
    }
)
#: States and properties of ARIA that texts have; those that point at ids are judged with these.
_ARIA: Mapping[str, _Fits] = MappingProxyType(
    {
        "aria-atomic": _YES_OR_NO,
        "aria-busy": _YES_OR_NO,
        "aria-current": _one_of("page step location date time true false"),
        "aria-describedby": _any,
        "aria-description": _any,
        "aria-disabled": _YES_OR_NO,
        "aria-hidden": _YES_OR_NO,
        "aria-label": _any,
        "aria-labelledby": _any,
        "aria-level": _POSITIVE,
        "aria-live": _one_of("off polite assertive"),
        "aria-roledescription": _any,
    }
)
_SECTIONS = (
    "doc-abstract doc-acknowledgments doc-afterword doc-appendix doc-bibliography doc-chapter "
    "doc-colophon doc-conclusion doc-credit doc-credits doc-dedication doc-endnotes doc-epigraph "
    "doc-epilogue doc-errata doc-example doc-foreword doc-glossary doc-index doc-introduction "
    "doc-notice doc-pagelist doc-part doc-preface doc-prologue doc-pullquote doc-qna doc-toc"
)
_BOXES = (
    "alert complementary contentinfo document feed group log main marquee navigation note region "
    "search status banner"
)
_NO_ROLE = "none presentation"
_ANYWHERE = _one_of(
    f"{_SECTIONS} {_BOXES} {_NO_ROLE} article button cell columnheader definition directory "
    "doc-backlink doc-biblioref doc-cover doc-footnote doc-glossref doc-noteref doc-pagebreak "
    "doc-subtitle doc-tip figure form heading img link list listitem math row rowgroup rowheader "
    "separator table term timer tooltip"
)
_OF_HEADINGS = _one_of(f"doc-subtitle heading {_NO_ROLE}")
_OF_LISTS = _one_of(f"directory group list {_NO_ROLE}")
_NONE = _one_of("")
#: The roles of elements that cannot have any.
_ROLES: Mapping[str, _Fits] = MappingProxyType(
    {
        "aside": _one_of(
            f"complementary doc-dedication doc-example doc-footnote doc-glossary doc-pullquote "
            f"doc-tip feed note region search {_NO_ROLE}"
        ),
        "br": _one_of(_NO_ROLE),
        "caption": _NONE,
        "col": _NONE,
        "colgroup": _NONE,
        "dd": _one_of("definition"),
        "details": _one_of("group"),
        "dl": _one_of(f"group list {_NO_ROLE}"),
        "dt": _one_of("listitem term"),
        "figcaption": _one_of(f"group {_NO_ROLE}"),
        "footer": _one_of(f"contentinfo doc-footnote group {_NO_ROLE}"),
        "header": _one_of(f"banner doc-footnote group {_NO_ROLE}"),
        "hr": _one_of(f"doc-pagebreak separator {_NO_ROLE}"),
        "img": _one_of(f"button doc-cover img link math separator {_NO_ROLE}"),
        "li": _one_of(f"listitem separator {_NO_ROLE}"),
        "ol": _OF_LISTS,
        "section": _one_of(f"{_SECTIONS} {_BOXES} {_NO_ROLE}"),
        "summary": _one_of("button"),
        "ul": _OF_LISTS,
        "wbr": _one_of(_NO_ROLE),
        **dict.fromkeys(HEADINGS, _OF_HEADINGS),
    }
)
_OF_LINKS = _one_of("button doc-backlink doc-biblioref doc-glossref doc-noteref link")
_BOOLEANS = ("open", "reversed")


def is_fitting(element: etree._Element, name: str, value: str) -> bool:
    """Whether the attribute `name` of `element` can be `value`."""
    tag = str(element.tag)
    if name == "role":
        is_link = tag == "a" and "href" in element.attrib
        return bool((_OF_LINKS if is_link else _ROLES.get(tag, _ANYWHERE))(value))
    if name.startswith("aria-"):
        return name in _ARIA and bool(_ARIA[name](value)) and _has_state(element, name)
    if name == "value" and not _is_numbered(element):
        return False
    if name == "span" and len(element):  # its columns say themselves how many they are
        return False
    return bool(_OF_ELEMENTS.get(tag, {}).get(name, _EVERYWHERE.get(name, _any))(value))


def _is_numbered(item: etree._Element) -> bool:
    parent = item.getparent()
    return parent is not None and parent.tag == "ol"


def _has_state(element: etree._Element, name: str) -> bool:
    """Whether what is a heading has a level, and nothing else."""
    if name != "aria-level":
        return True
    role = element.get("role")
    return role == "heading" or (role is None and element.tag in HEADINGS)


def plain_value(name: str, value: str) -> str:
    """`value` as XML has it, where HTML is read more freely."""
    if name in _BOOLEANS:
        return ""
    if name == "lang":
        return value.strip().replace("_", "-")
    return value.strip().lower() if name in ("dir", "role", "scope") else value
