"""B-007: the rules of PDF/UA-1 and PDF/A-2a that can be looked up in the objects."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from pikepdf import Array, Dictionary, Name, Pdf

from prepress.checks.preflight.demands import Demands
from prepress.checks.preflight.preflight import preflight
from tests.checks.preflight.sheets import opened, said, saved
from tests.pdf.pages import pages_of
from tests.shelf import SQUARE, Shelf

Breaker = Callable[[Pdf], object]


def found(data: bytes) -> list[str]:
    return said(preflight(data, "tiny.pdf", Demands(ppi=150)), "B-007")


def link(pdf: Pdf) -> Dictionary:
    annotation = pdf.pages[0].Annots[0]
    assert isinstance(annotation, Dictionary)
    return annotation


def without(metadata: str) -> Breaker:
    """Take a property out of the metadata."""

    def edit(pdf: Pdf) -> None:
        packet = pdf.Root.Metadata.read_bytes().decode()
        start, end = (
            packet.index(f"<{metadata}>"),
            packet.index(f"</{metadata}>") + len(metadata) + 3,
        )
        pdf.Root.Metadata.write((packet[:start] + packet[end:]).encode())

    return edit


def program(pdf: Pdf) -> Dictionary:
    return Dictionary(S=Name.JavaScript, JS="app.alert(1)")


BROKEN: dict[str, tuple[Breaker, str]] = {
    "no mark": (
        lambda pdf: pdf.Root.MarkInfo.__setitem__("/Marked", False),
        "does not say that it is tagged",
    ),
    "no tags": (lambda pdf: pdf.Root.__delitem__("/StructTreeRoot"), "has no tags"),
    "no language": (lambda pdf: pdf.Root.__delitem__("/Lang"), "in which language"),
    "empty language": (lambda pdf: pdf.Root.__setitem__("/Lang", ""), "in which language"),
    "file name shown": (
        lambda pdf: pdf.Root.__delitem__("/ViewerPreferences"),
        "title to be shown",
    ),
    "no title": (without("dc:title"), "have no title"),
    "no claim of PDF/UA": (without("pdfuaid:part"), "do not claim PDF/UA-1"),
    "no claim of PDF/A": (without("pdfaid:part"), "do not claim PDF/A-2"),
    "no metadata": (lambda pdf: pdf.Root.__delitem__("/Metadata"), "have no title"),
    "no profile": (lambda pdf: pdf.Root.__delitem__("/OutputIntents"), "colour profile"),
    "Tab key": (lambda pdf: pdf.pages[0].obj.__delitem__("/Tabs"), "Tab key"),
    "silent link": (lambda pdf: link(pdf).__delitem__("/Contents"), "1 link without a description"),
    "loose link": (lambda pdf: link(pdf).__delitem__("/StructParent"), "1 link that no tag"),
    "lost link": (lambda pdf: link(pdf).__setitem__("/StructParent", 999), "1 link that no tag"),
    "program at opening": (
        lambda pdf: pdf.Root.__setitem__("/OpenAction", program(pdf)),
        "JavaScript",
    ),
    "program in a link": (lambda pdf: link(pdf).__setitem__("/A", program(pdf)), "JavaScript"),
    "program on a page": (
        lambda pdf: pdf.pages[0].obj.__setitem__("/AA", Dictionary(O=program(pdf))),
        "JavaScript",
    ),
    "programs by name": (
        lambda pdf: pdf.Root.__setitem__(
            "/Names", Dictionary(JavaScript=Dictionary(Names=Array()))
        ),
        "JavaScript",
    ),
}


@pytest.mark.parametrize("name", BROKEN)
def test_broken_rule_is_found(handout: bytes, name: str) -> None:
    breaker, expected = BROKEN[name]
    pdf = opened(handout)
    breaker(pdf)
    assert any(expected in what for what in found(saved(pdf)))


@pytest.fixture
def pictured(shelf: Shelf) -> bytes:
    """Two pictures with alt text on one page."""
    shelf.add(
        {
            "1.md": "# One\n\n![A square](s.svg)\n\nWords.\n\n![Another](t.svg)\n",
            "s.svg": SQUARE,
            "t.svg": SQUARE,
        }
    )
    return pages_of(shelf).printed.data


def figures(pdf: Pdf) -> list[Dictionary]:
    return [
        each
        for each in pdf.objects
        if isinstance(each, Dictionary) and each.get("/S") == Name.Figure
    ]


def test_pictures_with_alt_text_are_fine(pictured: bytes) -> None:
    assert len(figures(opened(pictured))) == 2
    assert not found(pictured)


def test_pictures_without_alt_text_are_counted(pictured: bytes) -> None:
    pdf = opened(pictured)
    for figure in figures(pdf):
        del figure["/Alt"]
    (what,) = found(saved(pdf))
    assert "Page 1 has 2 pictures without alt text" in what


def test_picture_of_another_role_needs_alt_text_too(pictured: bytes) -> None:
    pdf = opened(pictured)
    figure = figures(pdf)[0]
    figure.S, figure.Alt = Name.Chart, " "
    pdf.Root.StructTreeRoot.RoleMap = Dictionary(Chart=Name.Figure)
    (what,) = found(saved(pdf))
    assert "1 picture without alt text" in what


def test_words_in_place_of_the_picture_are_fine(pictured: bytes) -> None:
    pdf = opened(pictured)
    figure = figures(pdf)[0]
    del figure["/Alt"]
    figure.ActualText = "Square"
    assert not found(saved(pdf))
