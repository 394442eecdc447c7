"""What the reference validators say of editions in every look, with words of the author's own in
the head and foot of the page, and with a stylesheet of the author's own.
"""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

import pytest

from tests.conformance.conftest import ROOT, makebook
from tests.conformance.pdfx import pdfx4
from tests.conformance.validators import ace, epubcheck, verapdf_all

pytestmark = pytest.mark.validators

LOOKS = ROOT / "layouts" / "looks"
#: The one that nobody asks for, clear, is in every other book.
NAMED = sorted(file.stem for file in LOOKS.glob("*.css") if file.stem != "clear")
RUNNING = (
    '{foot: "{{ title }} · {{ revision }} · {{ page }}", head: "On {{ title }}", corners: round}'
)
STYLE = ":root { --primary: #5a2a6e; --text-size: 13pt }\nh2 { text-transform: uppercase }\n"
TEXT = """Words with a [link](https://a.example), a note[^1] and `code`.

::: panel
## Two good things

1. One.
2. Another.
:::

::: warning
Take care.
:::

| Dose | Day |
| --- | --- |
| 5 mg | 1 |

![A square](square.svg)

[^1]: A note.
"""
SQUARE = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"><path d="M1 1h8v8H1z"/></svg>'


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A text in every named look, and in one with running lines and a stylesheet, built at once."""
    project = tmp_path_factory.mktemp("looks")
    for name, look in (*((name, name) for name in NAMED), ("own", RUNNING)):
        source = project / "sources" / name
        source.mkdir(parents=True)
        metadata = f"title: A text\nlang: en\ndate: 2026-11-23\nlook: {look}\n"
        files = {"book.yaml": metadata, "1.md": f"# One\n\n{TEXT}\n# Two\n\n{TEXT}"}
        for file, content in (files | {"square.svg": SQUARE}).items():
            (source / file).write_text(content, "utf-8")
    (project / "sources" / "own" / "style.css").write_text(STYLE, "utf-8")
    makebook(project, "build", "--strict", *(f"--edition={e}" for e in ("print", "press", "epub")))
    return project / "output"


def test_print_keeps_pdf_ua_1_and_pdf_a_2a_in_every_look(output: Path) -> None:
    printed = [file for file in output.glob("*.pdf") if not file.stem.endswith("-press")]
    assert len(printed) == len(NAMED) + 1
    assert {
        f.name: broken for f, broken in verapdf_all(printed, "ua1", "2a").items() if broken
    } == {}


def test_press_keeps_pdf_x_4_in_every_look(output: Path) -> None:
    pressed = sorted(output.glob("*-press.pdf"))
    assert len(pressed) == len(NAMED) + 1
    assert {file.name: broken for file in pressed if (broken := pdfx4(file))} == {}


def test_epub_is_valid_in_every_look(output: Path) -> None:
    epubs = sorted(output.glob("*.epub"))
    assert len(epubs) == len(NAMED) + 1
    assert {file.name: said for file in epubs if (said := epubcheck(file))} == {}


def test_ace_finds_nothing_in_a_look_with_a_stylesheet_of_its_own(
    output: Path, tmp_path: Path
) -> None:
    assert ace(output / "own.epub", tmp_path) == []


def test_epub_holds_only_the_colours_of_its_own_look(output: Path) -> None:
    colours = {name: _colours((LOOKS / f"{name}.css").read_text("utf-8")) for name in NAMED}
    for name in NAMED:
        found = _colours(_stylesheet(output / f"{name}.epub"))
        others = set().union(*(colours[other] for other in NAMED if other != name))
        assert colours[name] <= found, name
        assert not (others - colours[name]) & found, name


def _stylesheet(epub: Path) -> str:
    with zipfile.ZipFile(epub) as archive:
        return archive.read("EPUB/style.css").decode("utf-8")


def _colours(css: str) -> set[str]:
    return set(re.findall(r"#[0-9a-f]{6}\b", css))
