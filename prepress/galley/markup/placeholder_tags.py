"""Placeholder tags: words in angle brackets that name no element, such as `<file>`, which authors
write for what readers fill in, and which therefore stay as they are written.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

_TAG = re.compile(r"<(?P<name>[A-Za-z][^\s<>/=\"']*)(?P<rest>[^<>]*)>")
_END = re.compile(r"</([A-Za-z][^\s<>]*)")
#: What CommonMark takes for the name of an element (0.31.2, 6.6).
_NAME = re.compile(r"[A-Za-z][A-Za-z0-9-]*")
#: Every element of HTML (HTML Living Standard, indices) and those that it once had.
_NAMES_OF_HTML = """
    a abbr acronym address applet area article aside audio b base basefont bdi bdo big blink
    blockquote body br button canvas caption center cite code col colgroup data datalist dd del
    details dfn dialog dir div dl dt em embed fieldset figcaption figure font footer form frame
    frameset h1 h2 h3 h4 h5 h6 head header hgroup hr html i iframe img input ins kbd label legend
    li link main map mark marquee math menu menuitem meta meter nav nobr noframes noscript object
    ol optgroup option output p param picture pre progress q rp rt ruby s samp script search
    section select slot small source span strike strong style sub summary sup svg table tbody td
    template textarea tfoot th thead time title tr track tt u ul var video wbr xmp
"""
_ELEMENTS = frozenset(_NAMES_OF_HTML.split())
#: What tells where a tag is written, in a text that is traced.
_TRACED = re.compile(r" data-(?:at|list)=[^\s>]")
#: Those that hold nothing to read without attributes, or without an end.
_EMPTY_ALONE = frozenset({"data", "input", "label", "map", "option", "output", "param", "select"})
#: Attributes of those that need no value.
_SWITCHES = frozenset({"checked", "disabled", "hidden", "multiple", "required", "selected"})


@dataclass(frozen=True)
class PlaceholderTags:
    """Tells the placeholders among the tags of `html`: what nothing closes, with a name that is no
    element's, or that makes none so.
    """

    html: str

    @cached_property
    def _closed(self) -> frozenset[str]:
        return frozenset(name.lower() for name in _END.findall(self.html))

    def is_one(self, name: str, rest: str) -> bool:
        """Whether `<name rest>` is to be read as words."""
        name, rest = name.lower(), _TRACED.sub("", rest)
        if name in self._closed or rest.rstrip().endswith("/") or "=" in rest:
            return False
        if name in _EMPTY_ALONE:
            return _SWITCHES.isdisjoint(rest.lower().split())
        return name not in _ELEMENTS

    def shown(self) -> str:
        """The HTML in which placeholders are text."""
        return _TAG.sub(self._show, self.html)

    def is_doubtful(self, name: str, rest: str) -> bool:
        """Whether `<name rest>` is read as words that CommonMark takes for a tag."""
        return self.is_one(name, rest) and bool(_NAME.fullmatch(name))

    def _show(self, tag: re.Match[str]) -> str:
        if not self.is_one(tag["name"], tag["rest"]):
            return tag[0]
        return f"&lt;{_TRACED.sub('', tag[0])[1:]}"
