"""A stylesheet that is set again from what was read before is the stylesheet that the engine would
read.
"""

from __future__ import annotations

import random
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import pytest

from prepress.layouts.layouts import Layouts
from prepress.pdf.engine.engine import BASE_URL, lay_out, open_engine
from prepress.pdf.engine.engine_remarks import collected_remarks
from prepress.pdf.engine.reuse import EngineCache
from prepress.pdf.tagging.conformance import render_options
from prepress.pdf.tagging.repairs import write_tagged

ROOT = Path(__file__).parents[3]
LAYOUTS = Layouts((ROOT / "layouts",), (ROOT / "fonts",))
CONFORMANCE = frozenset({"ua1", "2a"})
SELECTORS = (
    *("p", "h1", "em", ".note", "#one", "li::marker", "p:first-child", "h1 + p", "p::before"),
    *("ul > li", "p:not(.note)", ":is(h1, p)", "[lang|=en]", "*"),
)
DECLARATIONS = (
    *("color: #123", "margin: 1mm 2mm", "font-size: 1.1em", "--own: 3pt", "padding: var(--own)"),
    *("content: counter(page)", "list-style-type: dots", "text-indent: 1em !important"),
    *("string-set: head content()", "shape: round", "width: calc(", "colour: red"),
)
BODY = (
    "<h1 id='one'>One <em>word</em></h1><p>Text that goes on and on.</p>"
    "<p class='note'>A note.</p><ul><li>Item</li><li>Another</li></ul>"
)


def generated_stylesheet(chance: random.Random) -> str:
    """A stylesheet with rules of all kinds that change more than the rules themselves."""

    def block() -> str:
        rules = [
            f"{chance.choice(SELECTORS)} {{ {'; '.join(chance.sample(DECLARATIONS, k=3))} }}"
            for _ in range(chance.randint(1, 4))
        ]
        return " ".join(rules)

    parts = [
        block(),
        f"@page {{ size: 90mm {chance.randint(60, 120)}mm; @bottom-center {{ content: 'Foot' }} }}",
        f"@page :first {{ margin: {chance.randint(5, 15)}mm }}",
        "@layer low, high;",
        f"@layer {chance.choice(['low', 'high', 'other.inner'])} {{ {block()} }}",
        f"@layer {{ {block()} }}",
        "@counter-style dots { system: cyclic; symbols: '·'; suffix: ' ' }",
        f"@media {chance.choice(['print', 'screen', 'print and (min-width: 1cm)'])} {{ {block()} }}",
        f"@supports (color: red) {{ {block()} }}",
        "@font-face { font-family: Own; src: url(fonts/none/None.ttf) }",
        "@unknown { p { color: red } }",
        "p { color: ",
    ]
    return "\n".join(chance.sample(parts[:-1], k=6)) + chance.choice(["", "\n" + parts[-1]])


def document(*stylesheets: str) -> str:
    """A page of HTML with these stylesheets."""
    styles = "".join(f"<style>{sheet}</style>" for sheet in stylesheets)
    return (
        f'<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Test</title>'
        f'<meta name="dcterms.created" content="2026-01-01T00:00:00Z">{styles}</head>'
        f"<body>{BODY}</body></html>"
    )


def comparable(value: Any) -> Any:
    """What a value of the engine holds, so that two of them can be compared; code is left out."""
    if isinstance(value, dict):
        return {str(key): comparable(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [comparable(each) for each in value]
    if callable(value):
        return getattr(value, "__qualname__", type(value).__name__)
    if hasattr(value, "__dict__") or hasattr(value, "__slots__"):
        names = [*getattr(value, "__dict__", ()), *getattr(value, "__slots__", ())]
        return [type(value).__name__, *((name, comparable(getattr(value, name))) for name in names)]
    return value


def read(sheets: tuple[str, ...], cache: EngineCache | None) -> Any:
    """All that a document has once it has read `sheets` one after the other, fresh without a
    `cache`.
    """
    from weasyprint import css

    page_rules: list[Any] = []
    layers: list[Any] = []
    counters: dict[str, Any] = {}
    with collected_remarks() as remarks:
        found = []
        for sheet in sheets:
            options: dict[str, Any] = {"string": sheet, "base_url": BASE_URL, "media_type": "print"}
            options |= {"page_rules": page_rules, "layers": layers, "counter_style": counters}
            if cache is None:
                found.append(css.CSS(**options))
            else:
                with cache.reuse_stylesheets():
                    found.append(css.CSS(**options))
    assert all(each.page_rules is page_rules and each.layers is layers for each in found)
    return comparable([[vars(each) for each in found], page_rules, layers, counters, remarks])


@pytest.mark.parametrize("seed", range(40))
def test_replayed_stylesheet_holds_what_a_fresh_one_holds(seed: int) -> None:
    open_engine()
    chance = random.Random(seed)
    sheets = tuple(generated_stylesheet(chance) for _ in range(3))
    fresh, cache = read(sheets, None), EngineCache(None)
    assert read(sheets, cache) == fresh
    assert read(sheets, cache) == fresh
    assert read(sheets[::-1], cache) == read(sheets[::-1], None)


@pytest.mark.parametrize("seed", range(6))
def test_replayed_stylesheets_give_the_same_bytes(
    seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    chance = random.Random(seed)
    pages = document(*(generated_stylesheet(chance) for _ in range(2)))
    with monkeypatch.context() as fresh:
        fresh.setattr(EngineCache, "reuse_stylesheets", lambda cache: nullcontext())
        expected = printed(pages)
    assert [printed(pages) for _ in range(3)] == [expected] * 3


def printed(html: str) -> tuple[bytes, list[str]]:
    """The PDF of the document, and what the engine remarked."""
    with collected_remarks() as remarks:
        pages = lay_out(html, ROOT, LAYOUTS, render_options(CONFORMANCE))
        return write_tagged(pages, CONFORMANCE), remarks


def test_wrong_value_of_a_variable_is_remarked_in_every_document() -> None:
    pages = document("p { color: var(--own); --own: nothing at all }")
    remarks = [printed(pages)[1] for _ in range(3)]
    assert "nothing at all" in str(remarks[0])
    assert remarks == [remarks[0]] * 3
