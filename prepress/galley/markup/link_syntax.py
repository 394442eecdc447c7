"""Link syntax: the address and the title behind words in brackets, labels, and which of several
brackets are the link (CommonMark 0.31.2, 6.3).
"""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

from markdown import Markdown
from markdown.inlinepatterns import (
    ImageInlineProcessor,
    ImageReferenceInlineProcessor,
    LinkInlineProcessor,
    ReferenceInlineProcessor,
    ShortImageReferenceInlineProcessor,
    ShortReferenceInlineProcessor,
)
from markdown.util import HTML_PLACEHOLDER_RE, INLINE_PLACEHOLDER_RE

from prepress.galley.markup.definitions import folded_label

_BRACKET = re.compile(r"[\[\]]")
#: Brackets that are nested deeper are no link: thousands of open ones would each be read to the
#: text's end.
MOST_BRACKETS = 100
#: How long an address with spaces may be, for the same reason.
LONGEST_ADDRESS = 2000
_SECOND_BRACKET = re.compile(r"\[([^\]]*)\]")
_DEEPEST = 4
_INSIDE = r"[^\s()]"
for _ in range(_DEEPEST):
    _INSIDE = rf"(?:[^\s()]|\({_INSIDE}*\))"
_BARE = rf"(?!<){_INSIDE}+"
_TITLE = r"\"[^\"]*\"|'[^']*'|\([^()]*\)"
#: What stands behind the words of a link; spaces that do not break belong to the address.
_TARGET = re.compile(
    rf"\([ \t\n]*(?:<(?P<enclosed>[^<>\n]*)>|(?P<bare>{_BARE}))?"
    rf"(?:[ \t\n]+(?P<title>{_TITLE}))?[ \t\n]*\)"
)
_ESCAPE = re.compile(r"\x02(\d+)\x03")
#: The patterns of Python-Markdown that begin with words in brackets.
_IN_BRACKETS = (
    "reference",
    "link",
    "image_link",
    "image_reference",
    "short_reference",
    "short_image_ref",
)


def read_links(md: Markdown) -> None:
    """Let the patterns of `md` that begin with words in brackets read these as CommonMark does."""
    patterns = md.inlinePatterns
    patterns.register(_Reference(r"(?<!\!)\[", md), "reference", 170)
    patterns.register(_Link(r"(?<!\!)\[", md), "link", 160)
    patterns.register(_ImageReference(r"\!\[", md), "image_reference", 140)
    patterns.register(_ShortReference(r"(?<!\!)\[", md), "short_reference", 130)
    patterns.register(_ShortImageReference(r"\!\[", md), "short_image_ref", 125)
    for name in _IN_BRACKETS:
        patterns[name].getText = _words_in_brackets  # type: ignore[attr-defined]


def _words_in_brackets(data: str, index: int) -> tuple[str, int, bool]:
    """The words in the bracket that is open at `index`, where they end, and whether they do."""
    depth = 1
    for found in _BRACKET.finditer(data, index):
        depth += 1 if found[0] == "[" else -1
        if depth == 0:
            return data[index : found.start()], found.end(), True
        if depth > MOST_BRACKETS:
            break
    return "", len(data), False


def _put_aside(md: Markdown, mark: str) -> ET.Element | str:
    """What was read before and stands aside for `mark`."""
    nodes: dict[str, ET.Element | str] = md.treeprocessors["inline"].stashed_nodes  # type: ignore[attr-defined]
    return nodes.get(mark, "")


def _has_element(md: Markdown, address: str) -> bool:
    """Whether anything in `address` was read as more than text."""
    nodes = (_put_aside(md, mark[1]) for mark in INLINE_PLACEHOLDER_RE.finditer(address))
    return any(isinstance(node, ET.Element) or HTML_PLACEHOLDER_RE.search(node) for node in nodes)


def read_target(
    processor: LinkInlineProcessor, data: str, index: int
) -> tuple[str, str | None, int] | None:
    """The address and the title that stand in `data` at `index`, and where they end; None where
    nothing stands there that CommonMark knows as such.
    """
    target = _TARGET.match(data, index)
    if target is None:
        return None
    address = target["enclosed"] if target["enclosed"] is not None else target["bare"] or ""
    if _has_element(processor.md, address):
        return None
    title = target["title"]
    shown = " ".join(processor.unescape(title[1:-1]).split("\n")) if title else None
    return processor.unescape(address), shown, target.end()


