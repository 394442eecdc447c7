"""Divisions: what stands between `:::` fences that are no callout, as Pandoc, Quarto and Docusaurus
write them.
"""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass, field
from functools import cached_property
from xml.etree import ElementTree as ET

from markdown.extensions.attr_list import get_attrs_and_remainder
from pymdownx.blocks.block import Block

from prepress.galley.markup.callout_kinds import ALL, KINDS, PLAIN, CalloutKind

_FIRST = re.compile(r"\{(?P<list>[^}]*)\}[ \t]*(?P<title>.*)")
_NAMED = re.compile(
    r"(?P<name>[^\s\[{]+)[ \t]*(?:\[(?P<label>.*)\])?[ \t]*(?P<title>.*?)"
    r"[ \t]*(?:\{(?P<list>[.#][^}]*|[^}]*=[^}]*)\})?$"
)
_QUARTO = "callout-"
#: Attributes of a division that every edition keeps, and where the source map writes its own.
_KEPT = ("id", "lang", "dir", "data-list", "data-at")
_CONDITIONAL = frozenset({"content-visible", "content-hidden"})
#: The widths of columns, in parts of a hundred, that the layouts know.
_WIDTHS = (20, 25, 30, 33, 40, 50, 60, 66, 70, 75, 80)
#: Divisions that are parts of a form, each with the class by which the setting knows it.
FORM_PARTS = {
    "signature": "signature",
    "writing": "writing",
    "writing-area": "writing",
    "writing-lines": "writing",
    "scale": "scale",
    "pain-scale": "pain-scale",
}
#: What the list of attributes of such a part may say in words and numbers.
_OPTIONS = ("lines", "from", "to", "low", "high")
#: Names of divisions that are not meant to be callouts, whatever these are called like.
_NO_CALLOUTS = frozenset({"details", "center", "centre"})
_ALIGNED = re.compile(r"text-align:\s*(center|right)\b")
#: How like a kind of callout a name is that was probably meant to be one.
_ALMOST = 0.6


@dataclass(frozen=True)
class FencedOpening:
    """What stands behind the colons of a fence that opens something: the whole `rest`, the `name`
    and `title`, and what its list of attributes says.
    """

    rest: str
    name: str
    title: str
    attributes: dict[str, str] = field(default_factory=dict)
    is_list: bool = False

    @property
    def id(self) -> str:
        """The id, or nothing."""
        return self.attributes.get("id", "")

    @property
    def classes(self) -> list[str]:
        """The classes of the list."""
        return self.attributes.get("class", "").split()

    @property
    def own_classes(self) -> list[str]:
        """Those classes that do not say which callout this is."""
        return [
            name
            for name in self.classes
            if name.lower() not in ALL and not name.lower().startswith(_QUARTO)
        ]

    @property
    def is_untitled(self) -> bool:
        """Whether the author wants no title at all."""
        return not self.title and self.attributes.get("title") == ""

    @cached_property
    def callout(self) -> CalloutKind | None:
        """The callout that this is, if it is one."""
        for name in self.classes if self.is_list else [self.name]:
            folded = name.lower()
            if folded.startswith(_QUARTO):
                return ALL.get(folded.removeprefix(_QUARTO))
            kinds = ALL if self.title and not self.is_list else PLAIN
            if folded in kinds:
                return kinds[folded]
        return None

    @property
    def form_part(self) -> str:
        """The class of the part of a form that this is; empty where it is none."""
        names = self.classes if self.is_list else [self.name]
        return next((FORM_PARTS[name] for name in names if name in FORM_PARTS), "")

    @property
    def is_division(self) -> bool:
        """Whether this may well be no callout at all: it has no title, or its classes are the
        author's own.
        """
        if self.form_part:
            return True
        if self.is_list:
            return not any(name.startswith(_QUARTO) for name in self.classes)
        almost = difflib.get_close_matches(self.name.lower(), [*KINDS, "qr"], 1, _ALMOST)
        return (not self.title and not almost) or self.name in _NO_CALLOUTS

    @property
    def condition(self) -> str:
        """The condition on which the words should stand in an edition, if there is one."""
        if _CONDITIONAL.isdisjoint(self.classes):
            return ""
        keys = [key for key in self.attributes if key.startswith(("when-", "unless-"))]
        return " ".join(f"{key}={self.attributes[key]}" for key in keys) or self.classes[0]

    @property
    def written_attributes(self) -> str:
        """The class, id, language and direction as a list of attributes, and behind it a title."""
        names = [*self.classes] if self.is_list else [self.name, *self.classes]
        width = re.match(r"(\d+)(?:\.\d*)?%", self.attributes.get("width", ""))
        if width:
            nearest = min(_WIDTHS, key=lambda each: abs(each - int(width[1])))
            names.append(f"width-{nearest}")
        aligned = _ALIGNED.search(self.attributes.get("style", ""))
        if aligned:
            names.append(f"align-{aligned[1]}")
        keys = (*_KEPT, *_OPTIONS) if self.form_part else _KEPT
        kept = [
            f'{key}="{_plain(self.attributes[key])}"' for key in keys if self.attributes.get(key)
        ]
        if self.form_part:
            names = [self.form_part, *(name for name in names if name not in FORM_PARTS)]
        words = " ".join([*(f'class="{name}"' for name in [" ".join(names)] if name), *kept])
        return f"{words}|{self.title}"


