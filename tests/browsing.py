"""Browsing: pages opened in Debian's Chromium, and the violations of accessibility that axe sees in
them.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

from playwright.sync_api import Browser, Page, sync_playwright

from tests.conformance.validators import HOME
from tests.programs import program

REMEDY = "run tests/conformance/install.sh."
AXE = HOME / "node_modules" / "@daisy" / "axe-core-for-ace" / "axe.min.js"


@contextmanager
def chromium() -> Iterator[Browser]:
    """The browser, for one block."""
    path = program("chromium", REMEDY, HOME)
    with ExitStack() as opened:
        with _every_processor():
            playwright = opened.enter_context(sync_playwright())
            browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield browser
        browser.close()


@contextmanager
def _every_processor() -> Iterator[None]:
    """What is begun within may use every processor, as a reader's browser does; a worker of the
    tests has one.
    """
    if not hasattr(os, "sched_setaffinity"):
        yield
        return
    own = os.sched_getaffinity(0)
    os.sched_setaffinity(0, range(os.cpu_count() or 1))
    yield
    os.sched_setaffinity(0, own)


@contextmanager
def alone(browser: Browser, address: str, *allowed: str) -> Iterator[Page]:
    """The page at `address`; the test fails where it asks for what does not begin with `allowed`,
    or goes wrong.
    """
    asked: list[str] = []
    page = browser.new_page()
    page.on("request", lambda request: asked.append(request.url))
    page.on("pageerror", lambda error: asked.append(str(error)))
    page.goto(address)
    yield page
    page.close()
    assert [each for each in asked if not each.startswith(allowed)] == []


def violations(page: Page) -> list[str]:
    """What axe finds on the page as it stands."""
    if not AXE.is_file():
        program("axe", REMEDY, HOME)
    page.add_script_tag(path=AXE)
    found: list[str] = page.evaluate(
        "async () => (await axe.run(document)).violations.map(each => each.id + ': ' + each.help)"
    )
    return found
