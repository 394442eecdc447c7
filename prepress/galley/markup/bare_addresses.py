"""Bare addresses: `https://…`, `www.…` and addresses of mail in the text, as links (GitHub's
Markdown, 6.9).
"""

from __future__ import annotations

import re
from html import unescape
from xml.etree import ElementTree as ET

from markdown import Markdown
from markdown.inlinepatterns import InlineProcessor
from markdown.util import (
    HTML_PLACEHOLDER_RE,
    INLINE_PLACEHOLDER_PREFIX,
    INLINE_PLACEHOLDER_RE,
    AtomicString,
)

#: A character that the author escaped stands for itself in an address.
_ESCAPED = r"\x02klzzwxh:\d+\x03"
#: Spaces, brackets, quotation marks and the punctuation of Chinese are in none.
_ENDS = (
    r"\s<>\[\]{}\"“”„‟«»‹›‘’`|\\^\x02\x03\u3001\u3002\u300c\u300d"
    r"\uff01\uff08\uff09\uff0c\uff1a\uff1b\uff1f"
)
_HOST = rf"[^\W_](?:(?:[\w.-]|{_ESCAPED})*\w)?"
_ADDRESS = (
    rf"(?<![A-Za-z0-9_/@.:=&#-])((?:https?://(?:[^\s@/]+@)?|www\.(?=[\w-]+\.)){_HOST}"
    # A sign that no host has would end it in the midst of its name.
    rf"(?![\w\U0001f000-\U0001faff])(?::\d{{1,5}})?(?:[/?#](?:{_ESCAPED}|[^{_ENDS}])*)?)"
)
_MAIL = (
    r"(?<![\w/.+:@=-])(?:mailto:)?([A-Za-z0-9][\w.+-]*@[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?"
    r"(?:\.[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?)+)(?![\w@/-]|\.\w)"
)
_ESCAPE = re.compile(r"\x02(\d+)\x03")
_BEHIND = frozenset("?!.,:;*_~'…")
_TAG_OF_LINK = re.compile(r"<(?P<end>/?)a(?=[\s>])", re.IGNORECASE)


class _Bare(InlineProcessor):
    """A link whose words are its address. In a link there is no other."""

    ANCESTOR_EXCLUDES = ("a",)
    _looked_at = 0
    _raw_link = False

    def _is_in_link(self, data: str, at: int) -> bool:
        """Whether a link of raw HTML is open before `at`, whose tags are put aside by now."""
        raw = self.md.htmlStash.rawHtmlBlocks
        while self._has_raw_link() and (at := data.rfind(INLINE_PLACEHOLDER_PREFIX, 0, at)) >= 0:
            placeholder = INLINE_PLACEHOLDER_RE.match(data, at)
            mark = HTML_PLACEHOLDER_RE.fullmatch(self._put_aside(placeholder))
            tag = _TAG_OF_LINK.match(str(raw[int(mark[1])])) if mark else None
            if tag:
                return not tag["end"]
        return False

    def _has_raw_link(self) -> bool:
        """Whether any link of raw HTML was put aside, so that it is worth while to look for one."""
        raw = self.md.htmlStash.rawHtmlBlocks
        fresh = map(str, raw[self._looked_at :])
        self._raw_link = self._raw_link or any(map(_TAG_OF_LINK.match, fresh))
        self._looked_at = len(raw)
        return self._raw_link

    def _put_aside(self, placeholder: re.Match[str] | None) -> str:
        """The text that was read before and stands for itself; empty where it is an element."""
        nodes = self.md.treeprocessors["inline"].stashed_nodes  # type: ignore[attr-defined]
        node = nodes.get(placeholder[1]) if placeholder else None
        return node if isinstance(node, str) else ""

    def _escaped(self, placeholder: re.Match[str]) -> str:
        """The character that stands there because it was escaped; empty where something else
        does.
        """
        escape = _ESCAPE.fullmatch(self._put_aside(placeholder))
        return chr(int(escape[1])) if escape else ""

    def _link(self, shown: str, address: str) -> ET.Element:
        # Brackets stand only in hosts (RFC 3986, 3.2.2), and these have none.
        href = address.replace("[", "%5B").replace("]", "%5D")
        link = ET.Element("a", {"href": href})
        link.text = AtomicString(shown)
        return link


class BareAddress(_Bare):
    """`https://…` and `www.…`."""

    def __init__(self, md: Markdown) -> None:
        super().__init__(_ADDRESS, md)

    def handleMatch(  # type: ignore[override] # noqa: N802
        self, m: re.Match[str], data: str
    ) -> tuple[ET.Element | None, int | None, int | None]:
        """The link, and where its address stood."""
        if self._is_in_link(data, m.start(0)):
            return None, None, None
        others = (each for each in INLINE_PLACEHOLDER_RE.finditer(m[1]) if not self._escaped(each))
        end = next((other.start() for other in others), len(m[1]))
        written = without_end(m[1][:end])
        shown = unescape(INLINE_PLACEHOLDER_RE.sub(self._escaped, written))
        address = shown if "://" in shown else f"http://{shown}"
        return self._link(shown, address), m.start(0), m.start(0) + len(written)


class BareMailAddress(_Bare):
    """`name@example.org`, with or without `mailto:`."""

    def __init__(self, md: Markdown) -> None:
        super().__init__(_MAIL, md)

    def handleMatch(  # type: ignore[override] # noqa: N802
        self, m: re.Match[str], data: str
    ) -> tuple[ET.Element | None, int | None, int | None]:
        """The link, and where its address stood."""
        if self._is_in_link(data, m.start(0)):
            return None, None, None
        return self._link(m[1], f"mailto:{m[1]}"), m.start(0), m.end(0)


def without_end(address: str) -> str:
    """`address` without what belongs to the sentence behind it: punctuation, and a parenthesis
    that was opened before it.
    """
    end = len(address)
    closed_too_often = address.count(")") - address.count("(")
    while end:
        sign = address[end - 1]
        entity = address.rfind("&", max(0, end - 32), end) if sign == ";" else -1
        if entity >= 0 and address[entity + 1 : end - 1].isalnum():
            end = entity
        elif sign in _BEHIND or (sign == ")" and closed_too_often > 0):
            closed_too_often -= sign == ")"
            end -= 1
        else:
            break
    return address[:end]
