"""Kinds of callouts: ours, and those of other tools, each with the one of ours that comes
nearest.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

#: Kinds with a word of the interface's as title, in the publication's language.
KINDS = ("note", "tip", "warning", "panel")


@dataclass(frozen=True)
class CalloutKind:
    """The `kind` of ours, and the title where the author gave none; without one it is our word."""

    kind: str
    title: str = ""


#: Kinds that say no more than ours do, so that our word is their title.
_ALIKE = {
    "note": "admonition important info information notice",
    "tip": "hint",
    "warning": "alert attention caution danger error warn",
    "panel": "abstract summary tldr",
}
#: Kinds with a meaning of their own, which their title says (Obsidian, Material for MkDocs, Quarto,
#: Docusaurus, Leanpub).
_TITLED = {
    "note": "cite discussion example exercise faq help question quote seealso todo",
    "tip": "check done success",
    "warning": "bug fail failure missing",
}
_TITLES = {"faq": "FAQ", "seealso": "See also", "todo": "To do"}


def _titled(name: str) -> str:
    return _TITLES.get(name, name.capitalize())


#: Callouts whose name alone says that they are one, also as the class of a division.
PLAIN: Mapping[str, CalloutKind] = MappingProxyType(
    {name: CalloutKind(name) for name in KINDS}
    | {name: CalloutKind(kind) for kind, names in _ALIKE.items() for name in names.split()}
)
#: All that some tool has.
ALL: Mapping[str, CalloutKind] = MappingProxyType(
    {
        name: CalloutKind(kind, _titled(name))
        for kind, names in _TITLED.items()
        for name in names.split()
    }
    | dict(PLAIN)
)
