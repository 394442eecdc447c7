"""Measures: no line breaks at the space between a number and its unit, as in “300 mg”, or inside a
telephone number; nor inside “5–10 mg” or an option of a command.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from lxml import etree

from prepress.text.measures import spaces_inside, unbroken_pieces
from prepress.text.xhtml import add_class

if TYPE_CHECKING:
    from prepress.galley.setting.draft import Draft

_NO_BREAK_SPACE = "\u00a0"
#: Code is what somebody types, and is left as it is.
_VERBATIM = frozenset({"code", "kbd", "math", "pre", "samp", "svg"})
#: A number and its unit may be marked apart, as in `<b>300</b> mg`; between all other elements a
#: line ends anyway.
_INLINE = frozenset(
    {
        "a", "abbr", "b", "bdi", "cite", "del", "dfn", "em", "i", "ins", "mark", "q", "s", "small",
        "span", "strong",
        "sub", "sup", "time", "u", "var",
    }
)  # fmt: skip
#: Such as `-W` or `--force-exclude`: a line would break behind any hyphen.
_OPTION = re.compile(r"-{1,2}\w[\w-]{0,24}")
#: Stands for what no measure reaches across.
_BARRIER = "\0"
#: Stands for white space that is left out.
_DROPPED = "\1"

#: An element and the name of its attribute that holds a text; nothing for a barrier.
_Slot = tuple[etree._Element, str] | None


def keep_measures(draft: Draft, lang: str) -> None:
    """Join each number of the text, which is in the language `lang`, to its unit.

    The revision, the ids and the sources of translations know nothing of it.
    """
    slots = list(_slots(draft.tree))
    texts = [_BARRIER if slot is None else getattr(*slot) or "" for slot in slots]
    joined = "".join(texts)
    kept = _with_kept_spaces(joined, lang)
    position = 0
    for slot, text in zip(slots, texts, strict=True):
        end = position + len(text)
        if slot is not None:
            if kept[position:end] != text:
                setattr(*slot, kept[position:end].replace(_DROPPED, ""))
            _mark_pieces(*slot)
        position = end


def keep_options(draft: Draft) -> None:
    """Give code that is an option of a command the class `option`, for stylesheets."""
    for code in draft.elements("code"):
        if len(code) == 0 and _OPTION.fullmatch(code.text or ""):
            add_class(code, "option")


def _mark_pieces(element: etree._Element, name: str) -> None:
    """Put what is one piece in the text `name` of `element` into elements, for stylesheets."""
    text = getattr(element, name) or ""
    for start, end in reversed(list(unbroken_pieces(text))):
        piece = etree.Element("span", {"class": "measure"})
        piece.text = text[start:end]
        if name == "text":
            element.insert(0, piece)
        else:
            element.addnext(piece)
        # `addnext` takes the text behind the element along.
        piece.tail = text[end:]
        text = text[:start]
        setattr(element, name, text)


def _with_kept_spaces(text: str, lang: str) -> str:
    """`text`, as long as it was, with a space that does not break in each measure."""
    pieces, last = [], 0
    for start, end in spaces_inside(text, lang):
        pieces += [text[last:start], _NO_BREAK_SPACE.ljust(end - start, _DROPPED)]
        last = end
    return "".join([*pieces, text[last:]])


def _slots(element: etree._Element) -> Iterator[_Slot]:
    """The places of text in and below `element`, in reading order."""
    yield element, "text"
    for child in element:
        if child.tag in _VERBATIM or not isinstance(child.tag, str):
            yield None
        elif child.tag in _INLINE:
            yield from _slots(child)
        else:
            yield None
            yield from _slots(child)
            yield None
        yield child, "tail"
