"""Form parts: scales, lines to write on and signatures, made of the divisions that ask for them."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from lxml import etree

from prepress.findings import Finding
from prepress.galley.setting.blanks import new_blank, set_blanks
from prepress.galley.setting.field_spans import open_field_spans
from prepress.galley.setting.form_fields import name_fields
from prepress.text.xhtml import HEADINGS, has_class, plain_text, take_out

if TYPE_CHECKING:
    from prepress.galley.setting.draft import Draft
    from prepress.layouts.words import Words

#: How many lines there are to write on where the author does not say it, and at most.
_LINES, _MOST_LINES = 4, 60
#: A scale has at most so many steps, which a line of large print still holds.
_MOST_STEPS = 11


def set_form_parts(draft: Draft, words: Words) -> list[Finding]:
    """Set all of a chapter that readers write into: its blanks, and the divisions that are parts of
    a form. What such a division is asked and cannot be is S-026. What can be filled in on a screen
    is marked.
    """
    open_field_spans(draft, words)
    set_blanks(draft, words)
    findings: list[Finding] = []
    for box in draft.elements("div"):
        classes = (box.get("class") or "").split()
        make = next((_MAKERS[name] for name in classes if name in _MAKERS), None)
        if make is not None:
            place = draft.place(box)
            wrong = make(box, _options(box), words)
            findings += [Finding("S-026", place, *wrong)] if wrong else []
    name_fields(draft)
    return findings


#: What is wrong, and what to do.
_Wrong = tuple[str, str] | None


def _options(box: etree._Element) -> dict[str, str]:
    """What the list of attributes of a part says; it stands in the part until it is taken."""
    found: dict[str, str] = {}
    for child in list(box):
        if has_class(child, "p", "form-option"):
            name = child.get("class", "").rpartition("option-")[2]
            found[name] = plain_text(child)
            take_out(child)
    return found


def _number(
    options: Mapping[str, str], name: str, usual: int, least: int, most: int
) -> tuple[int, _Wrong]:
    """The number that an option says, or the usual one, and what is wrong with it."""
    written = options.get(name, str(usual))
    if re.fullmatch(r"[0-9]{1,4}", written) and least <= int(written) <= most:
        return int(written), None
    what = f"“{name}” is “{written[:20]}”, so it is set as {usual}."
    return usual, (what, f"Write a number from {least} to {most}.")


def _writing_area(box: etree._Element, options: Mapping[str, str], words: Words) -> _Wrong:
    count, wrong = _number(options, "lines", _LINES, 1, _MOST_LINES)
    name = _prompt(box)
    lines = etree.SubElement(box, "div", {"class": "writing-lines"})
    first = etree.SubElement(lines, "span", {"class": "writing-line", "role": "img"})
    label = words.fill("space_to_write_on", words=name) if name else words["space_to_write"]
    first.set("aria-label", label)
    first.text = "\u00a0"
    for _ in range(count - 1):
        etree.SubElement(lines, "span", {"class": "writing-line", "aria-hidden": "true"})
    return wrong


def _scale(box: etree._Element, options: Mapping[str, str], words: Words) -> _Wrong:
    first, wrong = _number(options, "from", 0, 0, 9999)
    last, wrong_end = _number(options, "to", first + 10, first + 1, first + _MOST_STEPS - 1)
    row = etree.SubElement(box, "p", {"class": "scale-row"})
    for number in range(first, last + 1):
        step = etree.SubElement(row, "span", {"class": "scale-step"})
        step.text, step.tail = str(number), " "
    ends = {first: options.get("low", ""), last: options.get("high", "")}
    if any(ends.values()):
        line = etree.SubElement(box, "p", {"class": "scale-ends"})
        for number, meaning in ends.items():
            end = etree.SubElement(line, "span", {"class": "scale-end"})
            end.text, end.tail = f"{number} = {meaning}" if meaning else "", " "
    return wrong or wrong_end


def _pain_scale(box: etree._Element, options: Mapping[str, str], words: Words) -> _Wrong:
    usual = {"low": words["no_pain"], "high": words["worst_pain"]}
    box.set("class", f"scale {box.get('class')}")
    wrong = _scale(box, {**usual, **options}, words)
    for end, name in zip(box.iterfind("p/span[@class='scale-end']"), usual, strict=True):
        if name not in options:
            _mark_language(end, words)
    return wrong


def _signature(box: etree._Element, options: Mapping[str, str], words: Words) -> _Wrong:
    """A line for each item or line that the division holds; for a signature and a day else."""
    own = _signatures(box)
    names = own or [words["signature"], words["date"]]
    for child in list(box):
        box.remove(child)
    box.text = None
    for name in names:
        place = etree.SubElement(box, "p", {"class": "signature-line"})
        new_blank(place, name, words)
        label = etree.SubElement(place, "span", {"class": "signature-label"})
        label.text = name
        if not own:
            _mark_language(label, words)
    return None


def _mark_language(element: etree._Element, words: Words) -> None:
    """Say in which language the interface's words in `element` are, where the text has another."""
    if words.foreign:
        element.set("lang", words.lang)
        element.set("dir", words.dir)


def _signatures(box: etree._Element) -> list[str]:
    names: list[str] = []
    items = [each for each in box.iter("p", "li", *HEADINGS) if not each.findall("p")]
    for item in items:
        lines = [item.text or ""]
        for child in item:
            if child.tag == "br":
                lines.append(child.tail or "")
            else:
                lines[-1] += plain_text(child) + (child.tail or "")
        names += [line for text in lines for line in text.split("\n")]
    return [" ".join(name.split()).rstrip(" :_") for name in names if name.strip(" :_\u00a0\n")]


def _prompt(box: etree._Element) -> str:
    """The words above what is to be filled in, by which it is called."""
    return " ".join(plain_text(box).split()).rstrip(" :.")[:200]


_MAKERS: Mapping[str, Callable[[etree._Element, Mapping[str, str], Words], _Wrong]] = {
    "writing": _writing_area,
    "scale": _scale,
    "pain-scale": _pain_scale,
    "signature": _signature,
}
