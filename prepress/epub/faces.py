"""Faces: which of the stylesheet's fonts the documents can need, found by the cascade that browsers
follow.
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import cssselect2  # type: ignore[import-untyped]
import tinycss2  # type: ignore[import-untyped]
from lxml import etree

from prepress.epub.stylesheet import Face, Node, Stylesheet, declarations, style_rules, weight_of

#: What reading systems set bold, slanted or in a typewriter's face without being asked (HTML,
#: 15.3).
_DEFAULTS = """
b, strong, th, h1, h2, h3, h4, h5, h6 { font-weight: bold }
i, em, cite, dfn, var, address { font-style: italic }
code, kbd, samp, pre, tt { font-family: monospace }
"""
_NUMERALS = frozenset("0123456789.")
_PROPERTIES = frozenset({"font-family", "font-weight", "font-style"})

Characters = frozenset[str]
#: The custom properties that an element has, each with its value.
Variables = Mapping[str, Sequence[Node]]


@dataclass(frozen=True)
class _Type:
    """The type that an element is set in; `families` are in the order in which they are asked for a
    character.
    """

    families: tuple[str, ...] = ()
    weight: int = 400
    italic: bool = False


def needed_faces(
    stylesheet: Stylesheet,
    trees: Iterable[etree._Element],
    coverage: Callable[[Face], frozenset[int]],
) -> dict[Face, Characters | None]:
    """The faces that the text of `trees` is set in, in the stylesheet's order, and for which
    characters.

    `coverage` answers which code points a face has. The first family of a list may be asked for
    anything, which None stands for; a family further down is needed only for characters that those
    before it lack, and for the marks of the text, which join to letters of any face.
    """
    texts: dict[_Type, set[str]] = defaultdict(set)
    matcher = _matcher(stylesheet)
    for tree in trees:
        for kind, text in _set_text(tree, matcher):
            texts[kind].update(text)
    needed: dict[Face, set[str]] = defaultdict(set)
    leading: set[Face] = set()
    for kind, characters in texts.items():
        missing = {character for character in characters if _is_drawn(character)}
        marks = {character for character in characters - missing if _is_mark(character)}
        for place, family in enumerate(kind.families):
            face = _nearest(stylesheet.faces, family, kind)
            found = (
                {character for character in missing if ord(character) in coverage(face)}
                if face
                else set()
            )
            if face and found:
                needed[face] |= found | {mark for mark in marks if ord(mark) in coverage(face)}
                leading |= {face} if place == 0 else set()
                missing -= found
    return {
        face: None if face in leading else frozenset(needed[face])
        for face in stylesheet.faces
        if face in needed
    }


def _matcher(stylesheet: Stylesheet) -> cssselect2.Matcher:
    """All selectors that change the type or set a custom property, with the declarations that
    do.
    """
    matcher = cssselect2.Matcher()
    for rule in (
        *tinycss2.parse_stylesheet(_DEFAULTS, skip_whitespace=True),
        *style_rules(stylesheet.rules),
    ):
        changes = [
            (name, declaration.value)
            for declaration in declarations(rule)
            if (name := _name(declaration)) in _PROPERTIES or name.startswith("--")
        ]
        if not changes:
            continue
        try:
            selectors = cssselect2.compile_selector_list(rule.prelude)
        except cssselect2.SelectorError:
            continue  # one that this parser does not know, such as a browser's own pseudo-class
        for selector in selectors:
            matcher.add_selector(selector, changes)
    return matcher


def _name(declaration: Node) -> str:
    """The property's name; that of a custom property keeps its case (CSS Variables 1, 2)."""
    return str(declaration.name if declaration.name.startswith("--") else declaration.lower_name)


