"""The site's page passes the W3C's checker of HTML and CSS."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.conformance.conftest import ROOT, makebook
from tests.conformance.validators import vnu

pytestmark = pytest.mark.validators


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the handout that this project publishes, and of one that says the least that it
    may.
    """
    project = tmp_path_factory.mktemp("site")
    shutil.copytree(ROOT / "sources", project / "sources")
    (project / "sources" / "a b & c.md").write_text(
        "---\ntitle: <Schlaf>\nlang: de\n---\n\nText.\n", "utf-8"
    )
    makebook(project, "publish")
    return project / "output" / "site"


def test_page_and_stylesheet_are_valid(site: Path) -> None:
    assert vnu(site / "index.html", site / "site.css") == []


def test_articles_for_portals_are_valid(site: Path, tmp_path: Path) -> None:
    articles = sorted((site / "portal" / "handouts").glob("*/article.html"))
    pages = [tmp_path / f"{number}.html" for number in range(len(articles))]
    for page, article in zip(pages, articles, strict=True):
        held = f"<!DOCTYPE html><html lang=en><title>x</title>{article.read_text('utf-8')}</html>"
        page.write_text(held, "utf-8")
    assert len(pages) == 3
    said = [each for each in vnu(*pages) if "Trailing slash on void" not in each]
    assert said == []


def test_checker_sees_what_is_wrong(tmp_path: Path) -> None:
    page = tmp_path / "index.html"
    page.write_text("<!DOCTYPE html><html lang=en><title>x</title><p><div>", "utf-8")
    (tmp_path / "site.css").write_text("p { colour: red }", "utf-8")
    found = vnu(page, tmp_path / "site.css")
    assert {each.split(":")[0].rpartition(" at ")[2] for each in found} == {
        "index.html",
        "site.css",
    }
