"""The screen's stylesheet: the layouts' layers read as rules, without those that only paper
needs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

import tinycss2  # type: ignore[import-untyped]

from prepress.errors import SourceError

_WEIGHTS = {"normal": 400, "bold": 700}
#: At-rules that hold other rules.
_GROUPS = ("media", "supports", "layer", "container")
_PAPER_MEDIA = "print"

#: A node of tinycss2's tree.
Node = Any


@dataclass(frozen=True)
class Face:
    """A face of a font family; `url` is where the layouts have its file, `weight` is 1 to 1000."""

    family: str
    weight: int
    italic: bool
    url: str


@dataclass(frozen=True)
class Stylesheet:
    """The rules that a screen needs, in their order; each `@font-face` is known as a Face
    instead.
    """

    rules: tuple[Node, ...]
    faces: tuple[Face, ...]

    def text(self, embedded: Mapping[Face, str]) -> str:
        """The stylesheet as text, with the `embedded` faces at the names of their files."""
        faces = [_font_face(face, name) for face, name in embedded.items()]
        return re.sub(r"\n\s*\n", "\n", "\n".join([*faces, *self._written_rules])) + "\n"

    @cached_property
    def _written_rules(self) -> tuple[str, ...]:
        return tuple(tinycss2.serialize([rule]) for rule in self.rules)


def _font_face(face: Face, address: str) -> str:
    family = tinycss2.serializer.serialize_string_value(face.family)
    style = "italic" if face.italic else "normal"
    source = f'font-family:"{family}";src:url({address})'
    return f"@font-face{{{source};font-weight:{face.weight};font-style:{style}}}"


@lru_cache(maxsize=16)
def read_stylesheet(css: str) -> Stylesheet:
    """Read `css`; paged-media rules are left out, and so is what the parser cannot read.

    Raises SourceError where a rule fetches something: nothing on a screen asks the network, and no
    stylesheet has pictures.
    """
    rules, faces = [], []
    for rule in tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True):
        keyword = rule.lower_at_keyword if rule.type == "at-rule" else None
        if keyword == "font-face":
            face = _face(rule)
            faces += [face] if face else []
        elif rule.type != "error" and not _is_for_paper(rule, keyword):
            rules.append(rule)
            _refuse_fetches(rule)
    return Stylesheet(tuple(rules), tuple(faces))


def _is_for_paper(rule: Node, keyword: str | None) -> bool:
    return keyword == "page" or (keyword == "media" and _prelude(rule) == _PAPER_MEDIA)


def _refuse_fetches(rule: Node) -> None:
    if rule.type == "at-rule" and rule.lower_at_keyword == "import":
        raise _fetch_error("@import")
    for address in _addresses([*rule.prelude, *(rule.content or ())]):
        if not address.startswith(("data:", "#")):
            raise _fetch_error(address)


def _addresses(tokens: Sequence[Node]) -> Iterator[str]:
    for token in tokens:
        if (address := _url(token)) is not None:
            yield address
        inside = getattr(token, "content", None) or getattr(token, "arguments", None)
        yield from _addresses(inside or ())


def _fetch_error(address: str) -> SourceError:
    return SourceError(
        f"A stylesheet fetches “{address[:100]}”, which no edition on a screen does.",
        "Keep the rule to paper with @media print { … }.",
        "layouts",
    )


def declarations(rule: Node) -> list[Node]:
    """The declarations of `rule`."""
    content = tinycss2.parse_blocks_contents(
        rule.content or (), skip_comments=True, skip_whitespace=True
    )
    return [node for node in content if node.type == "declaration"]


def style_rules(rules: Sequence[Node]) -> Iterator[Node]:
    """The rules with selectors, also those inside `@media` or `@container`, whatever it asks."""
    for rule in rules:
        if rule.type == "qualified-rule":
            yield rule
        elif rule.type == "at-rule" and rule.content and rule.lower_at_keyword in _GROUPS:
            inside = tinycss2.parse_rule_list(
                rule.content, skip_comments=True, skip_whitespace=True
            )
            yield from style_rules(inside)


def _prelude(rule: Node) -> str:
    return str(tinycss2.serialize(rule.prelude)).strip().lower()


def _face(rule: Node) -> Face | None:
    values = {
        declaration.lower_name: _significant_tokens(declaration.value)
        for declaration in declarations(rule)
    }
    family = " ".join(str(token.value) for token in values.get("font-family", ()))
    url = next((address for token in values.get("src", ()) if (address := _url(token))), None)
    if not family or not url:
        return None
    weight = next(iter(values.get("font-weight", ())), None)
    style = next(iter(values.get("font-style", ())), None)
    return Face(
        family, weight_of(weight) or 400, style is not None and style.value != "normal", url
    )


def weight_of(token: Node | None) -> int | None:
    """The weight that `token` names, 1 to 1000; None where it names none that stands for itself."""
    if token is None:
        return None
    if token.type == "number":
        return int(token.value)
    return _WEIGHTS.get(str(getattr(token, "lower_value", "")))


def _significant_tokens(tokens: Sequence[Node]) -> list[Node]:
    return [token for token in tokens if token.type not in ("whitespace", "comment")]


def _url(token: Node) -> str | None:
    if token.type == "url":
        return str(token.value)
    if token.type == "function" and token.lower_name == "url":
        texts = [argument.value for argument in token.arguments if argument.type == "string"]
        return str(texts[0]) if texts else None
    return None
