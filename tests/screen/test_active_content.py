"""What a project's own layouts would have a reading system run or fetch is refused, and the layout
named.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import etree

from prepress.errors import SourceError
from prepress.layouts.layouts import Layouts
from prepress.screen.active_content import refuse_active_content
from tests.epub.galleys import chapter, galley, layouts, open_epub
from tests.shelf import Shelf

ACTIVE = [
    "<script>alert(1)</script>",
    '<SCRIPT src="x.js"></SCRIPT>',
    '<iframe src="https://example.org/"></iframe>',
    '<object data="https://example.org/x.swf"></object>',
    '<svg xmlns="http://www.w3.org/2000/svg"><foreignObject><p>x</p></foreignObject></svg>',
    '<svg xmlns="http://www.w3.org/2000/svg"><use href="https://example.org/x.svg#a"/></svg>',
    '<p onclick="x()">a</p>',
    '<p ONLOAD = "x()">a</p>',
    '<p><a href="java&#115;cript:x()">a</a></p>',
    '<p style="background: url(https://example.org/x.png)">a</p>',
    '<form action="https://example.org/"><p>a</p></form>',
    '<link rel="stylesheet" href="https://example.org/x.css"/>',
]
HARMLESS = (
    '<p style="color: #123456">Write javascript: or onload="x" nowhere; '
    '<a href="https://example.org/">why</a>.</p>\n'
)


def own_layout(root: Path, text: str) -> Path:
    """A layout of the project that stands in every EPUB."""
    layout = root / "layouts" / "draft-note.html"
    layout.parent.mkdir(parents=True, exist_ok=True)
    layout.write_text(text, "utf-8")
    return layout


@pytest.mark.parametrize("written", ACTIVE)
def test_active_content_is_refused_at_its_line(tmp_path: Path, written: str) -> None:
    layout = own_layout(tmp_path, f"<p>One</p>\n{written}\n")
    text = f'<html xmlns="http://www.w3.org/1999/xhtml"><body>{written}</body></html>'
    own = Layouts((layout.parent,), ())
    with pytest.raises(SourceError, match="into the EPUB") as caught:
        refuse_active_content(text, etree.fromstring(text), own, "1.xhtml")
    assert str(caught.value.place) == f"{layout}:2"


def test_document_with_an_entity_is_refused_at_its_line(tmp_path: Path) -> None:
    text = (
        '<?xml version="1.0"?>\n<!DOCTYPE html [<!ENTITY e SYSTEM "file:///etc/passwd">]>\n'
        '<html xmlns="http://www.w3.org/1999/xhtml"><body>&e;</body></html>'
    )
    layout = tmp_path / "document.xhtml"
    layout.write_text(text, "utf-8")
    with pytest.raises(SourceError, match="<!ENTITY” into the EPUB") as caught:
        open_epub(galley(chapter("one", "<p>1</p>")), layouts("handout", tmp_path))
    assert str(caught.value.place) == f"{layout}:2"


def test_layout_with_a_script_gives_no_epub(shelf: Shelf) -> None:
    own_layout(shelf.root, ACTIVE[0])
    shelf.add({"1.md": "# T\n\nText.\n"})
    report = shelf.build("epub")
    assert ["into the EPUB" in failure.what for failure in report.failures] == [True]
    assert not (shelf.root / "output" / "tiny.epub").exists()
    own_layout(shelf.root, HARMLESS)
    assert shelf.build("epub").failures == ()
