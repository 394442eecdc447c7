"""Field spans: what an author writes as one field, as in `[____ Name]{.field}`, put in its place;
and lists of choices, which are set as those of boxes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml import etree

from prepress.text.xhtml import has_class, plain_text, take_out

if TYPE_CHECKING:
    from prepress.galley.setting.draft import Draft
    from prepress.layouts.words import Words

#: The class of what can be filled in on a screen, and of a division in which all can.
FIELD, _FORM = "field", "form"
#: Where the makers of a PDF find what a field is called.
NAME = "data-name"


def is_field(element: etree._Element) -> bool:
    """Whether `element`, which readers write into or tick, can be filled in on a screen."""
    return FIELD in (element.get("class") or "").split() or any(
        has_class(each, "div", _FORM) for each in element.iterancestors("div")
    )


def open_field_spans(draft: Draft, words: Words) -> None:
    """Put the words of each span that is a field before its blank or behind its box. One without
    either is a blank, and a space alone is a box.
    """
    for span in [each for each in draft.elements("span") if has_class(each, "span", FIELD)]:
        _open(span, words)
    for choice in draft.elements("span"):
        if has_class(choice, "span", "task-choice"):
            _hang(choice)


def _open(span: etree._Element, words: Words) -> None:
    """Take the blank or box out of `span`, which is left with the words and no class."""
    mark = next((each for each in span if _is_mark(each)), None)
    if mark is None:
        mark = _new_mark(words, is_blank=bool(plain_text(span)))
    else:
        take_out(mark)
        mark.tail = None
    mark.set("class", f"{mark.get('class')} {FIELD}")
    parent = span.getparent()
    assert parent is not None, "a span stands in a block"
    is_blank = has_class(mark, "span", "blank")
    label, tail = plain_text(span), span.tail
    if label:
        mark.set(NAME, label.strip(" :"))
    span.tail = None
    parent.insert(parent.index(span) + is_blank, mark)
    del span.attrib["class"]
    first, last = (span, mark) if is_blank else (mark, span)
    first.tail, last.tail = " " if label else None, tail
    span.text = (span.text or "").lstrip()
    if not label:
        take_out(span)


def _is_mark(element: etree._Element) -> bool:
    return has_class(element, "span", "blank") or has_class(element, "span", "task")


def _new_mark(words: Words, *, is_blank: bool) -> etree._Element:
    mark = etree.Element("span", {"class": "blank" if is_blank else "task task-box"})
    mark.text = "____" if is_blank else "☐"
    if not is_blank:
        mark.set("role", "img")
        mark.set("aria-label", words["box"])
    return mark


def _hang(choice: etree._Element) -> None:
    """Let an item that begins with `choice` have that for its bullet; numbers stay."""
    item = choice.getparent()
    if item is not None and item.tag == "p" and item.getprevious() is None:
        item = item.getparent()
    outer = item.getparent() if item is not None and item.tag == "li" else None
    if item is None or outer is None or outer.tag != "ul" or choice.getprevious() is not None:
        return
    for element, name in ((item, "task-list-item"), (outer, "task-list")):
        names = [*(element.get("class") or "").split(), name]
        element.set("class", " ".join(dict.fromkeys(names)))
