"""In a real browser: a save is seen, a mistake is named beside its page, and nobody loses the
place.
"""

from __future__ import annotations

import http.client
import json
import time
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit
from urllib.request import urlopen

import pypdfium2
import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.conformance.validators import HOME
from tests.preview.running import running
from tests.programs import program
from tests.shelf import SQUARE, Shelf

PAUSE_MS = 20_000
METADATA = (
    "title: Tiny\nlang: en\ncover-image: cover.svg\neditions: {print: {trim: a5}, epub: {}}\n"
)


def chapter(number: int) -> str:
    """A chapter of about one page, no two sentences of which are the same."""
    sentences = (
        f"Sentence {count} of chapter {number} says something of its own." for count in range(1, 27)
    )
    return f"# Chapter {number}\n\n{' '.join(sentences)}\n"


CHAPTERS = {f"{number}.md": chapter(number) for number in range(1, 5)}


@dataclass(frozen=True)
class Preview:
    """The command as it runs on a shelf."""

    shelf: Shelf
    address: str

    @property
    def round(self) -> int:
        """The number of the newest round."""
        with urlopen(f"{self.address}view.json", timeout=30) as answer:
            return int(json.load(answer)["round"])

    def mend(self) -> None:
        """Have all files as they were, and what is built of them."""
        before = self.round
        if self.save():
            deadline = time.monotonic() + PAUSE_MS / 1000
            while self.round == before and time.monotonic() < deadline:
                time.sleep(0.05)

    def save(self, metadata: str = METADATA, **added: str) -> bool:
        """Have all files as they were, but that c3="…" is added to the third chapter; whether that
        wrote anything.
        """
        files = {"book.yaml": metadata}
        for name, text in CHAPTERS.items():
            more = added.get(f"c{name.removesuffix('.md')}")
            files[name] = f"{text}\n{more}\n" if more else text
        folder = self.shelf.root / "sources" / "tiny"
        changed = {
            name: text for name, text in files.items() if (folder / name).read_text("utf-8") != text
        }
        for name, text in changed.items():
            (folder / name).write_text(text, "utf-8")
        return bool(changed)


@pytest.fixture(scope="module")
def preview(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Preview]:
    """The command, which is interrupted at last as by Ctrl-C."""
    shelf = Shelf(tmp_path_factory.mktemp("watched") / "hand outs é").add(
        {**CHAPTERS, "cover.svg": SQUARE}, metadata=METADATA
    )
    with running(shelf, "--read-only") as address:
        yield Preview(shelf, address)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    chromium = program("chromium", "run apt-get install chromium.")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium, args=["--no-sandbox", "--disable-dev-shm-usage"]
        )
        yield browser
        browser.close()


@pytest.fixture
def page(preview: Preview, browser: Browser) -> Iterator[Page]:
    """The page in a fresh window, with the chapters as they were; nothing may go wrong in its
    console.
    """
    preview.mend()
    page = browser.new_page(viewport={"width": 1280, "height": 700})
    page.set_default_timeout(PAUSE_MS)
    expect.set_options(timeout=PAUSE_MS)
    wrong: list[str] = []
    page.on(
        "console",
        lambda message: (
            wrong.append(message.text) if message.type in ("error", "warning") else None
        ),
    )
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.goto(preview.address)
    expect(page.locator("#status")).to_contain_text("nothing to mend")
    expect(page.locator(".card")).to_have_count(0)
    yield page
    page.close()
    assert wrong == []


def scrolled(page: Page) -> int:
    return int(page.evaluate("Math.round(scrollY)"))


def page_of(preview: Preview, words: str) -> int:
    """The page (from 1) of the print edition that holds `words`."""
    with pypdfium2.PdfDocument(preview.shelf.root / "output" / "tiny.pdf") as document:
        texts = [" ".join(page.get_textpage().get_text_range().split()) for page in document]
    return next(number for number, text in enumerate(texts, 1) if words in text)


def looks(page: Page) -> list[str]:
    return [
        str(look)
        for look in page.eval_on_selector_all(
            ".sheet img", "all => all.map(each => each.dataset.digest)"
        )
    ]


