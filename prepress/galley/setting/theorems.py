"""Theorems: blocks that are numbered by their kind, such as definitions and exercises, and proofs,
which have no number, as in Quarto.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from lxml import etree

from prepress.text.xhtml import HEADINGS, add_class, add_text

if TYPE_CHECKING:
    from prepress.galley.setting.draft import Draft
    from prepress.layouts.words import Words

#: The kinds by the beginnings of their ids, each with the key of its word in the catalogues.
THEOREMS: Mapping[str, str] = MappingProxyType(
    {
        "thm": "theorem",
        "lem": "lemma",
        "cor": "corollary",
        "prp": "proposition",
        "cnj": "conjecture",
        "def": "definition",
        "exm": "example",
        "exr": "exercise",
    }
)
#: What has no number, by the class of the division.
_PROOFS = frozenset({"proof", "remark", "solution"})
#: The class of what stands before the words of a block and says which it is.
_HEAD = "theorem-head"


def head_theorems(draft: Draft, words: Words) -> None:
    """Have each theorem and proof of a chapter say what it is before its words; the heading in it
    is its name. The number is put in when those of all are known.
    """
    for block in list(draft.elements("div")):
        kind = THEOREMS.get(block.get("id", "").partition("-")[0].lower())
        own = _PROOFS.intersection(block.get("class", "").split())
        if kind and "-" in block.get("id", ""):
            add_class(block, "theorem")
            _put_head(block, "strong", "")
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
