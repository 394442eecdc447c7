"""What was released can be made again from the archive alone, to the byte."""

from __future__ import annotations

import datetime as dt
import shutil
from pathlib import Path

import pytest

from prepress.archive.lookup import current_on
from prepress.archive.unpacking_releases import unpack, unpack_sources
from prepress.building.build import BuildRequest, Report, build
from prepress.project.project import Project, shipped_folder
from tests.clinics.group import LOGO, clinic
from tests.shelf import SQUARE, Shelf

TEXT = "# One\n\n[Words](https://a.example) and *more*.\n\n![A square](../shared/a.svg)\n"
METADATA = """title: Tiny
lang: en
editions: [print, epub]
reviewed: 2026-01-01
review-by: 2028-01-01
"""
FILES = {
    "1.md": TEXT,
    "../shared/a.svg": SQUARE,
    "es/1.md": "# Uno\n\n[Palabras](https://a.example) y *más*.\n\n![Un cuadrado](../shared/a.svg)\n",
    "es/book.yaml": "title: Chico\nlang: es\nreviewed: 2026-01-01\ntranslator: Eva\n",
    "es/_source/1.md": TEXT,
    "es/_source/book.yaml": METADATA,
    "style.css": ".lead { color: #123456 }\n",
}
HOME = """name: Home
logo: logo.svg
crisis: Call 988.
translations: {es: {crisis: Llame al 988.}}
"""
DAY = dt.date(2026, 11, 24)  # that of all tests


@pytest.fixture
def released(shelf: Shelf) -> Shelf:
    """A text and its translation, released for a clinic with its own logo, layout and font."""
    shelf.add(FILES, metadata=METADATA)
    clinic(shelf, HOME, north="name: North\n")
    (shelf.root / "sources/logo.svg").write_text(LOGO)
    own = shelf.root / "layouts/contact.html"
    own.parent.mkdir()
    own.write_text((shipped_folder("layouts") / "contact.html").read_text("utf-8") + "<!-- own -->")
    shutil.copytree(shipped_folder("fonts") / "literata", shelf.root / "fonts/literata")
    report = release(shelf)
    assert (report.findings, report.failures, len(report.released)) == ((), (), 2)
    return shelf


def release(shelf: Shelf) -> Report:
    return build(shelf.project, BuildRequest(release=True, clinics=("north",)))


def files_in(folder: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in folder.glob("tiny*")}


def test_archive_makes_the_same_bytes_again(released: Shelf, tmp_path: Path) -> None:
    before = files_in(released.root / "output")
    for folder in ("sources/tiny", "sources/shared", "layouts", "fonts", "output"):
        shutil.rmtree(released.root / folder)
    found = current_on(released.project, DAY, "tiny", "north").current
    unpack(released.project, found, tmp_path / "shown")
    assert files_in(tmp_path / "shown") == before
    again: dict[str, bytes] = {}
    for root in unpack_sources(released.project, found, tmp_path / "sources"):
        name = root.name.removesuffix("-north")
        request = BuildRequest((name,), clinics=("north",))
        assert build(Project.find(root), request).exit_code == 0
        again |= files_in(root / "output")
    assert again == before
    assert sorted(again) == [
        *("tiny-es-north.epub", "tiny-es-north.pdf", "tiny-north.epub", "tiny-north.pdf")
    ]


def test_release_of_the_same_files_is_no_other_release(released: Shelf) -> None:
    copies = sorted((released.root / "sources/_releases").rglob("*"))
    assert release(released).released == ()
    assert sorted((released.root / "sources/_releases").rglob("*")) == copies
