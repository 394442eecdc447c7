"""Fixtures that every folder of tests shares."""

import gc
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from prepress.epub import cover
from prepress.layouts.layouts import Layouts
from tests.conformance.validators import need_validators
from tests.shelf import Shelf
from tests.skipped import LastSkipped

# How long an example takes depends on what else the machine does.
settings.register_profile(
    "any machine", deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("any machine")


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--last-skipped`."""
    parser.addoption(
        "--last-skipped",
        action="store_true",
        help="run only the tests that the last run skipped, for want of a program",
    )


def pytest_configure(config: pytest.Config) -> None:
    """Note which tests are skipped, and let each of pytest's workers have one processor."""
    config.pluginmanager.register(LastSkipped(config))
    if hasattr(config, "workerinput"):
        _take_one_processor(config.workerinput["workerid"])


def _take_one_processor(worker: str) -> None:
    """What this `worker`, `gw0` or another, starts makes one thing at a time, as the workers beside
    it do; a command that copies itself for a tiny book takes twice the time.
    """
    if hasattr(os, "sched_setaffinity"):
        processors = sorted(os.sched_getaffinity(0))
        os.sched_setaffinity(0, {processors[int(worker[2:]) % len(processors)]})


@pytest.hookimpl(trylast=True)
def pytest_collection_finish() -> None:
    """Keep the garbage collector from walking through thousands of collected tests again and again."""
    gc.collect()
    gc.freeze()


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """Skip a test for want of the validators before anything is built for it."""
    if item.get_closest_marker("validators"):
        need_validators()


@pytest.fixture(autouse=True, scope="session")
def covers_drawn_once() -> Iterator[None]:
    """A cover that shows nothing but words is drawn once, though each test has a project of its own."""
    drawn: dict[tuple[str, object], bytes] = {}

    def draw_once(html: str, known: object, root: Path, layouts: Layouts) -> bytes:
        if (html, known) not in drawn:
            drawn[html, known] = cover._print(html, root, layouts)
        return drawn[html, known]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(cover, "_print_once", draw_once)
        yield


@pytest.fixture(autouse=True)
def fixed_day(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every test, and every program that it starts, sees the same day."""
    monkeypatch.setenv("MAKEBOOK_TODAY", "2026-11-24")


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    """A project in a folder whose name has a space and an accent, as authors' folders do."""
    return Shelf(tmp_path / "hand outs é")
