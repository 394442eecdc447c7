"""The sanitising report: a finding for whatever sanitising takes out of raw HTML, each at its own
line.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from html import escape, unescape
from html.parser import HTMLParser
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import nh3

from prepress.findings import Finding
from prepress.galley.markup.placeholder_tags import PlaceholderTags
from prepress.galley.markup.sanitising import (
    ATTRIBUTES,
    CONTROLS,
    EVERYWHERE,
    SCHEMES,
    TAGS,
    WITH_CONTENT,
)
from prepress.galley.source_map.position_marks import ANY_MARK, AT, LIST_AT, MARK

if TYPE_CHECKING:
    from prepress.galley.source_map.source_map import SourceMap

_SHOWN = 200  # characters of what a finding quotes
_REFERENCE_OR_MARK = re.compile(rf"(?P<reference>&#(?:[0-9]+|[xX][0-9a-fA-F]+);?)|{MARK.pattern}")
_WORDS_BEHIND = re.compile(r"</[^\s>]+\s[\s/]*[^\s/>]")
#: Attributes that say something to machines or browsers, so that no reader of an edition notices
#: their loss; as do all that begin with `data-`.
_UNNOTICED = frozenset(
    {
        "accesskey", "autofocus", "border", "cellpadding", "cellspacing", "contenteditable",
        "crossorigin", "decoding", "download", "draggable", "fetchpriority", "hreflang", "is",
        "itemid", "itemprop", "itemref", "itemscope", "itemtype", "loading", "media", "nonce",
        "part", "ping", "prefix", "property", "referrerpolicy", "rel", "resource", "sizes", "slot",
        "spellcheck", "srcset", "summary", "tabindex", "target", "translate", "typeof", "vocab",
        "xmlns",
    }
)  # fmt: skip
#: Attributes of mere looks, which the layout has its own of.
_LOOKS = frozenset(
    {
        "align", "bgcolor", "bordercolor", "char", "charoff", "clear", "color", "compact", "face",
        "frame", "height", "hspace", "noshade", "nowrap", "rules", "size", "valign", "vspace",
        "width",
    }
)  # fmt: skip
#: Elements that let browsers choose one of several pictures; the one for all others stays.
_CHOICES = frozenset({"picture", "source"})
_INSTEAD = {
    "svg": "Save the drawing as a file and write ![](images/drawing.svg).",
    "iframe": "Link to the page instead.",
    "video": "Link to the film instead.",
    "audio": "Link to the recording instead.",
    "style": "Put the rules into a stylesheet in layouts/.",
}


@dataclass(frozen=True)
class _Loss:
    """Something that is left out. Its `needle` stands at `offset` of the text or behind it."""

    code: str
    what: str
    hint: str
    needle: str
    offset: int


def sanitising_findings(html: str, source: SourceMap) -> list[Finding]:
    """One finding for each element, attribute and character of `html` that `sanitise` leaves
    out; where each stands is looked up only if there is one.
    """
    if not _losses(html, {}, source) and not _unknown_characters(html, {}):
        return []
    trace = source.trace
    losses = _losses(trace.html, trace.offsets, source)
    losses += _unknown_characters(trace.html, trace.offsets)
    return [
        Finding(loss.code, source.place_behind(loss.offset, loss.needle), loss.what, loss.hint)
        for loss in losses
    ]


def _losses(html: str, offsets: Mapping[str, int], source: SourceMap) -> list[_Loss]:
    report = _SanitisingReport(offsets, source, PlaceholderTags(html))
    report.feed(html)
    report.close()
    return report.losses


def _unknown_characters(html: str, offsets: Mapping[str, int]) -> list[_Loss]:
    """References to control characters, which no edition may hold, and to what is no character at
    all.
    """
    losses, last = [], 0
    for found in _REFERENCE_OR_MARK.finditer(html):
        last = offsets.get(found[0], last)
        if found["reference"] and CONTROLS.sub("", unescape(found[0])) in ("", "\ufffd"):
            what = f"“{found[0]}” stands for no character that can be shown."
            losses.append(_Loss("S-004", what, "Delete it.", found[0], last))
    return losses


class _SanitisingReport(HTMLParser):
    """Notes what will not survive; `offsets` are those of the marks in what it is fed."""

    def __init__(
        self, offsets: Mapping[str, int], source: SourceMap, placeholders: PlaceholderTags
    ) -> None:
        super().__init__(convert_charrefs=True)
        self.losses: list[_Loss] = []
        self._offsets = offsets
        self._source = source
        self._placeholders = placeholders
        self._at = 0
        self._list_at = 0
        self._refused: Counter[str] = Counter()
        self._inside = ""

    def parse_html_declaration(self, i: int) -> int:
        """What begins with `<![` is a comment, as browsers see it; Python fails on some of it."""
        is_marked = self.rawdata.startswith("<![", i)
        return self.parse_bogus_comment(i) if is_marked else super().parse_html_declaration(i)

    def parse_bogus_comment(self, i: int, report: bool = True) -> int:
        """What browsers take for a comment without an author having written one."""
        end = super().parse_bogus_comment(i, False)
        if end > 0:
            self._not_shown(self.rawdata[i:end])
        return end

    def parse_endtag(self, i: int) -> int:
        """A closing tag, which has no room for more words than its name."""
        mark = ANY_MARK.search(self.rawdata, i, self.rawdata.find(">", i) + 1)
        self._move_to(mark[0] if mark else "")
        end = super().parse_endtag(i)
        if end > 0 and _WORDS_BEHIND.match(ANY_MARK.sub("", self.rawdata[i:end])):
            self._not_shown(self.rawdata[i:end])
        return end

    def handle_data(self, data: str) -> None:
        self._move_to(data)

    def handle_decl(self, decl: str) -> None:
        self._not_shown(f"<!{decl}>")

    def handle_pi(self, data: str) -> None:
        self._not_shown(f"<?{data}>")

    def handle_endtag(self, tag: str) -> None:
        if tag == self._inside:
            self._inside = ""
        elif not self._inside and tag not in TAGS | _CHOICES:
            if not self._refused[tag]:
                what = f"“</{tag}>” closes nothing and is not kept."
                self._add("H-001", f"</{tag}", what, "Delete it.")
            self._refused[tag] = max(0, self._refused[tag] - 1)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        self._move_to(values.pop(AT, ""))
        self._list_at = self._offsets.get(values.pop(LIST_AT, ""), self._at)
        # What stands inside of what goes, goes with it.
        if self._inside or self._is_placeholder(tag):
            return
        self._inside = tag if tag in WITH_CONTENT else ""
        if tag in TAGS - {"input"} or (tag, values.get("type")) == ("input", "checkbox"):
            self._judge_attributes(tag, values)
        elif tag not in _CHOICES:
            hint = _INSTEAD.get(tag, "Delete it, or write it in Markdown.")
            self._refused[tag] += 1
            self._add("H-001", f"<{tag}", f"The element <{tag}> is not kept.", hint)

    def _judge_attributes(self, tag: str, values: Mapping[str, str]) -> None:
        kept = EVERYWHERE | ATTRIBUTES.get(tag, frozenset())
        for name, value in values.items():
            if name not in kept and not name.startswith("aria-"):
                self._lose_attribute(tag, name)
            elif name in ("href", "src"):
                self._judge_address(tag, name, value)

    def _is_placeholder(self, tag: str) -> bool:
        """Whether the tag that begins here is read as words, which is said."""
        written = ANY_MARK.sub("", self.get_starttag_text() or "")
        name, _, rest = written[1:-1].partition(" ")
        if not self._placeholders.is_one(name, rest):
            return False
        if self._placeholders.is_doubtful(name, rest):
            what = f"“{written[:_SHOWN]}” is no whole element of HTML and shown as it is written."
            hint = (
                "Write \\< for its first character, or put it into `code`, if you mean just that."
            )
            self._add("H-001", f"<{tag}", what, hint)
        return True

    def _lose_attribute(self, tag: str, name: str) -> None:
        what = f"The attribute “{name}” of <{tag}> is not kept."
        at = self._source.offset_of_attribute(name, self._list_at, self._at)
        is_unnoticed = name in _UNNOTICED | _LOOKS or name.startswith("data-")
        code = "H-003" if is_unnoticed else "H-002"
        self.losses.append(_Loss(code, what, "Delete it.", "", at))

    def _judge_address(self, tag: str, name: str, address: str) -> None:
        if _is_unsafe(address):
            code, what = ("I-003", "picture") if tag == "img" else ("L-002", "link")
            hint = "Use a file of the project, or an https address for a link."
            what = f"The {what} “{address[:_SHOWN]}” has an unsafe address."
            self._add(code, "", what, hint)
        elif name == "href" and names_no_site(address):
            what = f"The link “{address[:_SHOWN]}” has an address that names no site."
            self._add("L-002", "", what, "Copy the address anew from your browser.")

    def _not_shown(self, text: str) -> None:
        if not self._inside:
            text = ANY_MARK.sub("", text)
            words = " ".join(text[:_SHOWN].split())
            what = f"“{words}” is read as an instruction to a machine and not shown."
            hint = "Delete it, or write \\< for its first character."
            self._add("H-001", text.splitlines()[0], what, hint)

    def _add(self, code: str, needle: str, what: str, hint: str) -> None:
        self.losses.append(_Loss(code, what, hint, needle, self._at))

    def _move_to(self, text: str) -> None:
        """Go on to the last mark in `text`."""
        for mark in MARK.findall(text) if self._offsets else ():
            self._at = self._offsets.get(mark, self._at)


def _is_unsafe(address: str) -> bool:
    """Whether nh3 takes the address away, for its scheme or because it cannot be read as one."""
    return "href=" not in nh3.clean(f'<a href="{escape(address)}">', url_schemes=set(SCHEMES))[:8]


def names_no_site(address: str) -> bool:
    """Whether no site can have this address of the web, which a finding says too."""
    try:
        parts = urlsplit(address.strip())
        host = parts.hostname or ""
    except ValueError:
        return True
    return parts.scheme in ("http", "https") and "" in (host, *host.split(".")[:-1])
