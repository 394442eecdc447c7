"""Form fields: what each blank, box, choice and group of lines that can be filled in on a screen is
called, and which choices exclude each other.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml import etree

from prepress.galley.setting.blanks import names_in_table, words_before
from prepress.galley.setting.field_spans import FIELD, NAME, is_field
from prepress.text.xhtml import HEADINGS, has_class, plain_text

if TYPE_CHECKING:
    from prepress.galley.setting.draft import Draft

#: What a box or choice answers, and what is the same for all choices of which one can be made.
QUESTION, GROUP = "data-question", "data-group"
#: What can be filled in, besides blanks, which are named where they are made.
_FILLABLE = frozenset({"scale-step", "task", "writing-lines"})
_LISTS = frozenset({"ol", "ul"})
_BLOCKS = frozenset({"dd", "div", "dt", "li", "p", "td", "th"})
_LONGEST = 200


def name_fields(draft: Draft) -> None:
    """Mark and name what can be filled in: all in a division `form`, and what a span made one."""
    number = 0
    for element in draft.elements("div", "span"):
        classes = (element.get("class") or "").split()
        if not _FILLABLE.isdisjoint(classes) and "task-done" not in classes and is_field(element):
            element.set("class", " ".join(dict.fromkeys([*classes, FIELD])))
            number += 1
            group = _name(element, classes)
            if group is not None:
                element.set(GROUP, _key(group, f"{draft.stem}-{number}"))


def _key(group: etree._Element, new: str) -> str:
    """The key of the choices in `group`, of which the first has the `new` one."""
    return next((each.get(GROUP, "") for each in group.iter("span") if each.get(GROUP)), new)


def _name(element: etree._Element, classes: list[str]) -> etree._Element | None:
    """Write what the field is called; the group of a choice."""
    if "scale-step" in classes:
        return _name_step(element)
    if "task" in classes:
        group = _name_box(element)
        return group if "task-choice" in classes else None
    above = [plain_text(each) for each in element.itersiblings(preceding=True)]
    label = element[0].get("aria-label") or ""
    element.set(NAME, _short(" ".join(reversed(above))) or label)
    return None


def _name_step(step: etree._Element) -> etree._Element:
    """Call a step of a scale by its number, with its meaning where it has one; the scale."""
    scale = next(step.iterancestors("div"))
    row = next(step.iterancestors("p"))
    number = (step.text or "").strip()
    ends = [plain_text(each) for each in scale.iter("span") if has_class(each, "span", "scale-end")]
    step.set(NAME, next((end for end in ends if end.startswith(f"{number} =")), number))
    prompt = [plain_text(each) for each in row.itersiblings(preceding=True)]
    question = _short(" ".join(reversed(prompt)))
    step.set(QUESTION, question or f"{plain_text(row[0])}–{plain_text(row[-1])}")
    return scale


def _name_box(box: etree._Element) -> etree._Element:
    """Call a box by the words behind it, in a table by those of its column, and note what it
    answers; the element in which all boxes answer the same.
    """
    block = next(each for each in box.iterancestors() if each.tag in _BLOCKS)
    words = _words_behind(box)
    row = next(box.iterancestors("tr"), None)
    if row is not None and not words.strip():
        names = names_in_table(box) or [""]
        box.set(NAME, _short(names[-1]))
        box.set(QUESTION, _short(names[0] if len(names) > 1 else ""))
        return row
    box.set(NAME, box.get(NAME) or _short(words))
    same = [each for each in block.iter("span") if has_class(each, "span", "task")]
    outer = next(box.iterancestors(*_LISTS), None)
    if outer is None or len(same) > 1:
        box.set(QUESTION, _short(words_before(same[0])))
        return block
    box.set(QUESTION, _short(_words_above(outer)))
    return outer


def _words_above(block: etree._Element) -> str:
    """The words of the paragraph or heading right above a list."""
    above = block.getprevious()
    return plain_text(above) if above is not None and above.tag in {"p", *HEADINGS} else ""


def _words_behind(box: etree._Element) -> str:
    """The words behind `box`, as far as the next one or the end of its line."""
    parts = [box.tail or ""]
    for other in box.itersiblings():
        if other.tag in {*_LISTS, "br", "p"} or has_class(other, "span", "task"):
            break
        parts += [plain_text(other), other.tail or ""]
    return "".join(parts)


def _short(words: str) -> str:
    return " ".join(words.replace("☐", "").replace("○", "").split()).strip(" :.,;|(_")[:_LONGEST]
