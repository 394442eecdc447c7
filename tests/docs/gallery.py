"""The gallery: the shipped handout in each of the looks, as the manual shows it.

uv run python -m tests.docs.gallery
"""

from __future__ import annotations

import re
import shutil
import tempfile
from pathlib import Path

import pypdfium2
from PIL import Image

from prepress import BuildRequest, Project, build
from tests.docs.manual import PICTURES, ROOT
from tests.docs.pictures import framed

LOOKS = ROOT / "layouts" / "looks"
GALLERY = PICTURES / "looks"
_HANDOUT = "ketamine-and-your-mental-health"
_WIDTH_PX = 520
_COLOURS = 64
_FRAME = "#b9c6ca"


def main() -> None:
    """Make every picture of the gallery anew, and remove those of looks that are gone."""
    GALLERY.mkdir(exist_ok=True)
    names = [file.stem for file in sorted(LOOKS.glob("*.css"))]
    for old in GALLERY.glob("*.png"):
        if old.stem not in names:
            old.unlink()
    for name in names:
        look_picture(name).save(GALLERY / f"{name}.png", optimize=True)


def look_picture(look: str) -> Image.Image:
    """The first page of the handout in a `look`."""
    with tempfile.TemporaryDirectory() as folder:
        return picture(_printed(Path(folder), look))


def _printed(root: Path, look: str) -> Path:
    """The handout in a `look`, printed in a project of its own below `root`."""
    source = root / "sources" / _HANDOUT
    shutil.copytree(ROOT / "sources" / _HANDOUT, source, ignore=shutil.ignore_patterns("es"))
    shutil.copy(ROOT / "sources" / "clinic.yaml", root / "sources")
    book = source / "book.yaml"
    # Within a budget of pages, larger type would be set smaller again.
    unlimited = re.sub(r"^\s*pages:.*\n|\bpages: *\d+,? *", "", book.read_text("utf-8"), flags=re.M)
    book.write_text(f"{unlimited}\nlook: {look}\n", "utf-8")
    report = build(Project.find(root), BuildRequest(editions=("print",)), lambda step: None)
    (built,) = report.built
    assert built.path, "it was written"
    return built.path


def picture(pdf: Path) -> Image.Image:
    """The first page of `pdf` in few colours, with a thin line around it."""
    with pypdfium2.PdfDocument(pdf) as document:
        page = document[0]
        image: Image.Image = page.render(scale=2 * _WIDTH_PX / page.get_width()).to_pil()
    height = round(image.height * _WIDTH_PX / image.width)
    small = image.convert("RGB").resize((_WIDTH_PX, height), Image.Resampling.LANCZOS)
    return framed(small, _FRAME).quantize(_COLOURS, dither=Image.Dither.NONE)


if __name__ == "__main__":
    main()
