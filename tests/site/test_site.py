"""The site needs nothing but a web server, keeps the rules of OPDS, and can be read by
everybody.
"""

from __future__ import annotations

import copy
import io
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import unquote

import pytest
from lxml import etree, html
from PIL import Image
from playwright.sync_api import Browser, Page

from prepress.site.opds import offers_in
from prepress.site.publishing import Publishing
from tests.browsing import alone, chromium, violations
from tests.shelf import Shelf
from tests.site.conftest import content, published, stocked
from tests.site.opds_rules import ACQUISITION, KIND, RULES, A, D, broken_rules


@pytest.fixture
def feed(site: Publishing) -> etree._Element:
    return etree.parse(str(site.folder / "catalogue.atom")).getroot()


@pytest.fixture
def index(site: Publishing) -> etree._Element:
    return html.fromstring((site.folder / "index.html").read_bytes())


def test_site_is_small_and_whole(site: Publishing) -> None:
    names = [f"{name}{end}" for name in site.published for end in ("-cover.png", ".epub", ".pdf")]
    names = [name.replace("2 schlaf-cover.png", "2 schlaf-cover.jpg") for name in names]
    names += ["catalogue.atom", "index.html", "site.css"]
    own = [name for name in content(site.folder) if not name.startswith("portal/")]
    assert sorted(own) == sorted(names)
    assert site.published == ("1 sleep", "2 schlaf", "3 šalom")
    for name in ("catalogue.atom", "index.html", "site.css"):
        assert (site.folder / name).stat().st_size < 8_000
    covers = [data for name, data in content(site.folder).items() if "-cover" in name]
    assert [Image.open(io.BytesIO(cover)).size for cover in covers] == [(320, 480)] * 3
    assert max(map(len, covers)) < 30_000


def test_every_address_is_relative_and_leads_to_a_file(
    site: Publishing, feed: etree._Element, index: etree._Element
) -> None:
    addresses = [each.get("href") or each.get("src") for each in index.iter("a", "img", "link")]
    addresses += [link.get("href") for link in feed.iter(f"{A}link")]
    assert len(addresses) > 20
    for address in addresses:
        path, _, fragment = address.partition("#")
        assert (site.folder / unquote(path)).is_file(), address
        assert not fragment or index.get_element_by_id(fragment) is not None
    text = (site.folder / "index.html").read_text("utf-8") + (site.folder / "site.css").read_text(
        "utf-8"
    )
    assert re.findall(r"https?:|//|@import|url\(|<script|<style|style=|\bon\w+=", text) == []


def test_catalogue_keeps_the_rules(feed: etree._Element) -> None:
    assert list(broken_rules(feed)) == []


def _remove(path: str) -> Callable[[etree._Element], None]:
    def change(feed: etree._Element) -> None:
        found = feed.find(path)
        assert found is not None
        found.getparent().remove(found)

    return change


def _set(path: str, name: str, value: str) -> Callable[[etree._Element], None]:
    def change(feed: etree._Element) -> None:
        found = feed.find(path)
        assert found is not None
        if name == "text":
            found.text = value
        else:
            found.set(name, value)

    return change


def _again(path: str) -> Callable[[etree._Element], None]:
    def change(feed: etree._Element) -> None:
        found = feed.find(path)
        assert found is not None
        found.addnext(copy.deepcopy(found))

    return change


_ENTRY, _OPEN = f"{A}entry", f"{A}entry/{A}link[@rel='{ACQUISITION}/open-access']"


