"""Theorems: blocks that are numbered by their kind, such as definitions and exercises, and proofs,
which have no number, as in Quarto and MyST.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml import etree

from prepress.galley.markup.theorem_kinds import PROOFS, THEOREMS, theorem_kind
from prepress.text.xhtml import HEADINGS, add_class, add_text

if TYPE_CHECKING:
    from prepress.galley.setting.draft import Draft
    from prepress.layouts.words import Words

#: The class of what stands before the words of a block and says which it is.
_HEAD = "theorem-head"


def head_theorems(draft: Draft, words: Words) -> None:
    """Have each theorem and proof of a chapter say what it is before its words; the heading in it
    is its name. The number is put in when those of all are known; one without an id has none.
    """
    for block in list(draft.elements("div")):
        key, classes = block.get("id", ""), block.get("class", "")
        kind, own = theorem_kind(key, classes), PROOFS.intersection(classes.split())
        if kind:
            add_class(block, "theorem")
            _put_head(block, "strong", "" if key else words[THEOREMS[kind]])
        elif own:
            _put_head(block, "em", words[next(iter(own))])


def number_theorem(block: etree._Element, label: str) -> bool:
    """Have a theorem say its `label`, such as Theorem 2; False for what is none."""
    head = block.find(f".//strong[@class='{_HEAD}']")
    if head is None:
        return False
    said = head.text or ""
    head.text = f"{label}{said}" if said.startswith(".") else f"{label} {said}"
    return True


def _put_head(block: etree._Element, tag: str, word: str) -> None:
    head = etree.Element(tag, {"class": _HEAD})
    head.text = f"{word}."
    name = block[0] if len(block) and block[0].tag in HEADINGS else None
    if name is not None:
        head.text = f"{word} ({name.text or ''}".lstrip()
        head.extend(list(name))
        add_text(head, ").")
        block.remove(name)
    first = block[0] if len(block) and block[0].tag == "p" else None
    if first is None:
        first = etree.Element("p")
        block.insert(0, first)
    head.tail, first.text = f" {(first.text or '').lstrip()}", None
    first.insert(0, head)
