"""What layouts are given: plain values and small frozen views, wherever one of ours is filled."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from pathlib import Path
from types import BuiltinMethodType, MappingProxyType
from typing import Any

import pytest
from jinja2 import Undefined
from jinja2.exceptions import SecurityError
from markupsafe import Markup

from prepress.building.report import BuildRequest
from prepress.epub.landmarks import Landmark
from prepress.epub.page_list import PageEntry
from prepress.files.atomic import write_whole
from prepress.galley.book_parts import BookPart
from prepress.galley.contents import ContentsEntry
from prepress.galley.galley import Heading, ListedCaption, SetChapter
from prepress.layouts.layouts import Layouts
from prepress.layouts.running_lines import LinePart, RunningLines
from prepress.layouts.sandbox import LayoutEnvironment
from prepress.layouts.views import ClinicView, MetadataView, PictureView, WordsView
from prepress.manuscript.metadata import Accessibility, Contact
from prepress.pdf.fitting import Fit
from prepress.pdf.paper import PaperChapter
from prepress.preview.app import app
from prepress.preview.feed import Feed
from prepress.preview.recent_screens import RecentScreens
from prepress.preview.soft_proofs import SoftProofs
from prepress.preview.view import PreviewProject
from prepress.project.project import shipped_folder
from prepress.releases.diff.differences import diff
from prepress.releases.diff.page_changes import Phrase
from prepress.releases.diff.pairs import DiffRequest
from prepress.releases.diff.report_page import (
    EditionChangesView,
    MarkView,
    PageChangeView,
    PageView,
)
from prepress.screen.nav import NavEntry
from prepress.site.index import FileView, ListingView, OfferView
from prepress.site.publishing import publish
from prepress.web.page_views import PageLink, WebPageView
from tests.docs.manual import table
from tests.preview.asgi import PORT, ask
from tests.shelf import SQUARE, Shelf

LONE = {str, Markup, int, float, bool, type(None), dt.date}
PLAIN = {*LONE, list, tuple, dict, MappingProxyType}
#: Each of these is frozen, and none has a method that does anything.
VIEWS = {
    *(
        Accessibility,
        ClinicView,
        Contact,
        NavEntry,
        *(BookPart, ContentsEntry, Landmark, ListedCaption),
        Fit,
        Heading,
        MetadataView,
        PageEntry,
        PaperChapter,
        PictureView,
    ),
    *(RunningLines, LinePart),
    *(SetChapter, WordsView, FileView, ListingView, OfferView),
    *(PageLink, WebPageView),
    *(EditionChangesView, MarkView, PageChangeView, PageView, Phrase),
}
#: Text is filled in the sandbox's own way, and never longer than it allows.
GUARDED = {"center", "format", "format_map", "ljust", "rjust", "zfill"}

METADATA = """title: Rest
subtitle: A short guide
lang: {lang}
author: [Ann Lee, Ben Roe]
translator: Eva Ruiz
date: 2026-11-23
description: A short guide.
keywords: [rest]
rights: © 2026
publisher: The Press
identifier: urn:isbn:9780000000002
reviewed: 2026-11-20
reviewer: Dr. Lee
review-by: 2027-11-20
layout: {layout}
look: {{foot: "{{{{ clinic.name }}}} · {{{{ revised }}}}", head: "{{{{ title }}}}"}}
terms: [rest]
lof: true
lot: true
{notes}
edition: Second edition
printing: First printing
credits: [Cover by Ann Lee]
accessibility: {{hazards: none}}
contact: {{name: Our Clinic, phone: 555-0100, web: "https://clinic.example", crisis: Call., address: 1 Main Street}}
editions: {{print: {{pages: 40}}, press: {{}}, epub: {{}}, web: {{}}, cover: {{spine: 9mm}}{more}}}
"""
MORE = ", large-print: {}, booklet: {}, leaflet: {}, poster: {}, card: {}"
TEXT = (
    "# One\n\n[A link](https://a.example) and a note.[^1]\n\n## More\n\n![A "
    "square](square.svg)\n\n| a |\n|---|\n| b |\n\n: A table\n\n[^1]: A note.\n"
)


@dataclass(frozen=True)
class Rendering:
    """One filling of a layout."""

    name: str
    environment: LayoutEnvironment
    context: Mapping[str, object]


@pytest.fixture(scope="module")
def renderings(tmp_path_factory: pytest.TempPathFactory) -> list[Rendering]:
    """Every filling of a layout while books, a site, a report of changes and the preview's page are
    made.
    """
    found: list[Rendering] = []
    filling = Layouts.render

    def record(layouts: Layouts, name: str, **context: object) -> str:
        found.append(Rendering(name, layouts._environment, context))
        return filling(layouts, name, **context)

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(Layouts, "render", record)
        patched.setenv("MAKEBOOK_TODAY", "2026-11-24")
        make_everything(Shelf(tmp_path_factory.mktemp("plain")))
    return found


def make_everything(shelf: Shelf) -> None:
    for name, lang, layout in (("hand", "en", "handout"), ("book", "eu", "book")):
        files = {"1.md": TEXT, "2.md": "# Two\n\nMore.\n", "square.svg": SQUARE}
        notes, more = ("notes: book", "") if layout == "book" else ("", MORE)
        shelf.add(files, name, METADATA.format(lang=lang, layout=layout, notes=notes, more=more))
    (shelf.root / "sources" / "clinic.yaml").write_text(
        'name: Our Clinic\nlogo: logo.svg\nprimary: "#0f4c5c"\n'
    )
    (shelf.root / "sources" / "logo.svg").write_text(SQUARE)
    assert not shelf.build().failures
    assert not publish(shelf.project, BuildRequest(), lambda step: None).report.failures
    write_whole(shelf.root / "sources" / "hand" / "releases.txt", b"aaaa-1111\t\tRest\n")
    old = (shelf.root / "output" / "book.pdf").read_bytes()
    write_whole(shelf.root / "output" / "releases" / "aaaa-1111" / "hand.pdf", old)
    assert diff(shelf.project, DiffRequest(), shelf.root, lambda step: None).report
    proofs = SoftProofs()
    assert (
        ask(app(PreviewProject(shelf.project, proofs, RecentScreens()), Feed(), PORT), "/").status
        == 200
    )
    proofs.close()


def test_every_layout_that_is_filled_by_itself_is_among_them(renderings: list[Rendering]) -> None:
    included = {
        "addresses.html",
        "contact-lines.html",
        "contents.html",
        "notes.html",
        "notices.html",
    }
    included |= {"running-foot.html", "running-head.html", "running-line.html", "text.html"}
    included |= {"half-title.html", "page-head.html", "cover-front.html"}
    files = {
        file.name
        for kind in ("*.html", "*.xhtml", "book/*.html")
        for file in shipped_folder("layouts").glob(kind)
    }
    assert {each.name for each in renderings} == files - included


@pytest.mark.parametrize("name", ["document.html", "contact.html", "cover.html"])
def test_manual_names_what_layouts_get(renderings: list[Rendering], name: str) -> None:
    names = set(re.findall(r"^\| `(\w+)`", table("layouts"), re.MULTILINE))
    assert names
    for each in renderings:
        if each.name == name:
            assert names <= {*each.context}


def test_layouts_reach_plain_values_and_views_alone(renderings: list[Rendering]) -> None:
    seen: dict[object, object] = {}
    wrong = {
        f"{each.name}: {path}"
        for each in renderings
        for name, value in each.context.items()
        for path in wrongs(each.environment, value, name, seen)
    }
    assert wrong == set()


def wrongs(
    environment: LayoutEnvironment, value: Any, path: str, seen: dict[object, object]
) -> Iterator[str]:
    """The paths of all that a layout can reach from `value` and that is no plain value; what was
    `seen` is not looked at again.
    """
    if was_seen(value, seen):
        return
    if wrong := what_is_wrong(type(value)):
        yield f"{path} {wrong}"
        return
    for name in names_of(value):
        try:
            asked = environment.getattr(value, name)
        except SecurityError as error:
            yield f"{path}.{name}: {error}"
            continue
        if isinstance(asked, Undefined):
            continue
        if name.startswith("_"):
            yield f"{path}.{name} can be reached"
        elif not callable(asked):
            yield from wrongs(environment, asked, f"{path}.{name}", seen)
        elif not is_harmless(asked, value, name):
            yield f"{path}.{name} can be called"
    for key, item in items_of(value):
        yield from wrongs(environment, key, f"a key of {path}", seen)
        yield from wrongs(environment, item, f"{path}[{key!r}]", seen)


def what_is_wrong(kind: type) -> str:
    """What is wrong with handing such a value to a layout; empty where nothing is."""
    if kind not in PLAIN | VIEWS:
        return f"is a {kind.__name__}"
    is_frozen = is_dataclass(kind) and kind.__dataclass_params__.frozen  # type: ignore[attr-defined]
    return "" if kind in PLAIN or is_frozen else "is not frozen"


def names_of(value: Any) -> set[str]:
    """The names that a layout might ask of it."""
    own = fields(value) if type(value) in VIEWS else ()
    return {*dir(value), *(each.name for each in own)}


def was_seen(value: Any, seen: dict[object, object]) -> bool:
    """Whether it, or a word or number like it, was seen before; it is kept, since another value could
    get its id.
    """
    one = type(value) if type(value) in LONE else id(value)
    known = one in seen
    seen.setdefault(one, value)
    return known


def is_harmless(method: Callable[..., Any], owner: Any, name: str) -> bool:
    """Whether it is a method that a plain value has of itself, or a day's words."""
    if type(owner) is WordsView:
        return name == "date"
    if type(owner) in (str, Markup):
        return name in GUARDED or getattr(method, "__self__", None) is owner
    return (
        type(owner) in PLAIN
        and type(method) is BuiltinMethodType
        and name not in ("today", "fromtimestamp")
    )


def items_of(value: Any) -> list[tuple[Any, Any]]:
    if isinstance(value, (dict, MappingProxyType)):
        return list(value.items())
    return list(enumerate(value)) if isinstance(value, (list, tuple)) else []


@pytest.mark.parametrize(
    "value", [Path("x"), print, object(), SQUARE.encode(), {1}, Shelf], ids=lambda it: str(it)[:9]
)
def test_nothing_else_is_handed_to_a_layout(value: object) -> None:
    with pytest.raises(SecurityError, match="a layout cannot hold a"):
        Layouts((shipped_folder("layouts"),), ()).render("titlepage.html", logo=value)


def test_nothing_else_is_found_in_a_view() -> None:
    @dataclass(frozen=True)
    class Careless:
        path: Path

    environment = Layouts((shipped_folder("layouts"),), ())._environment
    assert list(wrongs(environment, (Careless(Path("x")),), "it", {})) == ["it[0] is a Careless"]
    with pytest.raises(SecurityError, match="cannot hold a PosixPath"):
        environment.getattr(Careless(Path("x")), "path")
