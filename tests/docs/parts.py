"""The parts of a page: each piece of Markdown in the manual as it is printed, in the picture that
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
from tests.docs.gallery import picture
from tests.docs.manual import PICTURES, ROOT, manual_text

PARTS = PICTURES / "parts"
_PART = re.compile(
    r"^```markdown\n(.*?)^```\n\n!\[[^\]]+\]\(images/parts/([\w-]+)\.png\)(?:\{[^}\n]+\})?$",
    re.M | re.S,
)
_BED = ROOT / "sources" / "ketamine-and-your-mental-health" / "images" / "resting-person.svg"
_METADATA = "title: Parts of a page\nlang: en-US\neditions: {print: {trim: 130x130mm}}\n"
_SCALE = 2.2
_FOOT_SHARE = 0.13
_BORDER_PX = 24


def parts() -> Mapping[str, str]:
    """The Markdown of each part by the name of its picture."""
    return {name: markdown for markdown, name in _PART.findall(manual_text())}


def main() -> None:
    """Make every picture anew, and remove those that the manual no longer shows."""
    PARTS.mkdir(exist_ok=True)
    for old in PARTS.glob("*.png"):
        if old.stem not in parts():
            old.unlink()
    for name, markdown in parts().items():
        part_picture(markdown).save(PARTS / f"{name}.png", optimize=True)


def part_picture(markdown: str) -> Image.Image:
    """What the `markdown` comes to; with metadata of its own, its first page."""
    with tempfile.TemporaryDirectory() as folder:
        pdf = _printed(Path(folder), markdown)
        return picture(pdf) if markdown.startswith("---") else _second_page(pdf)


def _printed(root: Path, markdown: str) -> Path:
    """A handout of this `markdown`; without metadata of its own, it begins on the second page."""
    source = root / "sources" / "part"
    source.mkdir(parents=True)
    (source / "bed.svg").write_bytes(_BED.read_bytes())
    (source / "book.yaml").write_text(_METADATA, "utf-8")
    whole = markdown if markdown.startswith("---") else f"## First\n\n\\newpage\n\n{markdown}"
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
