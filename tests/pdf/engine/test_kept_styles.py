"""What is kept from documents that were laid out before, such as the copies of a handout for other
clinics, changes no byte of those that follow, and nothing that is said of them.
"""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from prepress.layouts.layouts import Layouts
from prepress.pdf.engine.engine import BASE_URL, lay_out, open_engine
from prepress.pdf.engine.engine_remarks import collected_remarks
from prepress.pdf.engine.parsed_html import parsed_once
from prepress.pdf.engine.reuse import engine_cache

ROOT = Path(__file__).parents[3]
LAYOUTS = Layouts((ROOT / "layouts",), (ROOT / "fonts",))
#: What a copy for a clinic has of its own: its colours, its names, and what follows from them.
COLOURS = ("#0f4c5c", "#5a2a6e", "#7a1f3d", "#00429d")
NAMES = ("Alpha", "A clinic of a very long name that fills more than a line of it", "مركز", "B & C")
RULES = """
p { border: 2px solid var(--primary); padding: var(--own, 1mm) } h1 { color: #123 }
div { width: var(--primary, 4em); hyphens: auto } li { list-style-type: square }
em { letter-spacing: 1px } a { font-size: 120%; position: relative; float: left }
h1 { text-indent: var(--wrong); --wrong: nothing at all } b { tab-size: 3px; float: right }
p { background: linear-gradient(var(--primary), var(--accent)) } p:has(b) { margin: 0 }
@page { @bottom-left { color: var(--accent); content: 'Foot' } } html { font-size: 9pt }
section { font-size: 1.1em } [dir=rtl] { margin-inline-start: 3mm }
em { border: var(--primary, 5px) solid } b i { position: absolute }
"""
#: Rules by which a value also follows from what else is asked for, or from the page.
OTHERS = (
    "",
    "p::first-line { font-size: 1.4em }",
    "p::first-letter { font-size: 2em; margin: 1em; padding: 1ex }",
    "section { padding: 9vw }",
)
TEXT = (
    "<p>Extraordinary words, <em>again</em> and <b>again <i>1</i></b>, and <a href='#x'>on</a>.</p>"
)


def copy_for(clinic: int, rules: str) -> str:
    """A document as it is made for a clinic."""
    brand = f"--primary: {COLOURS[clinic]};" * bool(clinic) + f"--accent: {COLOURS[-1]}"
    contact = f"<h2 id='clinic-{clinic}'>{NAMES[clinic]}</h2><ul><li>{clinic}</ul>"
    return (
        f"<!DOCTYPE html><html lang=en><head><title>{NAMES[clinic]}</title><style>{rules}</style>"
        f"<style>@page {{ size: {90 - 9 * clinic}mm 60mm }} :root {{ {brand} }}</style>"
        f"<style>:root {{ font-size: 11pt }}</style></head>"
        f"<body id=x><h1>One</h1><section><div>{TEXT * 4}</div></section>"
        f"<section style='--logo: {clinic}mm' dir={'rtl' if clinic == 2 else 'ltr'}>{contact}"
        f"</section></body></html>"
    )


def printed(html: str) -> tuple[bytes, list[str]]:
    with collected_remarks() as remarks:
        pages = lay_out(html, ROOT, LAYOUTS, {})
        return pages.write_pdf(pdf_identifier=b"same"), remarks


def alone(html: str) -> tuple[bytes, list[str]]:
    """As it is printed by a process that has printed nothing else."""
    engine_cache.cache_clear()
    return printed(html)


@pytest.mark.parametrize("others", OTHERS)
def test_copies_are_the_same_among_others_as_alone(others: str) -> None:
    copies = [copy_for(clinic, RULES + others) for clinic in range(4)]
    expected = [alone(each) for each in copies]
    engine_cache.cache_clear()
    assert [printed(each) for each in copies * 3] == expected * 3


def test_values_are_kept_from_the_second_copy_on(monkeypatch: pytest.MonkeyPatch) -> None:
    open_engine()
    engine_cache.cache_clear()
    asked: list[str] = []
    computed = import_module("weasyprint.css").ComputedStyle
    missing = computed.__missing__

    def note(self: Any, key: str) -> Any:
        asked.append(key)
        return missing(self, key)

    monkeypatch.setattr(computed, "__missing__", note)
    counts = []
    for clinic in (1, 2, 1, 2):
        asked.clear()
        printed(copy_for(clinic, "p { margin: 1mm }"))
        counts.append(len(asked))
    assert counts[3] < counts[0] / 2


@pytest.mark.parametrize(
    "head",
    [
        "<style>p { color: red }</style><style>b { color: red }</style>",
        "<style>p { color: red }\r\n</style><title>A</title>",
        "<style>p > b { content: '</title>' }</style><style media=print>p { color: red }</style>",
        "<title><style></title><style>p { color: red }</style>",
        "<style>stylesheet 2</style><style>stylesheet 1</style><style></style>",
        "<script><style>a</style></script><style>b</style>",
        "<!-- <style>a</style> --><style>b</style>",
        "<style>a</head></style>",
        "<style>a\0b &amp; c</style>",
    ],
)
def test_document_is_parsed_as_the_engine_parses_it(head: str) -> None:
    weasyprint = open_engine()
    from xml.etree.ElementTree import tostring

    html = f"<html><head>{head}</head><body><style>i {{}}</style><p>One<svg><style>c</style></svg>"
    whole = tostring(weasyprint.HTML(string=html, base_url=BASE_URL).etree_element)
    for _ in range(2):
        with parsed_once(html):
            source = weasyprint.HTML(string=html, base_url=BASE_URL)
        assert tostring(source.etree_element) == whole
        source.etree_element[1].clear()  # what becomes of one of them does not matter to the next
