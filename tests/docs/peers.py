"""The shipped handout beside what pandoc makes of the same text, as docs/peers.png shows it.

uv run --group bench python -m tests.docs.peers
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from PIL import Image

from prepress import BuildRequest, Project, build
from tests.benchmarks.peers import pandoc
from tests.docs.gallery import ROOT, picture

SHOWN = ROOT / "docs" / "peers.png"
_HANDOUT = ROOT / "sources" / "ketamine-and-your-mental-health"
_TITLE = "Ketamine and Your Mental Health"
_GAP_PX = 24


def main() -> None:
    """Make the picture anew: makebook, pandoc with WeasyPrint, pandoc with Typst."""
    with tempfile.TemporaryDirectory() as folder:
        output = Path(folder)
        pdfs = (_ours(output), _by_pandoc(output, "weasyprint"), _by_typst(output))
        in_a_row([picture(pdf) for pdf in pdfs]).save(SHOWN, optimize=True)


def _ours(output: Path) -> Path:
    project = Project.find(ROOT).writing_to(output)
    build(project, BuildRequest((_HANDOUT.name,), editions=("print",)))
    return output / f"{_HANDOUT.name}.pdf"


def _by_pandoc(output: Path, name: str, *options: str) -> Path:
    """What pandoc writes into the file `name`.pdf, with its default looks."""
    pdf = output / f"{name}.pdf"
    (text,) = _HANDOUT.glob("*.md")
    metadata = (f"--metadata=title:{_TITLE}", "--metadata=lang:en")
    command = (pandoc(), "--standalone", *metadata, str(text), *(options or _engine(pdf)))
    subprocess.run(command, cwd=_HANDOUT, check=True)
    return pdf


def _engine(pdf: Path) -> Sequence[str]:
    return ("--pdf-engine", str(Path(sys.executable).with_name("weasyprint")), "-o", str(pdf))


def _by_typst(output: Path) -> Path:
    """Typst reads the pictures beside the text, so its source lies there while it is compiled."""
    import typst

    with tempfile.NamedTemporaryFile(suffix=".typ", dir=_HANDOUT) as source:
        pdf = _by_pandoc(output, "typst", "-t", "typst", "-o", source.name)
        typst.compile(source.name, output=str(pdf), root=str(_HANDOUT))
    return pdf


def in_a_row(pages: Sequence[Image.Image]) -> Image.Image:
    """The pages beside one another on white."""
    width = sum(page.width for page in pages) + _GAP_PX * (len(pages) - 1)
    row = Image.new("RGB", (width, max(page.height for page in pages)), "white")
    left = 0
    for page in pages:
        row.paste(page.convert("RGB"), (left, 0))
        left += page.width + _GAP_PX
    return row.quantize(64, dither=Image.Dither.NONE)


if __name__ == "__main__":
    main()
