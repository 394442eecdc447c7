"""The long campaign: `python -m tests.hostile`, which says what broke, by its seed."""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.hostile.judging import epub_faults
from tests.hostile.raw_html import RawHtml
from tests.hostile.readers import READERS, faults
from tests.shelf import Shelf

_HTML = "html"


def main() -> int:
    """Try what is asked for; 1 where anything broke."""
    parser = argparse.ArgumentParser(prog="python -m tests.hostile", description=__doc__)
    kinds = [*READERS, _HTML]
    parser.add_argument("kinds", nargs="*", metavar="KIND", help=f"among {', '.join(kinds)}")
    parser.add_argument("--count", type=int, default=1700, help="variants of each kind")
    parser.add_argument("--first", type=int, default=0, help="the first variant, which is a seed")
    asked = parser.parse_args()
    unknown = set(asked.kinds) - set(kinds)
    if unknown:
        parser.error(f"there is no kind {', '.join(sorted(unknown))}")
    broken = [_tried(kind, asked.first, asked.count) for kind in asked.kinds or kinds]
    return int(any(broken))


def _tried(kind: str, first: int, count: int) -> int:
    start = time.monotonic()
    broken = 0
    found = _html_faults(first, count) if kind == _HTML else map(str, faults(kind, first, count))
    for fault in found:
        broken += 1
        _say(fault)
    _say(f"{kind}: {count} variants, {broken} broke, {time.monotonic() - start:.0f} s")
    return broken


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def _html_faults(first: int, count: int) -> list[str]:
    """What is wrong with EPUBs of `count` elements of raw HTML, 600 in each."""
    found = []
    for seed in range(first, first + max(1, count // 600)):
        with TemporaryDirectory() as folder:
            html = RawHtml(seed)
            said = epub_faults(Shelf(Path(folder)), html.chapters(50, 12), html.words)
            found += [f"html {seed}: {fault}" for fault in said]
    return found


if __name__ == "__main__":
    sys.exit(main())
