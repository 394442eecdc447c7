"""Sanitising: raw HTML cut down to what is safe and well-formed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape
from html.parser import HTMLParser
from urllib.parse import quote

import nh3

from prepress.galley.markup.placeholder_tags import PlaceholderTags
from prepress.text.xhtml import VOID

# fmt: off
TAGS = frozenset(
    {
        "a", "abbr", "address", "aside", "b", "bdi", "bdo", "blockquote", "br", "caption", "cite",
        "code",
        "col", "colgroup", "dd", "del", "details", "dfn", "div", "dl", "dt", "em", "figcaption",
        "figure",
        "footer", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hgroup", "hr", "i", "img", "input",
        "ins",
        "kbd", "li", "mark", "ol", "p", "pre", "q", "rp", "rt", "ruby", "s", "samp", "section",
        "small", "span",
        "strong", "sub", "summary", "sup", "table", "tbody", "td", "tfoot", "th", "thead", "time",
        "tr", "u",
        "ul", "var", "wbr",
    }
)
# fmt: on
EVERYWHERE = frozenset(
    {"class", "data-reference", "data-word", "dir", "id", "lang", "role", "title"}
    | {"data-index-mark"}
)
_ALIGNED = ("div", "h1", "h2", "h3", "h4", "h5", "h6", "p")
ATTRIBUTES = {
    **dict.fromkeys(_ALIGNED, frozenset({"align"})),
    "a": frozenset({"href", "name"}),
    "col": frozenset({"span"}),
    "colgroup": frozenset({"span"}),
    "del": frozenset({"cite", "datetime"}),
    "details": frozenset({"open"}),
    "img": frozenset({"alt", "height", "src", "style", "width"}),
    "input": frozenset({"checked", "disabled", "type"}),
    "ins": frozenset({"cite", "datetime"}),
    "ol": frozenset({"reversed", "start", "type"}),
    "li": frozenset({"value"}),
    "td": frozenset({"align", "colspan", "headers", "rowspan"}),
    "th": frozenset({"align", "colspan", "headers", "rowspan", "scope"}),
    "time": frozenset({"datetime"}),
}
SCHEMES = frozenset({"http", "https", "mailto", "sms", "tel"})
WITH_CONTENT = frozenset(
    {"iframe", "math", "noscript", "object", "script", "style", "svg", "template", "title"}
)
_DEEPEST = 100
CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff]")
#: More digits than any character's number has (CommonMark 0.31.2, 2.5).
_TOO_LONG = re.compile(r"&(?=#(?:[0-9]{8}|[xX][0-9a-fA-F]{7}))")
_EMPTY_HEADING = re.compile(r"<(h[1-6])(?: [^<>]*)?>\s*</\1>")
#: What browsers make of a paragraph's end tag, or of a paragraph around a block.
_EMPTY_PARAGRAPH = re.compile(
    r'<p(?: (?:class="align-[a-z]+"|data-(?:at|list)="[^"]*"))*>\s*</p>\n?'
)
#: Not to be written plainly in an address (RFC 3986, 2), and a sign of percent that begins no code;
#: brackets stand around the number of a host alone.
NOT_IN_ADDRESS = re.compile(
    r"(?P<host>//\[[0-9a-fA-F:.]+\])|[\s\"<>\\^`{|}\[\]]|%(?![0-9a-fA-F]{2})"
)
#: How many columns and rows a cell, and how many columns a `col`, spans at most (HTML, 4.9.11).
_SPANS = {"colspan": 1000, "rowspan": 65534, "span": 1000}
_OUTWARD = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:")
_BOX = {
    True: '<span class="task task-done" role="img">☑</span>',
    False: '<span class="task task-open" role="img">☐</span>',
}


def _possible(name: str, written: str) -> str:
    """The value of an attribute as it is `written`, but no more than a browser would have a cell
    span.
    """
    if name not in _SPANS:
        return written
    digits, most = written.strip(), _SPANS[name]
    is_large = digits.isdecimal() and (len(digits) > len(str(most)) or int(digits) > most)
    return str(most) if is_large else written


def _quoted(sign: re.Match[str]) -> str:
    return str(sign["host"] or quote(sign[0]))


class TooDeepError(RecursionError):
    """Elements are nested more deeply than the layout engine can follow."""


def shown_references(html: str) -> str:
    """`html` with the references of too many digits as text, as CommonMark has them; Python cannot
    read the longest.
    """
    return _TOO_LONG.sub("&amp;", html)


def sanitise(html: str, *, more: Sequence[str] = ()) -> str:
    """Safe, well-formed XHTML: nh3 parses as browsers do and keeps what is listed here and `more`
    attributes; that is written as XML. Placeholders such as `<file>` are words.

    Raises TooDeepError.
    """
    clean = nh3.clean(
        PlaceholderTags(html).shown(),
        tags=set(TAGS),
        clean_content_tags=set(WITH_CONTENT - TAGS),
        attributes={
            "*": {*EVERYWHERE, *more},
            **{tag: set(names) for tag, names in ATTRIBUTES.items()},
        },
        generic_attribute_prefixes={"aria-"},
        url_schemes=set(SCHEMES),
        link_rel=None,
        strip_comments=True,
    )
    writer = _XhtmlWriter()
    writer.feed(CONTROLS.sub("", clean))
    writer.close()
    # A heading without words would be a link without words in every table of contents.
    return _EMPTY_PARAGRAPH.sub("", _EMPTY_HEADING.sub("", "".join(writer.parts)))


class _XhtmlWriter(HTMLParser):
    """Writes nh3's tidy HTML as XML. Alignment becomes a class, and a task's check box a
    character.
    """

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._depth = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: _possible(name, value or "") for name, value in attrs}
        if tag == "input":
            if values.get("type") == "checkbox":
                self.parts.append(_BOX["checked" in values])
            return
        if tag == "a" and "name" in values:  # how anchors were written before HTML 5
            values.setdefault("id", values.pop("name"))
            values.pop("name", None)
        if "align" in values:
            values["class"] = f"{values.get('class', '')} align-{values.pop('align')}".strip()
        if _OUTWARD.match(values.get("href", "")):
            values["href"] = NOT_IN_ADDRESS.sub(_quoted, values["href"])
        attributes = "".join(f' {name}="{escape(value)}"' for name, value in values.items())
        if tag in VOID:
            self.parts.append(f"<{tag}{attributes}/>")
            return
        self.parts.append(f"<{tag}{attributes}>")
        self._depth += 1
        if self._depth > _DEEPEST:
            raise TooDeepError

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID and tag != "input":
            self.parts.append(f"</{tag}>")
            self._depth -= 1

    def handle_data(self, data: str) -> None:
        self.parts.append(escape(data, quote=False))
