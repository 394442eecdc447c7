"""An hour's work in the browser alone, without a mouse: a handout is written, mended and looked at."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browsing import AXE, REMEDY, chromium
from tests.conformance.validators import HOME
from tests.preview.running import PAUSE_S, running
from tests.programs import program
from tests.shelf import SQUARE, Shelf

BEGINNING = """\
# What it says of itself.
title: Your Title   # write over this
lang: en-US
contact: {name: North}
editions: {print: {trim: a5}, web: {}}
"""
DROP = """(text) => {
    const dropped = new DataTransfer();
    dropped.items.add(new File([text], "Two Rooms.svg", {type: "image/svg+xml"}));
    const content = document.querySelector(".cm-content");
    content.dispatchEvent(new DragEvent("drop", {bubbles: true, cancelable: true, dataTransfer: dropped}));
}"""
PASTE = """(text) => {
    const copied = new DataTransfer();
    copied.setData("text/plain", text);
    const pasted = new ClipboardEvent("paste", {bubbles: true, cancelable: true, clipboardData: copied});
    document.querySelector(".cm-content").dispatchEvent(pasted);
}"""
LINE = """() => {
    const {anchorNode} = getSelection();
    return (anchorNode.closest ? anchorNode : anchorNode.parentElement).closest(".cm-line").textContent;
}"""
PARTS = range(1, 31)
FOCUS = "document.activeElement.textContent.trim()"


@dataclass(frozen=True)
class Author:
    """Somebody who writes a handout with the keyboard."""

    page: Page
    shelf: Shelf

    @property
    def text(self) -> str:
        """The text as it lies on the disk."""
        return self.file("1.md").read_text("utf-8")

    def file(self, name: str) -> Path:
        """A file of the handout."""
        return self.shelf.root / "sources" / "tiny" / name

    def press(self, *keys: str) -> None:
        """Press these keys, one after another."""
        for key in keys:
            self.page.keyboard.press(key)

    def type(self, text: str) -> None:
        """Type `text` as it comes out of a keyboard."""
        self.page.keyboard.type(text)

    def use(self, name: str) -> None:
        """Go from the text to a tool by its name, and use it."""
        self.press("Shift+Tab", "Home")
        for _ in range(20):
            if self.page.evaluate(FOCUS).startswith(name):
                break
            self.press("ArrowRight")
        assert self.page.evaluate(FOCUS).startswith(name)
        self.press("Enter")

    def saved(self) -> None:
        """Wait until all is saved."""
        expect(self.page.locator("#saved")).to_have_text("Saved")


def open_late(page: Page, address: str) -> None:
    """Open the preview so that its pages are there before the editor, as on a slow machine."""
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    page.route("**/codemirror.js", hold)
    page.goto(address, wait_until="commit")
    expect(page.locator("#pages .sheet").first).to_be_attached()
    page.wait_for_timeout(500)  # until nothing else tells of a round
    held[0].continue_()


@pytest.fixture(scope="module")
def beginner(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Author]:
    shelf = Shelf(tmp_path_factory.mktemp("written") / "hand outs é").add(
        {"1.md": "## Write over this\n"}, metadata=BEGINNING
    )
    with running(shelf) as address, chromium() as browser:
        page = browser.new_page(viewport={"width": 1280, "height": 700})
        page.set_default_timeout(PAUSE_S * 1000)
        expect.set_options(timeout=PAUSE_S * 1000)
        wrong: list[str] = []
        page.on("console", lambda said: wrong.append(said.text) if said.type != "log" else None)
        page.on("pageerror", lambda error: wrong.append(str(error)))
        open_late(page, address)
        expect(page.locator(".cm-content")).to_contain_text("Write over this")
        yield Author(page, shelf)
        assert [each for each in wrong if "409" not in each] == []


@pytest.fixture
def author(beginner: Author) -> Author:
    """The author in an empty text, with the keyboard in it."""
    beginner.page.set_viewport_size({"width": 1280, "height": 700})
    beginner.page.locator(".cm-content").focus()
    beginner.press("Control+a", "Delete")
    return beginner


def test_handout_is_written_with_the_keyboard_alone(beginner: Author) -> None:
    author, page = beginner, beginner.page
    author.press("Tab", "Tab", "Enter")
    expect(page.locator(".cm-content")).to_be_focused()
    author.press("Control+a", "Delete")
    author.type("What sleep does")
    author.use("Heading")
    author.press("Control+End")
    author.type("\n\nSleep mends the body. ")
    author.press("Control+b")
    author.type("Rest")
    author.press("ArrowRight", "ArrowRight")
    author.type(" well. See ")
    author.press("Control+k")
    author.type("below")
    author.press("Tab")
    author.type("#beter-sleep")
    author.press("Enter")
    author.type(".\n\n## Better sleep\n\n- a dark room\nno light")
    author.press("Enter", "Enter")
    author.use("Callout")
    author.press("ArrowDown", "Enter")
    author.type("Call us if you lie awake.")
    author.press("Control+End", "Enter", "Enter")
    author.use("Form field")
    author.press("Enter")
    author.press("Control+End", "Enter", "Enter")
    with page.expect_file_chooser() as chooser:
        author.use("Picture")
    picture = {"name": "A Bed.svg", "mimeType": "image/svg+xml", "buffer": SQUARE.encode()}
    chooser.value.set_files(picture)  # type: ignore[arg-type]
    author.press("Enter", "Tab", "Tab", "Enter")
    expect(page.get_by_role("alert").filter(has_text="Say in a few words")).to_be_visible()
    page.locator("#picture-alt").focus()
    author.type("A bed by the window")
    author.press("Tab", "Tab", "Enter")
    expect(page.locator("#picture-dialog")).to_be_hidden()
    author.saved()
    assert author.text == (
        "## What sleep does\n\nSleep mends the body. **Rest** well. See [below](#beter-sleep).\n\n"
        "## Better sleep\n\n- a dark room\n- no light\n\n"
        "::: tip What helps\nCall us if you lie awake.\n:::\n\n"
        'Name: ____\n\n![](images/a-bed.svg){alt="A bed by the window"}\n'
    )
    assert author.file("images/a-bed.svg").read_text() == SQUARE
    expect(page.locator("#status")).to_contain_text("1 warning")
    mended(author)


def mended(author: Author) -> None:
    """The mistake is underlined, and its remedy is a key away."""
    page = author.page
    expect(page.locator(".cm-lintRange-warning")).to_have_text("#beter-sleep")
    expect(page.get_by_role("button", name="Findings (1)")).to_be_visible()
    page.locator(".cm-content").focus()
    author.press("F8")
    expect(page.locator(".cm-tooltip")).to_contain_text("Did you mean “#better-sleep”?")
    author.press("Control+Shift+M", "Tab", "Tab", "Enter")
    expect(page.locator(".cm-lintRange")).to_have_count(0)
    expect(page.locator("#status")).to_contain_text("nothing to mend")
    assert "[below](#better-sleep)" in author.text


def test_what_it_says_of_itself_is_a_form(author: Author) -> None:
    page = author.page
    author.type("## Sleep\n\nWords.\n")
    page.get_by_role("button", name="About this text").focus()
    author.press("Enter")
    expect(page.get_by_label("Title", exact=True)).to_be_focused()
    author.press("Control+a")
    author.type("Sleep: a guide")
    page.get_by_label("In a crisis").focus()
    author.type("Call 988.")
    author.press("Enter")
    expect(page.locator("#title")).to_have_text("Sleep: a guide")
    titled = BEGINNING.replace("Your Title", '"Sleep: a guide"')
    assert author.file("book.yaml").read_text() == titled.replace(
        "North", "North, crisis: Call 988."
    )


def test_picture_that_is_dropped_asks_what_it_shows(author: Author) -> None:
    author.page.evaluate(DROP, SQUARE)
    expect(author.page.locator("#picture-name")).to_have_text("Two Rooms.svg")
    author.press("Tab", "Space", "Enter")
    expect(author.page.locator(".cm-content")).to_contain_text(
        "![](images/two-rooms.svg){.decorative}"
    )
    author.saved()
    assert author.file("images/two-rooms.svg").read_text() == SQUARE
    author.press("Control+z")
    expect(author.page.locator(".cm-content")).not_to_contain_text("two-rooms")


def test_nothing_is_lost_where_the_text_changes_elsewhere_too(author: Author) -> None:
    page = author.page
    author.type("## Mine\n\nThe same.\n")
    author.saved()
    author.file("1.md").write_text("## Elsewhere\n\nThe same.\n")
    expect(page.locator(".cm-content")).to_contain_text("Elsewhere")
    page.route(
        "**/writing/text?file=*",
        lambda route: route.abort() if route.request.method == "GET" else route.continue_(),
    )
    author.file("1.md").write_text("## Theirs\n\nThe same.\n")
    author.type("More of mine.")
    expect(page.locator("#conflict-dialog")).to_be_visible()
    expect(page.locator("#mine mark")).to_contain_text("Elsewhere")
    expect(page.locator("#theirs mark")).to_contain_text("Theirs")
    assert author.text == "## Theirs\n\nThe same.\n"
    author.press("Escape")
    expect(page.locator("#saved")).to_contain_text("Not saved")
    page.get_by_role("button", name="Choose").press("Enter")
    page.get_by_role("button", name="Keep yours").press("Enter")
    author.saved()
    assert "More of mine." in author.text
    page.unroute_all()


def test_text_and_pages_lead_to_each_other(author: Author) -> None:
    page = author.page
    sentences = [
        " ".join(f"Sentence {each} of part {part}." for each in range(20)) for part in PARTS
    ]
    parts = [f"## Part {part}\n\n{words}\n\n" for part, words in zip(PARTS, sentences, strict=True)]
    page.evaluate(PASTE, "".join(parts))
    expect(page.locator(".sheet")).not_to_have_count(1)
    expect(page.locator("#status")).to_contain_text("Built at")
    page.evaluate("scrollTo(0, 0)")
    deadline = time.monotonic() + PAUSE_S
    while page.evaluate("scrollY") < 1000 and time.monotonic() < deadline:
        author.press("Control+End", "Control+Enter")
        page.wait_for_timeout(100)
    page.locator("[aria-label='Write on page 2']").press("Enter")
    expect(page.locator(".cm-content")).to_be_focused()
    part = re.search(r"[Pp]art (\d+)", page.evaluate(LINE))
    assert part
    assert 1 < int(part[1]) < 20
    before = page.evaluate("scrollTo(0, 1500), scrollY")
    page.locator(".cm-scroller").hover()
    page.mouse.wheel(0, -900)
    page.wait_for_function("before => scrollY < before", arg=before)


def seen_by_axe(page: Page) -> list[str]:
    """What axe finds on the page, which runs no script that is put into it."""
    if not AXE.is_file():
        program("axe", REMEDY, HOME)
    page.evaluate(AXE.read_text("utf-8"))
    found = page.evaluate("axe.run(document, {iframes: false})")["violations"]
    return [f"{each['id']}: {each['nodes'][0]['html']}" for each in found]


@pytest.mark.parametrize("width", [390, 1920])
def test_everybody_can_write(author: Author, width: int) -> None:
    page = author.page
    author.type("## One\n\nSee [two](#tow).\n\n## Two\n")
    page.set_viewport_size({"width": width, "height": 900})
    if width == 390:
        page.get_by_role("tab", name="Text").click()
    expect(page.locator(".cm-lintRange-warning")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    found = seen_by_axe(page)
    page.locator('[data-do="findings"]').click()
    page.get_by_role("button", name="Callout").click()
    page.emulate_media(color_scheme="dark")
    found += seen_by_axe(page)
    author.press("Escape")
    page.get_by_role("button", name="About this text").click()
    expect(page.locator("#about-dialog")).to_be_visible()
    found += seen_by_axe(page)
    author.press("Escape")
    if width == 390:
        page.get_by_role("tab", name="Text").press("ArrowRight")
        expect(page.get_by_role("tab", name="Pages")).to_be_focused()
        expect(page.locator("#writing")).to_be_hidden()
        found += seen_by_axe(page)
        author.press("ArrowLeft")
    page.emulate_media(color_scheme="light")
    assert found == []
