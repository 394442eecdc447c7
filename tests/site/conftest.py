"""A site of three publications in two languages, published once."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest
from PIL import Image

from prepress.building.report import BuildRequest
from prepress.site.publishing import Publishing, publish
from tests.shelf import Shelf

SLEEP = """title: Sleep & <Healing>
subtitle: What helps
author: [Ann Lee, Ben Roe]
lang: en-US
date: 2026-11-23
description: "A “short” guide."
keywords: [sleep, rest]
rights: © 2026 Your Clinic
identifier: "978-0-00-000000-2"
contact: {name: Your Clinic}
"""
SCHLAF = (
    "title: Schlaf\nlang: de\ndate: 2026-11-20\npublisher: Your Clinic\ncover-image: cover.jpg\n"
)
#: Every word of the interface, which stands for itself where a language has no others.
POT = (Path(__file__).parents[2] / "layouts" / "words" / "makebook.pot").read_text("utf-8")
SHALOM = "title: Šalom\nlang: he\n"


def photo() -> bytes:
    stream = io.BytesIO()
    Image.radial_gradient("L").convert("RGB").resize((600, 900)).save(stream, "JPEG")
    return stream.getvalue()


def stocked(shelf: Shelf) -> Shelf:
    shelf.add({"1.md": "# One\n\nSleep well.\n"}, "1 sleep", SLEEP)
    shelf.add({"1.md": "# Eins\n\nSchlaf gut.\n", "cover.jpg": photo()}, "2 schlaf", SCHLAF)
    words = shelf.root / "layouts" / "words" / "he.po"
    words.parent.mkdir(parents=True)
    words.write_text(
        re.sub(r'^msgid "(.+)"\nmsgstr ""', r'msgid "\1"\nmsgstr "\1"', POT, flags=re.M)
    )
    return shelf.add({"1.md": "# One\n\nŠalom.\n"}, "3 šalom", SHALOM)


def published(shelf: Shelf) -> Publishing:
    return publish(shelf.project, BuildRequest(), lambda step: None)


@pytest.fixture(scope="package")
def site(tmp_path_factory: pytest.TempPathFactory) -> Publishing:
    done = published(stocked(Shelf(tmp_path_factory.mktemp("site") / "hand outs é")))
    assert done.exit_code == 0, (done.report.failures, done.report.findings)
    return done


def content(folder: Path) -> dict[str, bytes]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(files)}
