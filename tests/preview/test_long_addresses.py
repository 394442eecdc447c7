"""Addresses that no file can have are answered as any other that is not there."""

from __future__ import annotations

import pytest

from tests.preview.asgi import ask
from tests.preview.conftest import Looking

LONG = "a" * 5000


@pytest.mark.parametrize(
    "path",
    [
        f"/fonts/{LONG}",
        f"/fonts/{LONG}.ttf",
        "/fonts/%00.ttf",
        "/fonts/literata/",
        f"/proofs/{LONG}/72.png",
        f"/proofs/a/{'9' * 5000}.png",
        f"/screen/{LONG}/{LONG}",
        f"/preview.{LONG}",
        f"/{LONG}",
    ],
)
def test_address_that_no_file_can_have_is_not_found(looking: Looking, path: str) -> None:
    looking.shelf.add({"1.md": "# One\n"})
    assert ask(looking.app, path).status == 404


def test_view_of_what_is_not_there_says_so(looking: Looking) -> None:
    looking.shelf.add({"1.md": "# One\n"})
    query = f"/view.json?publication={LONG}&edition={LONG}"
    assert ask(looking.app, query).status == 200
