"""Links to chapters of one's own by the names that other tools give them lead to the chapters."""

from __future__ import annotations

import pytest

from tests.dialects.forms import Form, Shown
from tests.shelf import Shelf

LINKS = {
    "html": ("1-text.md", "part/two%20b.html#the-id"),
    "htm": ("1-text.md", "./part/two%20b.htm"),
    "rooted": ("1-text.md", "/part/two b"),
    "rooted-html": ("part/3.md", "/1-text.html"),
    "folder": ("1-text.md", "part/two%20b/"),
    "folder-id": ("1-text.md", "part/two%20b/#the-id"),
    "bare": ("1-text.md", "part/two%20b#the-id"),
    "quarto": ("1-text.md", "part/two%20b.qmd"),
    "up": ("part/3.md", "../1-text.html#words-of-the-first"),
    "neighbour": ("part/3.md", "../two%20b/"),
    "index": ("1-text.md", "part/"),
    "query": ("1-text.md", "part/two%20b.html?highlight=x#the-id"),
    "known-form": ("1-text.md", "part/two%20b.md"),
}
TEXTS = {
    "1-text.md": "# Words of the first\n",
    "part/two b.md": "# Second {#the-id}\n",
    "part/3.md": "# Third\n",
    "part/index.md": "# Index\n",
}


def form_of(file: str, address: str) -> Form:
    texts = {**TEXTS, file: f"{TEXTS[file]}\nSee [there](<{address}>).\n"}
    return Form(texts["1-text.md"], texts)


FORMS = {name: form_of(*link) for name, link in LINKS.items()}


@pytest.mark.parametrize("name", LINKS)
def test_link_leads_to_the_chapter(shown: dict[str, Shown], name: str) -> None:
    form = shown[name]
    assert form.codes == []
    (link,) = form.elements("//a[text()='there']")
    assert ".xhtml" in link.get("href", "")


def test_heading_of_the_chapter_is_found(shown: dict[str, Shown]) -> None:
    for name in ("html", "folder-id", "bare", "query"):
        (link,) = shown[name].elements("//a[text()='there']")
        assert link.get("href", "").endswith("#the-id")


def test_suggestion_names_no_id_that_no_author_wrote(shelf: Shelf) -> None:
    shelf.add({"1.md": "# One\n\nFact.[^who]\n\n[x](#fn-whom)\n\n[^who]: Them.\n"})
    (finding,) = shelf.galley().findings
    assert (finding.code, "#fn-" in finding.hint) == ("L-001", False)
