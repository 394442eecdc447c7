"""The preview of what a shelf was built into, as tests look at it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from starlette.types import ASGIApp

from prepress.building.build import BuildRequest, Report
from prepress.preview.app import app
from prepress.preview.feed import Feed, Round
from prepress.preview.recent_screens import RecentScreens
from prepress.preview.soft_proofs import SoftProofs
from prepress.preview.view import PreviewProject
from tests.preview.asgi import PORT, ask
from tests.shelf import Shelf


@dataclass
class Looking:
    """A shelf, and the app that shows what it was built into."""

    shelf: Shelf
    proofs: SoftProofs

    def __post_init__(self) -> None:
        self.feed = Feed()
        self._app: ASGIApp | None = None

    @property
    def app(self) -> ASGIApp:
        """The app, which finds the shelf's project when it is first asked for."""
        self._app = self._app or app(
            PreviewProject(self.shelf.project, self.proofs, RecentScreens()), self.feed, PORT
        )
        return self._app

    def build(self, *editions: str, strict: bool = False) -> Report:
        """Build everything, or only `editions`, and make it the newest round."""
        report = self.shelf.build(*editions, strict=strict)
        order = BuildRequest(editions=editions)
        self.feed.round = Round.next(self.feed.round, report, self.shelf.project, order)
        return report

    def view(self, edition: str = "", publication: str = "") -> dict[str, Any]:
        """The view of an edition as a browser gets it."""
        answer = ask(self.app, f"/view.json?publication={publication}&edition={edition}")
        assert answer.status == 200
        return dict(answer.json)


@pytest.fixture(scope="package")
def proofs() -> Iterator[SoftProofs]:
    proofs = SoftProofs()
    yield proofs
    proofs.close()


@pytest.fixture
def looking(shelf: Shelf, proofs: SoftProofs) -> Looking:
    return Looking(shelf, proofs)
