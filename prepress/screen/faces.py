"""Faces: which of the stylesheet's fonts the documents can need, found by the cascade that browsers
follow.
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import chain

import cssselect2  # type: ignore[import-untyped]
import tinycss2  # type: ignore[import-untyped]
from lxml import etree

from prepress.screen.stylesheet import Face, Node, Stylesheet, declarations, style_rules, weight_of

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
class _Style:
    """The type that an element is set in: its `families` in the order in which they are asked for a
    character, its weight and its slant.
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
    needed: dict[Face, set[str]] = defaultdict(set)
    leading: set[Face] = set()
    for style, characters in _texts_by_style(stylesheet, trees).items():
        for face, found, is_first in _faces_for(style, characters, stylesheet.faces, coverage):
            needed[face] |= found
            if is_first:
                leading.add(face)
    return {
        face: None if face in leading else frozenset(needed[face])
        for face in stylesheet.faces
        if face in needed
    }


def _texts_by_style(
    stylesheet: Stylesheet, trees: Iterable[etree._Element]
) -> dict[_Style, set[str]]:
    """The characters that the text has in each style."""
    matcher = _matcher(stylesheet)
    texts: dict[_Style, set[str]] = defaultdict(set)
    for tree in trees:
        for style, text in _set_text(tree, matcher):
            texts[style].update(text)
    return texts


def _faces_for(
    style: _Style,
    characters: set[str],
    faces: Sequence[Face],
    coverage: Callable[[Face], frozenset[int]],
) -> Iterator[tuple[Face, set[str], bool]]:
    """Each face that sets some of `characters`, these and the marks that it has, and whether it is
    of the first family.
    """
    missing = {character for character in characters if _is_drawn(character)}
    marks = {character for character in characters - missing if _is_mark(character)}
    for place, family in enumerate(style.families):
        face = _nearest_face(faces, family, style)
        if face is None or not missing:
            continue
        covered = coverage(face)
        found = {character for character in missing if ord(character) in covered}
        if found:
            missing -= found
            yield face, found | {mark for mark in marks if ord(mark) in covered}, place == 0


@lru_cache(maxsize=16)
def _matcher(stylesheet: Stylesheet) -> cssselect2.Matcher:
    """All selectors that change the type or set a custom property, with the declarations that
    do.
    """
    matcher = cssselect2.Matcher()
    for rule in (
        *tinycss2.parse_stylesheet(_DEFAULTS, skip_whitespace=True),
        *style_rules(stylesheet.rules),
    ):
        named = [(_name(declaration), declaration.value) for declaration in declarations(rule)]
        changes = [each for each in named if _matters(each[0])]
        if not changes:
            continue
        try:
            selectors = cssselect2.compile_selector_list(rule.prelude)
        except cssselect2.SelectorError:
            continue  # one that this parser does not know, such as a browser's own pseudo-class
        for selector in selectors:
            matcher.add_selector(selector, changes)
    return matcher


def _matters(name: str) -> bool:
    return name in _PROPERTIES or name.startswith("--")


def _name(declaration: Node) -> str:
    """The property's name; that of a custom property keeps its case (CSS Variables 1, 2)."""
    return str(declaration.name if declaration.name.startswith("--") else declaration.lower_name)


def _resolve_variables(tokens: Sequence[Node], variables: Variables, depth: int = 0) -> list[Node]:
    """`tokens` with each `var()` replaced by what it stands for."""
    values: list[Node] = []
    for token in tokens:
        if token.type == "function" and token.lower_name == "var" and depth < 10:
            name = next(
                (argument.value for argument in token.arguments if argument.type == "ident"), ""
            )
            values += _resolve_variables(variables.get(name, ()), variables, depth + 1)
        elif token.type not in ("whitespace", "comment"):
            values.append(token)
    return values


def _set_text(tree: etree._Element, matcher: cssselect2.Matcher) -> Iterator[tuple[_Style, str]]:
    """Each piece of text with the type that it is set in."""
    styles: dict[etree._Element, tuple[_Style, Variables]] = {}
    for wrapper in cssselect2.ElementWrapper.from_xml_root(tree).iter_subtree():
        element = wrapper.etree_element
        parent, inherited = styles.get(element.getparent(), (_Style(), {}))
        matched = [(name, changes) for _, _, name, changes in matcher.match(wrapper)]
        own_changes = [changes for name, changes in matched if name is None]
        variables = _with_own_variables(inherited, list(chain.from_iterable(own_changes)))
        own = parent
        pseudo: dict[str, _Style] = {}
        for name, changes in matched:
            if name is None:
                own = _apply(own, changes, variables)
            else:
                pseudo[name] = _apply(pseudo.get(name, own), changes, variables)
        styles[element] = own, variables
        yield own, element.text or ""
        yield parent, element.tail or ""
        for style in pseudo.values():
            yield style, "".join(_NUMERALS)


def _with_own_variables(
    inherited: Variables, changes: Sequence[tuple[str, Sequence[Node]]]
) -> Variables:
    """The custom properties of an element, whose own are computed where they stand (CSS Variables
    1, 2.2).
    """
    own = {name: tokens for name, tokens in changes if name.startswith("--")}
    if not own:
        return inherited
    known = {**inherited, **own}
    return {
        **inherited,
        **{name: _resolve_variables(tokens, known) for name, tokens in own.items()},
    }


def _apply(
    style: _Style, changes: Sequence[tuple[str, Sequence[Node]]], variables: Variables
) -> _Style:
    for name, raw in changes:
        if name not in _PROPERTIES:
            continue
        tokens = _resolve_variables(raw, variables)
        words = [str(getattr(token, "lower_value", "")) for token in tokens]
        if "inherit" in words or not tokens:
            continue
        if name == "font-family":
            style = replace(style, families=_families(tokens))
        elif name == "font-style":
            style = replace(style, italic="normal" not in words)
        else:
            relative = {"bolder": 700, "lighter": 400}.get(words[0], style.weight)
            style = replace(style, weight=weight_of(tokens[0]) or relative)
    return style


def _families(tokens: Sequence[Node]) -> tuple[str, ...]:
    """The names between the commas, quoted or in bare words."""
    names: list[list[str]] = [[]]
    for token in tokens:
        if token.type in ("string", "ident"):
            names[-1].append(str(token.value))
        else:
            names.append([])
    return tuple(" ".join(name) for name in names if name)


def _nearest_face(faces: Sequence[Face], family: str, style: _Style) -> Face | None:
    """The face of `family` that a browser takes: slant first, then the nearest weight (CSS Fonts 4,
    5.2).
    """
    own = [face for face in faces if face.family.casefold() == family.casefold()]
    heavy = style.weight > 500
    return min(
        own,
        key=lambda face: (
            face.italic != style.italic,
            (face.weight < style.weight) if heavy else (face.weight > style.weight),
            abs(face.weight - style.weight),
        ),
        default=None,
    )


def _is_drawn(character: str) -> bool:
    if character.isspace():
        return False
    return unicodedata.category(character) not in ("Cc", "Cf", "Mn", "Me")


def _is_mark(character: str) -> bool:
    """Whether it is drawn on, below or around a letter, or says whether two letters join (U+200C,
    U+200D).
    """
    return character in "\u200c\u200d" or unicodedata.category(character) in ("Mn", "Me")
