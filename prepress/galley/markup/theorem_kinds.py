"""Theorem kinds: the blocks that are numbered by their kind, and those that have no number."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

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
PROOFS = frozenset({"proof", "remark", "solution"})
#: The classes that say the kind of a block, whatever its id is.
_CLASSES = {f"kind-{word}": begins for begins, word in THEOREMS.items()}


def theorem_class(word: str) -> str:
    """The class that says that a block is of the kind with this word."""
    return f"kind-{word}"


def theorem_kind(key: str, classes: str | None) -> str | None:
    """The kind of a block by its classes, else by how its id, the `key`, begins; None for what is
    no theorem.
    """
    named = [_CLASSES[each] for each in (classes or "").split() if each in _CLASSES]
    begins, _, rest = key.lower().partition("-")
    return next(iter(named), begins if rest and begins in THEOREMS else None)
