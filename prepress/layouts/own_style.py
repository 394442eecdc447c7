"""A stylesheet of the author's own, which is added to ours: what of it can be used, and what is
left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from prepress.errors import Place, SourceError
from prepress.findings import Finding
from prepress.layouts.brand import DARK_RULES, Brand

#: A node of tinycss2's tree.
_Node = Any
_INSIDE = ("data:", "#", "fonts/")
#: At-rules that hold other rules.
_GROUPS = frozenset({"media", "supports", "layer", "container"})
#: They hold declarations.
_BLOCKS = frozenset({"page", "font-face"})
_USED = re.compile(r"var\(\s*(--[\w-]+)\s*\)")
_SET = re.compile(r"(--[\w-]+)\s*:")
#: The first rules of a stylesheet for the dark, up to the brace at the edge.
_DARK = re.compile(r"@media \(prefers-color-scheme: dark\) \{.*?^\}", re.DOTALL | re.MULTILINE)


@dataclass(frozen=True)
class OwnStyle:
    """A stylesheet that an author has added: its `file`, and the `text` of what can be used."""

    file: str
    text: str


def usable_style(text: str, file: str) -> OwnStyle:
    """The rules of the stylesheet `text` that can be used; nothing in them ends an element that
    they stand in.
    """
    kept, _ = _read(text)
    return OwnStyle(file, kept.replace("</", "<\\/"))


def style_findings(styles: Mapping[str, str]) -> tuple[Finding, ...]:
    """K-003 for what of `styles` by their files cannot be used."""
    return tuple(
        Finding("K-003", Place(file, line), what, hint)
        for file, text in styles.items()
        for line, what, hint in _read(text)[1]
    )


def colours_on_paper(styles: Sequence[OwnStyle]) -> str:
    """The rules that set the colours of `styles`, each with a tint of its own."""
    return "".join(Brand.set_in(style.text).paper for style in styles)


def style_on_screen(styles: Sequence[OwnStyle], brand: Brand, stylesheet: str) -> str:
    """What `styles` add to the `stylesheet` of a screen with the colours of `brand`.

    Colours that are meant for white paper do not stand in the dark, unless they say so themselves.
    """
    if not styles:
        return ""
    own = "".join(style.text for style in styles)
    dark = "".join(Brand.set_in(style.text).dark for style in styles)
    if DARK_RULES not in own:
        ours = _DARK.search(stylesheet)
        dark = f"{ours[0] if ours else ''}\n{brand.dark}{dark}"
    return f"{colours_on_paper(styles)}{own}{dark}"


def refuse_unset(styles: Sequence[OwnStyle], known: set[str]) -> None:
    """Raise SourceError where one of `styles` uses a token that neither it nor a `known` rule sets,
    which the layout engine does not survive.
    """
    for style in styles:
        known = known | {*_SET.findall(style.text)}
        unset = sorted({*_USED.findall(style.text)} - known)
        if unset:
            what = f"This stylesheet uses {', '.join(unset)}, which nothing sets."
            raise SourceError(what, "Set it here, or take it out.", style.file)


@lru_cache(maxsize=16)
def _read(text: str) -> tuple[str, tuple[tuple[int, str, str], ...]]:
    """What can be used of `text`, and line, words and remedy of what cannot."""
    import tinycss2  # type: ignore[import-untyped]

    kept, wrong = [], []
    for rule in tinycss2.parse_stylesheet(text, skip_comments=True, skip_whitespace=True):
        mistakes = list(_mistakes(rule))
        wrong += [mistake for mistake, _ in mistakes]
        if rule.type != "error" and not any(spoils for _, spoils in mistakes):
            kept.append(tinycss2.serialize([rule]))
    return "".join(f"{rule}\n" for rule in kept), tuple(wrong)


def _mistakes(rule: _Node) -> Iterator[tuple[tuple[int, str, str], bool]]:
    """What is wrong in `rule`, and whether it spoils the whole of it."""
    if rule.type == "error":
        yield _broken(rule, "This rule"), True
        return
    if rule.type == "at-rule" and rule.lower_at_keyword == "import":
        hint = "Put the rules of that file here."
        yield (rule.source_line, "Another stylesheet is not taken in.", hint), True
        return
    for node in _addresses([*rule.prelude, *(rule.content or ())]):
        what = f"“{node.value[:60]}” is not fetched, and this rule is left out."
        hint = "Keep pictures in the text, and fonts in fonts/ with their family in “look:”."
        yield (node.source_line, what, hint), True
    for error in _broken_declarations(rule):
        yield _broken(error, "This line"), False


def _broken(node: _Node, subject: str) -> tuple[int, str, str]:
    what = f"{subject} is no CSS that can be read, and is left out."
    return node.source_line, what, "Write for example: :root { --primary: #1b5e20; }"


def _addresses(nodes: list[_Node]) -> Iterator[_Node]:
    """The nodes that name something to be fetched from elsewhere."""
    for node in nodes:
        is_function = node.type == "function" and node.lower_name == "url"
        inner = [*(getattr(node, "content", None) or getattr(node, "arguments", None) or ())]
        found = [node] if node.type == "url" else []
        found += [each for each in inner if is_function and each.type == "string"]
        yield from (each for each in found if not each.value.startswith(_INSIDE))
        yield from _addresses([each for each in inner if not is_function])


def _broken_declarations(rule: _Node) -> Iterator[_Node]:
    """The errors in the declarations of `rule`, and of the rules that it holds."""
    import tinycss2

    if rule.type == "at-rule" and rule.lower_at_keyword in _GROUPS:
        for inner in tinycss2.parse_rule_list(
            rule.content or (), skip_comments=True, skip_whitespace=True
        ):
            yield from [inner] if inner.type == "error" else _broken_declarations(inner)
    elif rule.type == "qualified-rule" or rule.lower_at_keyword in _BLOCKS:
        content = tinycss2.parse_blocks_contents(
            rule.content or (), skip_comments=True, skip_whitespace=True
        )
        yield from (node for node in content if node.type == "error")
