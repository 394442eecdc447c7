"""Sanitising: raw HTML cut down to what is safe and well-formed, with a finding for whatever had to go."""

from __future__ import annotations

from collections import Counter
from html import escape
from html.parser import HTMLParser

import nh3

from prepress.findings import Finding
from prepress.markup.source_lines import SourceLines

# fmt: off
_TAGS = frozenset(
    {
        "a", "abbr", "address", "aside", "b", "bdi", "bdo", "blockquote", "br", "caption", "cite", "code",
        "col", "colgroup", "dd", "del", "details", "dfn", "div", "dl", "dt", "em", "figcaption", "figure",
        "footer", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hgroup", "hr", "i", "img", "input", "ins",
        "kbd", "li", "mark", "ol", "p", "pre", "q", "rp", "rt", "ruby", "s", "samp", "section", "small", "span",
        "strong", "sub", "summary", "sup", "table", "tbody", "td", "tfoot", "th", "thead", "time", "tr", "u",
        "ul", "var", "wbr",
    }
)
# fmt: on
_EVERYWHERE = frozenset({"class", "data-word", "dir", "id", "lang", "role", "title"})
_ATTRIBUTES = {
    "a": frozenset({"href"}),
    "col": frozenset({"span"}),
    "colgroup": frozenset({"span"}),
    "del": frozenset({"cite", "datetime"}),
    "details": frozenset({"open"}),
    "img": frozenset({"alt", "height", "src", "width"}),
    "input": frozenset({"checked", "disabled", "type"}),
    "ins": frozenset({"cite", "datetime"}),
    "ol": frozenset({"reversed", "start", "type"}),
    "li": frozenset({"value"}),
    "td": frozenset({"align", "colspan", "headers", "rowspan"}),
    "th": frozenset({"abbr", "align", "colspan", "headers", "rowspan", "scope"}),
    "time": frozenset({"datetime"}),
}
_SCHEMES = frozenset({"http", "https", "mailto", "sms", "tel"})
_WITH_CONTENT = frozenset({"iframe", "math", "noscript", "object", "script", "style", "svg", "template", "title"})
_VOID = frozenset({"br", "col", "hr", "img", "wbr"})
_DEEPEST = 100
_INSTEAD = {
    "svg": "Save the drawing as a file and write ![](images/drawing.svg).",
    "iframe": "Link to the page instead.",
    "video": "Link to the film instead.",
    "audio": "Link to the recording instead.",
    "style": "Put the rules into a stylesheet in layouts/.",
}
_BOX = {
    True: '<span class="task task-done" role="img">☑</span>',
    False: '<span class="task task-open" role="img">☐</span>',
}


class TooDeepError(Exception):
    """Elements are nested more deeply than the layout engine can follow."""


def sanitise(html: str) -> str:
    """Safe, well-formed XHTML: nh3 parses as browsers do and keeps what is listed here; that is written as XML.

    Raises TooDeepError.
    """
    clean = nh3.clean(
        html,
        tags=set(_TAGS),
        clean_content_tags=set(_WITH_CONTENT - _TAGS),
        attributes={"*": set(_EVERYWHERE), **{tag: set(names) for tag, names in _ATTRIBUTES.items()}},
        generic_attribute_prefixes={"aria-"},
        url_schemes=set(_SCHEMES),
        link_rel=None,
        strip_comments=True,
    )
    writer = _XhtmlWriter()
    writer.feed(clean)
    writer.close()
    return "".join(writer.parts)


def removed(html: str, lines: SourceLines) -> list[Finding]:
    """One finding for each element and attribute of `html` that `sanitise` leaves out."""
    census = _Census(lines)
    census.feed(html)
    census.close()
    return census.findings


class _XhtmlWriter(HTMLParser):
    """Writes nh3's tidy HTML as XML. Alignment becomes a class, and a task's check box a character."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._depth = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if tag == "input":
            if values.get("type") == "checkbox":
                self.parts.append(_BOX["checked" in values])
            return
        if "align" in values:
            values["class"] = f"{values.get('class', '')} align-{values.pop('align')}".strip()
        attributes = "".join(f' {name}="{escape(value)}"' for name, value in values.items())
        if tag in _VOID:
            self.parts.append(f"<{tag}{attributes}/>")
            return
        self.parts.append(f"<{tag}{attributes}>")
        self._depth += 1
        if self._depth > _DEEPEST:
            raise TooDeepError

    def handle_endtag(self, tag: str) -> None:
        if tag not in _VOID and tag != "input":
            self.parts.append(f"</{tag}>")
            self._depth -= 1

    def handle_data(self, data: str) -> None:
        self.parts.append(escape(data, quote=False))


class _Census(HTMLParser):
    """Counts what will not survive, so that each loss is found at its own line."""

    def __init__(self, lines: SourceLines) -> None:
        super().__init__(convert_charrefs=True)
        self.findings: list[Finding] = []
        self._lines = lines
        self._seen: Counter[str] = Counter()
        self._inside = ""

    def parse_html_declaration(self, i: int) -> int:
        """What begins with `<![` is a comment, as browsers see it; Python fails on some of it."""
        marked = self.rawdata.startswith("<![", i)
        return self.parse_bogus_comment(i) if marked else super().parse_html_declaration(i)

    def handle_endtag(self, tag: str) -> None:
        if tag == self._inside:
            self._inside = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self._inside:
            return  # it goes with what it stands in
        self._inside = tag if tag in _WITH_CONTENT else ""
        if tag not in _TAGS or (tag == "input" and ("type", "checkbox") not in attrs):
            hint = _INSTEAD.get(tag, "Delete it, or write it in Markdown.")
            self._add("H-001", f"<{tag}", f"The element <{tag}> is not kept.", hint)
            return
        kept = _EVERYWHERE | _ATTRIBUTES.get(tag, frozenset())
        for name, value in attrs:
            if name not in kept and not name.startswith("aria-"):
                self._add("H-002", name, f"The attribute “{name}” of <{tag}> is not kept.", "Delete it.")
            elif name in ("href", "src") and _is_unsafe(value or ""):
                code, what = ("I-003", "picture") if tag == "img" else ("L-002", "link")
                hint = "Use a file of the project, or an https address for a link."
                self._add(code, value or "", f"The {what} “{(value or '')[:200]}” has an unsafe address.", hint)

    def _add(self, code: str, needle: str, what: str, hint: str) -> None:
        self.findings.append(Finding(code, self._lines.find(needle, self._seen[needle]), what, hint))
        self._seen[needle] += 1


def _is_unsafe(address: str) -> bool:
    scheme, colon, _ = address.strip().partition(":")
    return bool(colon) and scheme.isalnum() and scheme.lower() not in _SCHEMES
