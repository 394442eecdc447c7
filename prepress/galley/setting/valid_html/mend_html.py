"""Mending HTML: a chapter's raw HTML made valid, with a finding for all that is not set as it is
written.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from lxml import etree

from prepress.findings import Finding
from prepress.galley.markup.sanitising import ATTRIBUTES, EVERYWHERE
from prepress.galley.setting.valid_html.attribute_values import is_fitting, plain_value
from prepress.galley.setting.valid_html.content_models import (
    BLOCKS,
    EXCLUDED,
    KNOWN,
    PHRASING,
    WHOLES,
    holds_block,
    holds_words_alone,
)
from prepress.galley.setting.valid_html.lists import Mended
from prepress.galley.setting.valid_html.nodes import is_space, nodes_of, put_nodes
from prepress.galley.setting.valid_html.wholes import MENDERS
from prepress.text.xhtml import HEADINGS

if TYPE_CHECKING:
    from prepress.galley.setting.draft import Draft
    from prepress.galley.setting.valid_html.nodes import Node

#: Where no element of HTML and no list of attributes stands, all is our own and valid.
_MAY_BE_INVALID = re.compile(r"<[a-zA-Z]|\{[^{}\n]*[=.#]|\{:")
_WRAPPERS = {"li": "ul", "dt": "dl", "dd": "dl"}
#: Attributes that only programs read.
_FOR_PROGRAMS = frozenset({"cite", "datetime", "role"})
#: Boxes of which words in a line have no need.
_MERE_BOXES = frozenset({"div", "p", "section"})
_HINT = "Write it as HTML allows, or in Markdown."


@dataclass(frozen=True)
class _Context:
    """What may stand in an element: no blocks where it is a line; nothing that is `excluded`. Where
    it `is_said`, a finding says of a whole that its parts are none.
    """

    is_line: bool = False
    excluded: frozenset[str] = frozenset()
    is_said: bool = False


def mend_html(draft: Draft) -> list[Finding]:
    """Mend the attributes and the nesting of all elements of a chapter that are raw HTML."""
    text = draft.chapter.text
    if not ("<" in text or "{" in text) or not _MAY_BE_INVALID.search(text):
        return []
    mending = _Mending(draft)
    for element in draft.elements(*KNOWN):
        mending.judge_attributes(element)
    mending.settle(draft.tree, _Context())
    return list(mending.found)


@dataclass
class _Mending:
    draft: Draft
    #: The findings, each once.
    found: dict[Finding, None] = field(default_factory=dict)

    def judge_attributes(self, element: etree._Element) -> None:
        """Leave out the attributes that cannot have their values."""
        for name, value in list(element.attrib.items()):
            plain = plain_value(str(name), str(value))
            if not is_fitting(element, str(name), plain):
                del element.attrib[name]
                self._say_attribute(element, str(name), str(value))
            elif plain != value:
                element.set(name, plain)

    def settle(self, parent: etree._Element, context: _Context) -> None:
        """Mend all that stands in `parent`."""
        nodes = nodes_of(parent)
        whole = nodes if context.is_line else self._in_wholes(nodes, parent)
        settled = self._all_settled(whole, parent, context)
        if settled != nodes:
            put_nodes(parent, settled)

    def _settled(self, node: Node, parent: etree._Element, context: _Context) -> list[Node]:
        """The nodes in the place of one."""
        if isinstance(node, str) or node.tag not in KNOWN:
            return [node]
        if node.tag in ("col", "colgroup") and parent.tag not in WHOLES[str(node.tag)]:
            return []
        written = str(node.tag)
        inner = self._set_as_fits(node, parent, context)
        mended = self._mend_whole(node, context, written)
        self.settle(node, _within(node, inner))
        out = self._all_settled(mended.before, parent, context)
        out += [node] if node.tag == written else _renamed(node, parent, written)
        return out + self._all_settled(mended.after, parent, context)

    def _all_settled(
        self, nodes: list[Node], parent: etree._Element, context: _Context
    ) -> list[Node]:
        return [each for node in nodes for each in self._settled(node, parent, context)]

    def _in_wholes(self, nodes: list[Node], parent: etree._Element) -> list[Node]:
        """`nodes` with items and terms that stand in no list in one."""
        if parent.tag in ("ul", "ol", "dl"):
            return nodes
        out: list[Node] = []
        for node in nodes:
            wanted = "" if isinstance(node, str) else _WRAPPERS.get(str(node.tag), "")
            if not wanted or _is_group(parent):
                out.append(node)
                continue
            assert not isinstance(node, str), "a text is in no list"
            whole = _last_whole(out, wanted)
            if whole is None:
                whole = etree.Element(wanted, {"data-mended": ""})
                words = f"<{node.tag}> stood in no <{wanted}>, and was put into one."
                self._say(node, str(node.tag), words, is_loss=False)
                out.append(whole)
            node.tail = None
            whole.append(node)
        for node in out:
            if not isinstance(node, str):
                node.attrib.pop("data-mended", None)
        return out

    def _set_as_fits(
        self, element: etree._Element, parent: etree._Element, context: _Context
    ) -> _Context:
        """Make `element` another where it may not stand, and say so, unless it is said of what it
        stood in.
        """
        tag = str(element.tag)
        if tag == "p" and not context.is_line and holds_block(element):
            element.tag = "div"
            self._say(element, tag, "<p> holds blocks, and is set as a box.", is_loss=False)
            return context
        fitting = _fitting_tag(element, parent, context)
        if fitting == tag:
            return context
        element.tag = fitting
        if not context.is_said:
            holder = _holder(parent, context, tag)
            words = f"<{tag}> cannot stand in <{holder}>. Its words were kept."
            self._say(element, tag, words, is_loss=tag not in _MERE_BOXES)
        return replace(context, is_said=True)

    def _mend_whole(self, element: etree._Element, context: _Context, written: str) -> Mended:
        mender = MENDERS.get(str(element.tag))
        if mender is None:
            return Mended()
        mended = mender(element)
        if mended.words and not context.is_said:
            self._say(element, written, mended.words, is_loss=element.tag in ("div", "span"))
        return mended

    def _say(self, element: etree._Element, tag: str, words: str, *, is_loss: bool) -> None:
        code = "H-004" if is_loss else "H-005"
        place = self.draft.place(element, f"<{tag}")
        self.found[Finding(code, place, words, _HINT)] = None

    def _say_attribute(self, element: etree._Element, name: str, value: str) -> None:
        is_unnoticed = name in _FOR_PROGRAMS or name.startswith("aria-")
        shown = value if len(value) <= 60 else f"{value[:59]}…"
        what = f"The attribute “{name}” of <{element.tag}> cannot be “{shown}”, and is not kept."
        code = "H-003" if is_unnoticed else "H-002"
        self.found[Finding(code, self.draft.place(element, name), what, "Mend it.")] = None


def _within(element: etree._Element, context: _Context) -> _Context:
    """What may stand in `element`, which stands where that `context` is."""
    is_line = holds_words_alone(element, in_line=context.is_line)
    excluded = context.excluded | EXCLUDED.get(str(element.tag), frozenset())
    return replace(context, is_line=is_line, excluded=excluded)


def _renamed(element: etree._Element, parent: etree._Element, written: str) -> list[Node]:
    """What was `written` as another element, apart from the words around it where it was a
    block.
    """
    _drop_attributes(element)
    if element.tag not in ("br", "span") or written in PHRASING:
        return [element]
    gap = "\n" if parent.tag == "pre" else " "
    return [gap, element, gap]


def _fitting_tag(element: etree._Element, parent: etree._Element, context: _Context) -> str:
    """The tag of an element that can stand where `element` does."""
    tag = str(element.tag)
    is_stray = tag in WHOLES and not _is_in_whole(element, parent)
    if context.is_line:
        is_block = tag in BLOCKS and not _is_heading_of(element, parent)
        return "br" if tag == "hr" else "span" if is_block or is_stray else _inner_tag(tag, context)
    if is_stray or (tag in context.excluded and (tag in BLOCKS or holds_block(element))):
        return "span" if tag in ("rp", "rt") else "div"
    return _inner_tag(tag, context)


def _inner_tag(tag: str, context: _Context) -> str:
    return "span" if tag in context.excluded else tag


def _is_in_whole(part: etree._Element, parent: etree._Element) -> bool:
    """Whether a part of a whole stands where it belongs."""
    if part.tag == "summary":
        return parent.tag == "details" and parent[0] is part
    return parent.tag in WHOLES[str(part.tag)] or (part.tag in ("dt", "dd") and _is_group(parent))


def _is_group(box: etree._Element) -> bool:
    """Whether a box is one of the groups of a list of terms."""
    parent = box.getparent()
    return box.tag == "div" and parent is not None and parent.tag == "dl"


def _is_heading_of(element: etree._Element, parent: etree._Element) -> bool:
    """Whether it is the only heading of its level in a summary."""
    same = [each for each in parent if each.tag == element.tag]
    return parent.tag == "summary" and element.tag in HEADINGS and same == [element]


def _holder(parent: etree._Element, context: _Context, tag: str) -> str:
    """The element that is to be named as one in which `tag` cannot stand."""
    above = [parent, *parent.iterancestors()] if tag in context.excluded else []
    excluding = (str(e.tag) for e in above if tag in EXCLUDED.get(str(e.tag), ()))
    return next(excluding, str(parent.tag))


def _last_whole(nodes: list[Node], tag: str) -> etree._Element | None:
    """The list that was made of what stands last among `nodes`, if it is one."""
    behind = next((node for node in reversed(nodes) if not is_space(node)), None)
    if behind is None or isinstance(behind, str):
        return None
    return behind if behind.tag == tag and "data-mended" in behind.attrib else None


def _drop_attributes(element: etree._Element) -> None:
    """Take off what an element of this kind has not, though it had it as another."""
    kept = EVERYWHERE | ATTRIBUTES.get(str(element.tag), frozenset())
    for name, value in list(element.attrib.items()):
        known = name in kept or str(name).startswith(("data-", "aria-"))
        if not known or not is_fitting(element, str(name), str(value)):
            del element.attrib[name]
