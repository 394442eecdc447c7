"""Books of a few chapters for the tests of divisions."""

from __future__ import annotations

from pathlib import Path
from random import Random

from prepress import BuildRequest, build
from tests.shelf import Shelf

_METADATA = "title: A Book of Three\nauthor: Anna\nlang: en\nlayout: book\neditions: [print]\n"
WORDS = [
    "sleep",
    "pain",
    "rest",
    "walk",
    "breath",
    "light",
    "night",
    "morning",
    "doctor",
    "friend",
    "water",
    "bread",
    "song",
]


def _chapter(number: int, words: int = 450) -> str:
    random = Random(number)
    text = [f"# Chapter of {WORDS[number]}", ""]
    for paragraph in range(words // 90):
        chosen = [random.choice(WORDS) for _ in range(90)]
        text += [" ".join(chosen).capitalize() + f".[^n{paragraph}]", ""]
        text += [f"[^n{paragraph}]: A note on {chosen[0]}.", ""]
    if number == 2:  # a chapter that shows numbers of its own pages
        text[2:2] = ["The [last part](#last-part) is at the end.", ""]
        text += ["## Last part", ""]
    links = {3: "[the third](03-c.md)", 1: f"[the first](01-a.md#a-{WORDS[0]})"}
    others = " and ".join(link for to, link in links.items() if to != number)
    text += [f"See {others}.", ""]
    return "\n".join(text)


def three_chapters(root: Path, more: str = "") -> Shelf:
    """A book of three chapters in a project at `root`; `more` are metadata of it."""
    (root / "sources").mkdir(parents=True)
    files = {f"0{number}-{name}.md": _chapter(number) for number, name in enumerate("abc", 1)}
    files["01-a.md"] += f"\n## A {WORDS[0]}\n\nWords.\n"
    return Shelf(root).add(files, "three", f"{_METADATA}{more}")


def built(shelf: Shelf, jobs: int = 1) -> bytes:
    """The PDF of the book, made by so many processes."""
    report = build(shelf.project, BuildRequest(jobs=jobs))
    assert not report.withheld
    assert not report.failures
    return (shelf.root / "output" / "three.pdf").read_bytes()
