"""The layout engine gets the project's pictures and fonts, and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

from prepress.pdf.engine import BASE_URL
from prepress.pdf.fetcher import ProjectFetcher
from tests.shelf import SQUARE, Shelf


@pytest.fixture
def fetcher(shelf: Shelf, tmp_path: Path) -> ProjectFetcher:
    shelf.add({"1.md": "# One\n", "a b.svg": SQUARE, "notes.txt": "secret"})
    (tmp_path / "outside.svg").write_text(SQUARE, "utf-8")
    (shelf.root / "sources/tiny/link.svg").symlink_to(tmp_path / "outside.svg")
    return ProjectFetcher(BASE_URL, shelf.root, shelf.set()[1])


def test_picture_and_font_are_fetched(fetcher: ProjectFetcher) -> None:
    assert fetcher.fetch(f"{BASE_URL}sources/tiny/a%20b.svg").read() == SQUARE.encode()
    assert len(fetcher.fetch(f"{BASE_URL}fonts/literata/Literata-Bold.ttf").read()) > 10_000


@pytest.mark.parametrize(
    "address",
    [
        "file:///etc/passwd",
        "http://clinic.example/a.png",
        "https://clinic.example/a.png",
        "ftp://clinic.example/a.png",
        "data:text/plain,x",
        f"{BASE_URL}../outside.svg",
        f"{BASE_URL}sources/tiny/%2e%2e/%2e%2e/%2e%2e/outside.svg",
        f"{BASE_URL}sources/tiny/link.svg",
        f"{BASE_URL}sources/tiny/notes.txt",
        f"{BASE_URL}fonts/../../outside.svg",
        f"{BASE_URL}fonts/gone/Gone.ttf",
        f"{BASE_URL}//etc/passwd",
    ],
)
def test_everything_else_is_refused(fetcher: ProjectFetcher, address: str) -> None:
    with pytest.raises(ValueError, match=r"outside|neither|no font"):
        fetcher.fetch(address)