def test_change_is_seen_where_the_reader_is(preview: Preview, page: Page) -> None:
    page.evaluate("scrollTo(0, 900)")
    before, pages = scrolled(page), page.locator(".sheet").count()
    first = looks(page)
    preview.save(c2="These words are new.")
    page.wait_for_function(
        "look => document.querySelectorAll('.sheet img')[1].dataset.digest !== look", arg=first[1]
    )
    page.wait_for_function(
        "() => [...document.querySelectorAll('.sheet img')].every(each => each.srcset)"
    )
    assert page.locator(".sheet").count() == pages
    assert scrolled(page) == before > 0


def test_mistake_is_named_beside_its_page_and_goes_once_it_is_mended(
    preview: Preview, page: Page
) -> None:
    good, number = looks(page), page_of(preview, "Sentence 26 of chapter 3")
    page.locator(".sheet").nth(number - 1).evaluate("each => each.scrollIntoView()")
    before = scrolled(page)
    preview.save(c3="Call {{ clinic.fon }}.")
    card = page.locator(f".page:nth-child({number}) .card")
    expect(card).to_contain_text("Error")
    expect(card.locator("code")).to_have_text("sources/tiny/3.md:5")
    expect(page.locator(".card")).to_have_count(1)
    expect(page.locator("#last-good")).to_be_visible()
    expect(page.locator(f".page:nth-child({number}) figcaption")).to_contain_text("last good")
    assert looks(page) == good
    page.locator("#first").click()
    expect(card).to_be_focused()
    preview.save()
    expect(page.locator(".card")).to_have_count(0)
    expect(page.locator("#last-good")).to_be_hidden()
    assert before > 0


def test_mistake_in_the_metadata_leaves_the_page_in_sight_where_it_is(
    preview: Preview, page: Page
) -> None:
    page.evaluate("scrollTo(0, 900)")
    top = page.locator(".sheet").nth(1).evaluate("each => each.getBoundingClientRect().top")
    preview.save(metadata=f"{METADATA}authr: Ann\n")
    expect(page.locator("#general .card code")).to_have_text("sources/tiny/book.yaml:5")
    now = page.locator(".sheet").nth(1).evaluate("each => each.getBoundingClientRect().top")
    assert abs(now - top) <= 1
    assert scrolled(page) > 900


def test_save_that_changes_no_page_asks_for_no_picture(preview: Preview, page: Page) -> None:
    expect(page.locator(".sheet img").first).to_have_js_property("complete", True)
    asked: list[str] = []
    page.evaluate("""() => {
        window.touched = 0;
        new MutationObserver((all) => { window.touched += all.length; })
            .observe(document.getElementById("pages"), {attributes: true, attributeFilter: ["srcset"], subtree: true});
    }""")
    page.on("request", lambda request: asked.append(urlsplit(request.url).path))
    # Not by the time that the page shows: two builds may end in the same second.
    with page.expect_response("**/view.json*", timeout=20_000):
        preview.save(c1="<!-- a remark -->")
    assert [path for path in asked if path.startswith("/proofs/")] == []
    assert "/view.json" in asked
    page.wait_for_timeout(200)
    assert page.evaluate("window.touched") == 0, "a picture was set again, which can flicker"


#: The view on the screen, as if its second page were a new one of a book that is being made.
COMING = """() => {
    const pages = shown.pages.map((page, at) => ({...page, is_new: at === 1}));
    show({...shown, is_coming: true, pages});
}"""


def test_pages_that_come_before_the_whole_book_are_marked(page: Page) -> None:
    captions = page.locator("figcaption")
    expect(captions.nth(1)).to_contain_text("2 of ")
    page.evaluate(COMING)
    assert captions.all_text_contents()[:3] == ["1", "2 · new, numbers on it may still change", "3"]
    expect(page.locator("#status")).to_have_text("Building …")
    expect(page.locator("#last-good")).to_be_hidden()
    page.evaluate("refresh()")
    expect(captions.nth(1)).to_contain_text("2 of ")
    expect(page.locator("#status")).to_contain_text("Built at")


