"""What the reference validators say of the manual's editions in a folder; 1 where they say anything.

uv run python -m tests.conformance.manual FOLDER
"""

from __future__ import annotations

import sys
from pathlib import Path

from tests.conformance.test_web import MEANT
from tests.conformance.validators import epubcheck, verapdf, vnu


def main() -> int:
    """Print each message, if any."""
    said = messages(Path(sys.argv[1]))
    sys.stdout.writelines(f"{line}\n" for line in said)
    return int(bool(said))


def messages(folder: Path) -> list[str]:
    """What is wrong with the PDF, the EPUB and the pages for browsers in `folder`."""
    pages = [folder / "manual.html", *sorted(folder.glob("manual-web/*.[hc]*"))]
    of_pages = [each for each in vnu(*pages) if not MEANT.search(each)]
    return [
        *verapdf(folder / "manual.pdf", "ua1", "2a"),
        *epubcheck(folder / "manual.epub"),
        *of_pages,
    ]


if __name__ == "__main__":
    sys.exit(main())