@pytest.mark.parametrize(
    ("change", "clause"),
    [
        (lambda feed: feed.__setattr__("tag", f"{A}entry"), "RFC 4287, 4.1.1: the"),
        (_remove(f"{A}id"), "exactly one id"),
        (_again(f"{A}title"), "exactly one id"),
        (_remove(f"{_ENTRY}/{A}updated"), "so has every entry"),
        (_set(f"{_ENTRY}/{A}author/{A}name", "text", ""), "RFC 4287, 3.2"),
        (_set(f"{_ENTRY}/{A}updated", "text", "2026-11-23"), "RFC 4287, 3.3"),
        (_set(f"{_ENTRY}/{A}id", "text", "978-0"), "RFC 4287, 4.2.6"),
        (_again(_ENTRY), "share id and updated"),
        (_remove(f"{_ENTRY}/{A}link[@rel='alternate']"), "without content"),
        (_again(f"{_ENTRY}/{A}link[@rel='alternate']"), "share type"),
        (_again(f"{_ENTRY}/{A}summary"), "at most one summary"),
        (_set(f"{_ENTRY}/{A}category", "term", ""), "4.2.2.1"),
        (_set(_OPEN, "href", ""), "4.2.7"),
        (_set(f"{A}link[@rel='self']", "type", "text/xml"), "links to itself"),
        (_remove(f"{A}link[@rel='start']"), "root"),
        (lambda feed: [_remove(_OPEN)(feed) for _ in range(2)], "has an acquisition link"),
        (_set(_OPEN, "type", ""), "5.4: an"),
        (_set(_OPEN, "rel", f"{ACQUISITION}/buy"), "5.4.1"),
        (_set(f"{_ENTRY}/{A}link[@rel='http://opds-spec.org/image']", "type", "image/webp"), "5.2"),
        (_remove(f"{_ENTRY}/{D}language"), "names its language"),
        (_set(f"{_ENTRY}/{D}issued", "text", "Monday"), "day of issue"),
    ],
)
def test_every_rule_notices_what_breaks_it(
    feed: etree._Element, change: Callable[[etree._Element], None], clause: str
) -> None:
    assert sum(clause in rule for rule in RULES) == 1
    change(feed)
    assert [rule for rule in broken_rules(feed) if clause in rule]


def test_catalogue_says_what_the_metadata_say(site: Publishing, feed: etree._Element) -> None:
    sleep, schlaf, shalom = offers_in(site.folder / "catalogue.atom")
    assert (sleep.title, sleep.subtitle, sleep.description) == (
        "Sleep & <Healing>",
        "What helps",
        "A “short” guide.",
    )
    assert (sleep.authors, sleep.publisher, sleep.keywords) == (
        ("Ann Lee", "Ben Roe"),
        "Your Clinic",
        ("sleep", "rest"),
    )
    assert (sleep.identifier, sleep.updated) == ("978-0-00-000000-2", "2026-11-23T00:00:00Z")
    assert sleep.iri.startswith("urn:uuid:")
    assert (schlaf.lang, schlaf.cover.media_type, schlaf.updated[:10]) == (
        "de",
        "image/jpeg",
        "2026-11-20",
    )
    assert (shalom.date, shalom.title, shalom.name) == (None, "Šalom", "3 šalom")
    assert all(offer.is_there(site.folder) for offer in (sleep, schlaf, shalom))
    assert feed.findtext(f"{A}updated") == "2026-11-23T00:00:00Z"
    assert [link.get("type") for link in feed.findall(f"{A}link")] == [KIND, KIND, "text/html"]


def test_page_speaks_each_language(site: Publishing, index: etree._Element) -> None:
    articles = [" ".join(article.text_content().split()) for article in index.iter("article")]
    epub, pdf = (
        -(-(site.folder / f"1 sleep.{kind}").stat().st_size // 1024) for kind in ("epub", "pdf")
    )
    assert articles[0] == (
        "Sleep & <Healing> What helps A “short” guide. "
        f"Read on a phone or tablet (EPUB, {epub} KB): Sleep & <Healing> "
        f"Print, or read on a computer (PDF, {pdf} KB): Sleep & <Healing> "
        "Revised November 23, 2026 Language: English"
    )
    assert (
        "Auf Handy oder Tablet lesen" in articles[1]
        and "Stand: 20. November 2026 Sprache: Deutsch" in articles[1]
    )
    assert [(article.get("lang"), article.get("dir")) for article in index.iter("article")] == [
        ("en-US", "ltr"), ("de", "ltr"), ("he", "rtl")
    ]  # fmt: skip
    assert [link.get("lang") for link in index.xpath("//article[3]//a")] == [None, None]
    assert index.findtext(".//h1") == "Your Clinic"
    assert (index.get("lang"), index.findtext(".//title")) == (
        "en-US",
        "Publications – Your Clinic",
    )


def test_same_sources_give_the_same_bytes(site: Publishing, tmp_path: Path) -> None:
    assert content(published(stocked(Shelf(tmp_path / "elsewhere"))).folder) == content(site.folder)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as opened:
        yield opened


@pytest.fixture
def page(browser: Browser, site: Publishing) -> Iterator[Page]:
    with alone(browser, (site.folder / "index.html").as_uri(), site.folder.as_uri()) as opened:
        yield opened


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_page_fits_its_screen_and_axe_finds_nothing(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.locator("img").evaluate_all("all => all.every(each => each.naturalWidth === 320)")
    boxes = [link.bounding_box() for link in page.locator(".files a").all()]
    assert all(box and box["height"] >= 44 for box in boxes)
    assert violations(page) == []
