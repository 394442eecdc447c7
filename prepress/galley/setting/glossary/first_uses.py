"""First uses: where a chapter says a term of the glossary for the first time in its running
text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lxml import etree

from prepress.galley.markup.formula_marks import is_formula
from prepress.text.xhtml import HEADINGS, is_callout_title

#: What is no running text, or is one thing with what stands in it.
_APART = frozenset(
    {*HEADINGS, "a", "button", "code", "dt", "input", "kbd", "label", "math", "pre", "samp"}
    | {"summary", "svg", "th", "var"}
)
_APART_CLASSES = frozenset(
    {"blank", "citation", "contents-here", "contents-list", "cross-references", "glossary"}
    | {"index", "no-glossary", "sources"}
)
#: Letters of scripts that set no spaces between words.
_SOLID = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u4e00-\u9fff]")


@dataclass(frozen=True)
class _ElementText:
    """The text of an element, or with `is_tail` that behind it."""

    owner: etree._Element
    is_tail: bool

    @property
    def words(self) -> str:
        return (self.owner.tail if self.is_tail else self.owner.text) or ""


class FirstUses:
    """Finds the uses of terms: `forms` has the id of each form's term."""

    def __init__(self, forms: Mapping[str, str], lang: str) -> None:
        self._ids = {_folded(form): anchor for form, anchor in forms.items()}
        ending = r"(?:e?s)?" if lang.lower().partition("-")[0] == "en" else ""
        longest_first = sorted(forms, key=lambda form: (-len(form), form))
        # One group for each form says which of them was found, whatever stands behind it.
        patterns = [f"(?P<t{at}>{_pattern(form)})" for at, form in enumerate(longest_first)]
        self._by_group = {f"t{at}": form for at, form in enumerate(longest_first)}
        self._pattern = re.compile("|".join(f"{_bounded(p, ending)}" for p in patterns))

    def link_in(self, tree: etree._Element) -> set[str]:
        """Make a link of each term's first use in `tree`; the ids of those that are used."""
        used: set[str] = set()
        for text in list(_running_texts(tree)):
            hits: list[tuple[int, int, str]] = []
            for found in self._pattern.finditer(text.words):
                anchor = self._anchor_of(found)
                if anchor not in used:
                    used.add(anchor)
                    hits.append((found.start(), found.end(), anchor))
            if hits:
                _link(text, hits)
        return used

    def _anchor_of(self, found: re.Match[str]) -> str:
        group = found.lastgroup
        assert group is not None, "every form has a group of its own"
        return self._ids[_folded(self._by_group[group])]


def _running_texts(tree: etree._Element) -> Iterator[_ElementText]:
    yield _ElementText(tree, is_tail=False)
    for child in tree:
        if isinstance(child.tag, str) and not _is_apart(child):
            yield from _running_texts(child)
        yield _ElementText(child, is_tail=True)


def _is_apart(element: etree._Element) -> bool:
    if element.tag in _APART or is_callout_title(element) or is_formula(element):
        return True
    return not _APART_CLASSES.isdisjoint((element.get("class") or "").split())


def _link(text: _ElementText, hits: list[tuple[int, int, str]]) -> None:
    words, owner = text.words, text.owner
    if text.is_tail:
        holder = owner.getparent()
        assert holder is not None, "only the root has no parent, and its tail is no text"
        at = holder.index(owner) + 1
        owner.tail = words[: hits[0][0]]
    else:
        holder, at = owner, 0
        owner.text = words[: hits[0][0]]
    for number, (start, end, anchor) in enumerate(hits):
        link = etree.Element("a", {"class": "glossary-link", "href": f"#{anchor}"})
        link.text = words[start:end]
        link.tail = words[end : hits[number + 1][0] if number + 1 < len(hits) else len(words)]
        holder.insert(at + number, link)


def _folded(form: str) -> str:
    return " ".join(form.split())


def _pattern(form: str) -> str:
    """What stands for a form in the text: any spaces, and a capital where it begins a sentence; a
    form with capitals inside, such as AIDS, is written just so.
    """
    first, rest = form[:1], form[1:]
    both = f"{first.lower()}{first.upper()}"
    opening = re.escape(first)
    if rest == rest.lower() and len(both) == 2 and both[0] != both[1]:
        opening = f"[{re.escape(both[0])}{re.escape(both[1])}]"
    words = r"\s+".join(
        re.escape(word).replace("'", "['’]").replace("’", "['’]") for word in rest.split()
    )
    gap = r"\s+" if rest[:1].isspace() else ""
    return f"{opening}{gap}{words}"


def _bounded(pattern: str, ending: str) -> str:
    """The pattern between the ends of words, where the script has them."""
    if _SOLID.search(pattern):
        return pattern
    return rf"(?<![\w-]){pattern}{ending}(?![\w-])"