def fenced_opening(rest: str) -> FencedOpening:
    """Read what stands behind the colons."""
    listed = _FIRST.match(rest)
    if listed and not re.fullmatch(r"[\w-]+", listed["list"].strip()):
        attributes = _attributes(listed["list"])
        title = listed["title"].strip() or attributes.get("title", "")
        names = attributes.get("class", "").split()
        name = names[0] if names else ""
        return FencedOpening(rest, name, title, attributes, is_list=True)
    if listed:  # MyST's `:::{note} Title`
        return FencedOpening(rest, listed["list"].strip().lower(), listed["title"].strip())
    named = _NAMED.match(rest)
    if named is None:
        return FencedOpening(rest, rest.partition(" ")[0], rest.partition(" ")[2].strip())
    attributes = _attributes(named["list"] or "")
    title = (named["label"] or named["title"]).strip() or attributes.get("title", "")
    return FencedOpening(rest, named["name"].lower(), title, attributes)


def _plain(value: str) -> str:
    """A value without the signs that end it in a list of attributes."""
    return value.replace('"', "'").replace("|", "/")


def _attributes(words: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for key, value in get_attrs_and_remainder(words)[0]:
        name = {".": "class"}.get(key, key)
        found[name] = f"{found[name]} {value}" if name == "class" and name in found else value or ""
    return found


class Division(Block):  # type: ignore[misc] # pymdownx has no types
    """The block that a translated fence opens which is no callout."""

    NAME = "division"
    ARGUMENT = None

    def on_create(self, parent: ET.Element) -> ET.Element:
        """The division, with a summary where it is one that folds."""
        words, _, title = (self.argument or "").partition("|")
        attributes = dict(get_attrs_and_remainder(words)[0])
        names = attributes.get("class", "").split()
        if names[:1] == ["details"]:
            box = ET.SubElement(parent, "details")
            ET.SubElement(box, "summary").text = title or "…"
            return box
        options = {key: attributes.pop(key) for key in _OPTIONS if key in attributes}
        box = ET.SubElement(parent, "div", attributes)
        if names and names[0] in FORM_PARTS.values():
            _write_options(box, options, title)
        return box


def _write_options(box: ET.Element, options: dict[str, str], title: str) -> None:
    """Put what a part of a form is asked to be into it, from where the setting takes it."""
    for key, value in options.items():
        ET.SubElement(box, "p", {"class": f"form-option option-{key}"}).text = value
    if title:
        ET.SubElement(box, "p", {"class": "form-prompt"}).text = title