def test_long_book_is_shown_without_laying_out_the_page_again_for_each_of_its_own(
    page: Page,
) -> None:
    page.evaluate("show({...shown, pages: Array(60).fill(shown.pages).flat()})")
    browser = page.context.new_cdp_session(page)
    browser.send("Performance.enable")

    def layouts() -> int:
        measured = browser.send("Performance.getMetrics")["metrics"]
        return next(int(each["value"]) for each in measured if each["name"] == "LayoutCount")

    before = layouts()
    page.evaluate(COMING)
    assert layouts() - before < 20
    browser.detach()


def test_epub_keeps_its_section_and_its_place(preview: Preview, page: Page) -> None:
    page.get_by_role("link", name="EPUB").click()
    page.locator("#section").select_option(label="Chapter 4")
    frame = page.frame_locator("iframe:not(.coming)")
    expect(frame.locator("h1")).to_have_text("Chapter 4")
    page.locator("iframe").evaluate("each => each.contentWindow.scrollTo(0, 200)")
    preview.save(c4="These words are new too.")
    expect(frame.locator("body")).to_contain_text("These words are new too.")
    assert page.locator("iframe:not(.coming)").evaluate("each => each.contentWindow.scrollY") == 200
    expect(page.locator("#section")).to_have_value("EPUB/4.xhtml")
    page.reload()
    expect(frame.locator("h1")).to_have_text("Chapter 4")


def test_screen_can_be_wider_and_its_text_larger(page: Page) -> None:
    page.get_by_role("link", name="EPUB").click()
    page.locator("#section").select_option(label="Chapter 1")
    expect(page.frame_locator("iframe:not(.coming)").locator("h1")).to_have_text("Chapter 1")
    iframe = page.locator("iframe")
    assert iframe.get_attribute("sandbox") == "allow-same-origin", "a script could run"
    assert iframe.evaluate("each => each.clientWidth") == 390
    size = "each => parseFloat(each.contentWindow.getComputedStyle(each.contentDocument.body).fontSize)"
    usual = iframe.evaluate(size)
    page.locator("#width").select_option("tablet")
    page.locator("#text").select_option("150")
    assert iframe.evaluate("each => each.clientWidth") > 700
    assert iframe.evaluate(size) == pytest.approx(1.5 * usual)


def test_everybody_can_use_it(preview: Preview, page: Page) -> None:
    axe = HOME / "node_modules" / "@daisy" / "axe-core-for-ace" / "axe.min.js"
    program("ace", "run tests/conformance/install.sh.", HOME / "bin")
    preview.save(c2="![](gone.png)", c3="### Skips")
    expect(page.locator(".card")).to_have_count(2)
    page.evaluate(axe.read_text("utf-8"))
    broken = []
    for edition in ("EPUB", "Print"):
        page.get_by_role("link", name=edition).click()
        expect(page.get_by_role("link", name=edition)).to_have_attribute("aria-current", "page")
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
            found = page.evaluate("axe.run({iframes: false})")
            broken += [
                (edition, scheme, each["id"], each["nodes"][0]["html"])
                for each in found["violations"]
            ]
    assert broken == []


def test_keyboard_stays_where_it_was(preview: Preview, page: Page) -> None:
    page.get_by_role("link", name="Print").focus()
    picture = page.locator(".sheet img").first
    before = picture.get_attribute("srcset") or ""
    preview.save(c1="New words.")
    expect(picture).not_to_have_attribute("srcset", before)
    expect(page.get_by_role("link", name="Print")).to_be_focused()


@pytest.mark.parametrize(
    "headers",
    [
        {"Host": "clinic.example"},
        {"Origin": "https://clinic.example"},
        {"Sec-Fetch-Site": "cross-site"},
    ],
)
def test_pages_of_other_sites_learn_nothing(preview: Preview, headers: dict[str, str]) -> None:
    server = http.client.HTTPConnection(urlsplit(preview.address).netloc, timeout=5)
    server.request("GET", "/view.json", headers=headers)
    assert server.getresponse().status == 403
    server.close()