def _resolved(tokens: Sequence[Node], variables: Variables, depth: int = 0) -> list[Node]:
    """`tokens` with each `var()` replaced by what it stands for."""
    resolved: list[Node] = []
    for token in tokens:
        if token.type == "function" and token.lower_name == "var" and depth < 10:
            name = next(
                (argument.value for argument in token.arguments if argument.type == "ident"), ""
            )
            resolved += _resolved(variables.get(name, ()), variables, depth + 1)
        elif token.type not in ("whitespace", "comment"):
            resolved.append(token)
    return resolved


def _set_text(tree: etree._Element, matcher: cssselect2.Matcher) -> Iterator[tuple[_Type, str]]:
    """Each piece of text with the type that it is set in."""
    styles: dict[etree._Element, tuple[_Type, Variables]] = {}
    for wrapper in cssselect2.ElementWrapper.from_xml_root(tree).iter_subtree():
        element = wrapper.etree_element
        parent, inherited = styles.get(element.getparent(), (_Type(), {}))
        matched = [
            (name, changes) for _specificity, _order, name, changes in matcher.match(wrapper)
        ]
        variables = _with_own(
            inherited, [change for name, changes in matched if name is None for change in changes]
        )
        own = parent
        pseudo: dict[str, _Type] = {}
        for name, changes in matched:
            if name is None:
                own = _changed(own, changes, variables)
            else:
                pseudo[name] = _changed(pseudo.get(name, own), changes, variables)
        styles[element] = own, variables
        yield own, element.text or ""
        yield parent, element.tail or ""
        yield from ((kind, "".join(_NUMERALS)) for kind in pseudo.values())


def _with_own(inherited: Variables, changes: Sequence[tuple[str, Sequence[Node]]]) -> Variables:
    """The custom properties of an element, whose own are computed where they stand (CSS Variables
    1, 2.2).
    """
    own = {name: tokens for name, tokens in changes if name.startswith("--")}
    if not own:
        return inherited
    known = {**inherited, **own}
    return {**inherited, **{name: _resolved(tokens, known) for name, tokens in own.items()}}


def _changed(
    kind: _Type, changes: Sequence[tuple[str, Sequence[Node]]], variables: Variables
) -> _Type:
    for name, raw in changes:
        if name not in _PROPERTIES:
            continue
        tokens = _resolved(raw, variables)
        words = [str(getattr(token, "lower_value", "")) for token in tokens]
        if "inherit" in words or not tokens:
            continue
        if name == "font-family":
            kind = replace(kind, families=_families(tokens))
        elif name == "font-style":
            kind = replace(kind, italic="normal" not in words)
        else:
            relative = {"bolder": 700, "lighter": 400}.get(words[0], kind.weight)
            kind = replace(kind, weight=weight_of(tokens[0]) or relative)
    return kind


def _families(tokens: Sequence[Node]) -> tuple[str, ...]:
    """The names between the commas, quoted or in bare words."""
    names: list[list[str]] = [[]]
    for token in tokens:
        if token.type in ("string", "ident"):
            names[-1].append(str(token.value))
        else:
            names.append([])
    return tuple(" ".join(name) for name in names if name)


def _nearest(faces: Sequence[Face], family: str, kind: _Type) -> Face | None:
    """The face of `family` that a browser takes: slant first, then the nearest weight (CSS Fonts 4,
    5.2).
    """
    own = [face for face in faces if face.family.casefold() == family.casefold()]
    heavy = kind.weight > 500
    return min(
        own,
        key=lambda face: (
            face.italic != kind.italic,
            (face.weight < kind.weight) if heavy else (face.weight > kind.weight),
            abs(face.weight - kind.weight),
        ),
        default=None,
    )


def _is_drawn(character: str) -> bool:
    return not character.isspace() and unicodedata.category(character) not in (
        "Cc",
        "Cf",
        "Mn",
        "Me",
    )


def _is_mark(character: str) -> bool:
    """Whether it is drawn on, below or around a letter, or says whether two letters join (U+200C,
    U+200D).
    """
    return character in "\u200c\u200d" or unicodedata.category(character) in ("Mn", "Me")