class _TargetReader(LinkInlineProcessor):
    """What stands in parentheses. An address with spaces in it is one too: many of them name files
    so.
    """

    def getLink(self, data: str, index: int) -> tuple[str, str | None, int, bool]:  # noqa: N802
        """The address, the title, where they end, and whether there are any."""
        target = read_target(self, data, index)
        if target:
            return *target, True
        if not data.startswith("(", index) or data.startswith("(<", index):
            return "", None, index, False
        near = data[index : index + LONGEST_ADDRESS]
        if ")" not in near:
            return "", None, index, False
        address, title, end, is_link = super().getLink(near, 0)
        return address, title, index + end, is_link and not _has_element(self.md, near[:end])


class ImageLink(_TargetReader, ImageInlineProcessor):
    """`![words](address "title")`."""


class _Link(_TargetReader):
    """`[words](address "title")`."""

    def handleMatch(  # type: ignore[override] # noqa: N802 - Markdown's name
        self, m: re.Match[str], data: str
    ) -> tuple[ET.Element | None, int | None, int | None]:
        """The link and where it stood, unless there is one in its words."""
        element, start, end = super().handleMatch(m, data)
        if not isinstance(element, ET.Element) or _holds_link(self, element.text or ""):
            return None, None, None
        if self._is_reference(m, data):
            return None, None, None
        return element, start, end

    def _is_reference(self, m: re.Match[str], data: str) -> bool:
        """Whether these are the words of a label, and what stands behind them is no address."""
        words, end, _ = self.getText(data, m.end(0))
        return not read_target(self, data, end) and _leads_somewhere(self, data, end, words)


def _holds_link(processor: LinkInlineProcessor, words: str) -> bool:
    """Whether a link stands in the `words` of one; then it is the link, and not the outer one."""
    for mark in INLINE_PLACEHOLDER_RE.finditer(words):
        aside = _put_aside(processor.md, mark[1])
        if isinstance(aside, ET.Element) and aside.tag == "a" and not aside.get("class"):
            return True
    at = words.rfind("[")
    while at >= 0:
        # Behind `!` a picture begins, and behind `]` the label of what stands before.
        if words[at - 1 : at] not in ("!", "]"):
            label, end, is_closed = processor.getText(words, at + 1)
            if is_closed and (
                read_target(processor, words, end) or _leads_somewhere(processor, words, end, label)
            ):
                return True
        at = words.rfind("[", 0, at)
    return False


def _leads_somewhere(processor: LinkInlineProcessor, words: str, end: int, label: str) -> bool:
    """Whether a label, or that behind it at `end`, is one that the author has defined."""
    behind = _SECOND_BRACKET.match(words, end)
    name = behind[1] if behind and behind[1] else label
    known = processor.md.references
    return "[" not in name and folded_label(as_written(name, processor.md)) in known


def as_written(label: str, md: Markdown) -> str:
    """The label as its definition has it: code and escapes in it are read by now, and stand there
    with their signs.
    """

    def written(mark: re.Match[str]) -> str:
        node = _put_aside(md, mark[1])
        if isinstance(node, str):
            escape = _ESCAPE.fullmatch(node)
            return f"\\{chr(int(escape[1]))}" if escape else mark[0]
        return f"`{node.text}`" if node.tag == "code" else mark[0]

    return INLINE_PLACEHOLDER_RE.sub(written, label)


class _LabelReader(ReferenceInlineProcessor):
    """A link by a label. `[words][label]` has no space in it: `[one] [two]` are two links."""

    RE_LINK = _SECOND_BRACKET

    def handleMatch(  # type: ignore[override] # noqa: N802 - Markdown's name
        self, m: re.Match[str], data: str
    ) -> tuple[ET.Element | None, int | None, int | None]:
        """The link and where it stood, unless its label is none, or there is a link in its
        words.
        """
        element, start, end = super().handleMatch(m, data)
        if not isinstance(element, ET.Element):
            return None, None, None
        if element.tag == "a" and _holds_link(self, element.text or ""):
            return None, None, None
        return element, start, end

    def evalId(self, data: str, index: int, text: str) -> tuple[str | None, int, bool]:  # noqa: N802
        """The label, and where it ends."""
        label, end, found = super().evalId(data, index, text)
        return folded_label(as_written(label, self.md)) if label else label, end, found


class _Reference(_LabelReader):
    """`[words][label]` and `[label][]`."""


class _ShortReference(_LabelReader, ShortReferenceInlineProcessor):
    """`[label]` alone."""


class _ImageReference(_LabelReader, ImageReferenceInlineProcessor):
    """The same for pictures."""


class _ShortImageReference(_LabelReader, ShortImageReferenceInlineProcessor):
    """`![label]` alone."""
