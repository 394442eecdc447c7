"""The parts of a page: each piece of Markdown in docs/parts.md as it is printed, in the picture that
follows it there.

uv run python -m tests.docs.parts
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Mapping
from pathlib import Path

import pypdfium2
from PIL import Image, ImageChops

from prepress import BuildRequest, Project, build
from tests.docs.gallery import ROOT, picture

PAGE = ROOT / "docs" / "parts.md"
PICTURES = ROOT / "docs" / "parts"
_PART = re.compile(r"^```markdown\n(.*?)^```\n\n!\[[^\]]+\]\(parts/([\w-]+)\.png\)$", re.M | re.S)
_BED = ROOT / "sources" / "ketamine-and-your-mental-health" / "images" / "resting-person.svg"
_METADATA = "title: Parts of a page\nlang: en-US\neditions: {print: {trim: 130x130mm}}\n"
_SCALE = 2.2
_FOOT_SHARE = 0.13
_BORDER_PX = 24


def parts() -> Mapping[str, str]:
    """The Markdown of each part by the name of its picture."""
    return {name: text for text, name in _PART.findall(PAGE.read_text("utf-8"))}


def main() -> None:
    """Make every picture anew, and remove those that the page no longer shows."""
    PICTURES.mkdir(exist_ok=True)
    for old in PICTURES.glob("*.png"):
        if old.stem not in parts():
            old.unlink()
    for name, text in parts().items():
        part_picture(text).save(PICTURES / f"{name}.png", optimize=True)


def part_picture(text: str) -> Image.Image:
    """What the Markdown `text` comes to; with metadata of its own, its first page."""
    with tempfile.TemporaryDirectory() as folder:
        pdf = _printed(Path(folder), text)
        return picture(pdf) if text.startswith("---") else _second_page(pdf)


def _printed(root: Path, text: str) -> Path:
    """A handout of this `text`; without metadata of its own, it begins on the second page."""
    source = root / "sources" / "part"
    source.mkdir(parents=True)
    (source / "bed.svg").write_bytes(_BED.read_bytes())
    (source / "book.yaml").write_text(_METADATA, "utf-8")
    whole = text if text.startswith("---") else f"## First\n\n\\newpage\n\n{text}"
    (source / "part.md").write_text(whole, "utf-8")
    report = build(Project.find(root), BuildRequest(editions=("print",)))
    (built,) = report.built
    assert built.path, "it was written"
    return built.path


def _second_page(pdf: Path) -> Image.Image:
    """What stands on the second page of `pdf` above its foot, without the white around it."""
    with pypdfium2.PdfDocument(pdf) as document:
        page: Image.Image = document[1].render(scale=_SCALE).to_pil().convert("RGB")
    page = page.crop((0, 0, page.width, round(page.height * (1 - _FOOT_SHARE))))
    white = Image.new("RGB", page.size, "white")
    box = ImageChops.difference(page, white).getbbox()
    assert box, "it is not empty"
    shown = page.crop((0, max(0, box[1] - _BORDER_PX), page.width, box[3] + _BORDER_PX))
    return shown.quantize(64, dither=Image.Dither.NONE)


if __name__ == "__main__":
    main()
