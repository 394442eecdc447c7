"""The shipped handout beside what pandoc makes of the same text, as the manual shows it.

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
from tests.docs.gallery import picture
from tests.docs.manual import PICTURES, ROOT
from tests.docs.pictures import in_a_row

SHOWN = PICTURES / "peers.png"
_HANDOUT = ROOT / "sources" / "ketamine-and-your-mental-health"
_TITLE = "Ketamine and Your Mental Health"
_GAP_PX = 24


def main() -> None:
    """Make the picture anew: makebook, pandoc with WeasyPrint, pandoc with Typst."""
    with tempfile.TemporaryDirectory() as folder:
        output = Path(folder)
        pdfs = (_ours(output), _by_pandoc(output, "weasyprint"), _by_typst(output))
        row = in_a_row([picture(pdf) for pdf in pdfs], _GAP_PX)
        row.quantize(64, dither=Image.Dither.NONE).save(SHOWN, optimize=True)


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


if __name__ == "__main__":
    main()
