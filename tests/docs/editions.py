"""The shipped handout in its editions, as the README and the manual show it.

uv run python -m tests.docs.editions
"""

from __future__ import annotations

import tempfile
import zipfile
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path

import pypdfium2
from PIL import Image

from prepress import BuildRequest, Project, build
from tests.browsing import chromium
from tests.docs.manual import PICTURES, ROOT
from tests.docs.pictures import framed, in_a_row

NAME = "ketamine-and-your-mental-health"
HANDOUT, IN_EDITIONS = ROOT / "docs" / "handout.png", PICTURES / "editions.png"
_GROUND = "#dfe7e7"
_FRAME = "#9bb0b4"
_PHONE = (360, 740)
_GAP_PX = 36


def main() -> None:
    """Make both pictures anew."""
    with tempfile.TemporaryDirectory() as folder:
        output = built(Path(folder))
        handout_picture(output).save(HANDOUT, optimize=True)
        editions_picture(output).save(IN_EDITIONS, optimize=True)


def built(output: Path) -> Path:
    """The folder `output` with all editions in it."""
    build(Project.find(ROOT).writing_to(output), BuildRequest((NAME,)))
    return output


def handout_picture(output: Path) -> Image.Image:
    """Both pages, and the EPUB on a phone."""
    pages = [page(output / f"{NAME}.pdf", number, 880) for number in (0, 1)]
    return beside([*pages, phone(output / f"{NAME}.epub")])


def editions_picture(output: Path) -> Image.Image:
    """The first pages of the editions on paper."""
    kinds = ("", "-press", "-large-print", "-booklet")
    return beside([page(output / f"{NAME}{kind}.pdf", 0, 560) for kind in kinds])


def page(pdf: Path, number: int, height: int) -> Image.Image:
    """A page of `pdf`, `height` px high, with a thin line around it; one that lies on its side is
    as wide as others are high.
    """
    with pypdfium2.PdfDocument(pdf) as document:
        width_pt, height_pt = document[number].get_size()
        scale = height / max(width_pt, height_pt)
        image: Image.Image = document[number].render(scale=2 * scale).to_pil().convert("RGB")
    size = round(width_pt * scale), round(height_pt * scale)
    return framed(image.resize(size, Image.Resampling.LANCZOS), _FRAME)


def phone(epub: Path) -> Image.Image:
    """The first chapter of `epub` on a phone, whose reading system gives it margins."""
    with tempfile.TemporaryDirectory() as folder, chromium() as browser:
        with zipfile.ZipFile(epub) as archive:
            archive.extractall(folder)
        chapter = min(Path(folder, "EPUB").glob("0*.xhtml"))
        screen = browser.new_page(
            viewport={"width": _PHONE[0], "height": _PHONE[1]}, device_scale_factor=2
        )
        screen.goto(chapter.as_uri())
        image = Image.open(BytesIO(screen.screenshot())).convert("RGB")
    shown = image.resize(_PHONE, Image.Resampling.LANCZOS)
    with_margins = Image.new("RGB", (_PHONE[0] + 48, _PHONE[1] + 48), "white")
    with_margins.paste(shown, (24, 24))
    return framed(with_margins, _FRAME)


def beside(images: Sequence[Image.Image]) -> Image.Image:
    """The images in a row on a quiet ground, in few colours."""
    row = in_a_row(images, _GAP_PX, _GROUND, margin=_GAP_PX)
    return row.quantize(128, dither=Image.Dither.NONE)


if __name__ == "__main__":
    main()
