"""The corpus: the publications that are measured, generated so that anyone measures the same
ones.
"""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path
from random import Random

from prepress.building.build import BuildRequest, build
from prepress.project.project import Project
from tests.benchmarks import artwork, prose
from tests.copies import copy_editions

HANDOUTS = 40
CHAPTERS = 20
LONG_CHAPTERS, PARTS = 9, 3
CLINICS = 200
COPIED, COPIES = 10, 10_000

_REPOSITORY = Path(__file__).parents[2]
_COLOURS = ("#0f4c5c", "#5a2a6e", "#7a1f3d", "#00429d", "#1b4d2e", "#4a3200", "#3d2b8f")
_CODE = """```python
def next_dose(hours: int, taken: int) -> int:
    \"\"\"How many tablets may be taken now.\"\"\"
    allowed = 4 if hours >= 24 else 2
    return max(0, allowed - taken)
```"""


@dataclass(frozen=True)
class Manuscript:
    """A publication as makebook's peers read it: its folder, its Markdown files and what they need
    of its metadata.
    """

    folder: Path
    texts: tuple[str, ...]
    title: str
    author: str = "Your Clinic"
    lang: str = "en-US"

    @property
    def pictures(self) -> tuple[Path, ...]:
        return tuple(sorted((self.folder / "images").iterdir()))


def translated_handout(root: Path) -> Path:
    """A copy of the handout that ships with its translation, as a project in `root`; its text."""
    (text,) = _copied_handout(root).glob("*.md")
    return text


def shipped_handout(root: Path) -> Manuscript:
    """A copy of the handout that ships, as a project in `root`; without its translation, which no
    peer makes.
    """
    folder = _copied_handout(root, "es")
    return Manuscript(
        folder,
        tuple(sorted(file.name for file in folder.glob("*.md"))),
        "Ketamine and Your Mental Health",
    )


def _copied_handout(root: Path, *left_out: str) -> Path:
    (original,) = (folder for folder in (_REPOSITORY / "sources").iterdir() if folder.is_dir())
    folder = root / "sources" / original.name
    shutil.copytree(original, folder, ignore=shutil.ignore_patterns(*left_out))
    shutil.copy(_REPOSITORY / "sources" / "clinic.yaml", folder.parent)
    return folder


def library(root: Path, handouts: int = HANDOUTS) -> tuple[Manuscript, ...]:
    """A project of many handouts of two pages, each with words and pictures of its own."""
    return tuple(_handout(root, number) for number in range(1, handouts + 1))


def clinics(root: Path, count: int = CLINICS) -> Manuscript:
    """The handout that ships, with so many clinics."""
    add_clinics(root, count)
    return shipped_handout(root)


def copies(root: Path) -> None:
    """A few handouts for very many clinics, with all editions in place."""
    manuscripts = library(root, COPIED)
    names = add_clinics(root, COPIES // COPIED)
    project = Project.find(root)
    build(project, BuildRequest(clinics=names[:1], editions=("print", "epub")))
    for manuscript in manuscripts:
        copy_editions(project, manuscript.folder.name, names)


def add_clinics(root: Path, count: int) -> tuple[str, ...]:
    """The names of so many clinics, each with a contact, a logo and colours of its own."""
    folder = root / "sources" / "clinics"
    folder.mkdir(parents=True)
    names = tuple(f"clinic-{number:03}" for number in range(1, count + 1))
    for number, name in enumerate(names, start=1):
        colour = _COLOURS[number % len(_COLOURS)]
        own = (
            f"name: Clinic {number}\nphone: 555-{number:04}\nlogo: {name}.svg\nprimary: "
            f"'{colour}'\n"
        )
        (folder / f"{name}.yaml").write_text(own, "utf-8")
        (folder / f"{name}.svg").write_bytes(artwork.drawing(name))
    return names


def book(root: Path, chapters: int = CHAPTERS, parts: int = 1) -> Manuscript:
    """A project of one long book: about fifteen pages for each of the `parts` of a chapter."""
    folder = _begun(root, "long-book", "A Long Book of Healing", "book")
    names = tuple(map(_file_name, range(1, chapters + 1)))
    for number, name in enumerate(names):
        own = range(number * parts + 1, (number + 1) * parts + 1)
        for part in own:
            images = {f"drawing-{part:02}.svg": artwork.drawing(f"chapter {part}")}
            if part % 3 == 1:
                images[f"photo-{part:02}.jpg"] = artwork.photograph(f"chapter {part}")
            _put(folder, images)
        first, *others = map(_chapter, own)
        texts = [first, *(f"#{text}" for text in others)]  # their titles become headings
        (folder / name).write_text("\n\n".join(texts), "utf-8")
    return Manuscript(folder, names, "A Long Book of Healing")


def _handout(root: Path, number: int) -> Manuscript:
    random = Random(f"handout {number}")
    title = f"{prose.heading(random)}, part {number}"
    folder = _begun(root, f"handout-{number:02}", title, "handout")
    _put(folder, {"photo.jpg": artwork.photograph(title), "drawing.svg": artwork.drawing(title)})
    parts = [
        f"## {prose.heading(random)}",
        prose.paragraph(random, 5),
        (
            f'![{prose.sentence(random)}](images/photo.jpg){{alt="Soft light falls into a quiet '
            f'room."}}'
        ),
        prose.paragraph(random, 4),
        f"## {prose.heading(random)}",
        prose.bullets(random, 5),
        prose.paragraph(random, 4),
        f"## {prose.heading(random)}",
        prose.table(random, 5),
        '![](images/drawing.svg){alt="Circles and leaves on a light ground."}',
        prose.paragraph(random, 4),
        prose.steps(random, 4),
    ]
    (folder / _file_name(1)).write_text("\n\n".join(parts) + "\n", "utf-8")
    return Manuscript(folder, (_file_name(1),), title)


def _chapter(number: int) -> str:
    random = Random(f"chapter {number}")
    parts = [f"# {prose.heading(random)}", prose.paragraph(random, 6)]
    if number % 3 == 1:
        parts.append(
            f'![{prose.sentence(random)}](images/photo-{number:02}.jpg){{alt="Soft light in a '
            f'quiet room."}}'
        )
    parts.append(
        f'![{prose.sentence(random)}](images/drawing-{number:02}.svg){{alt="Circles and leaves."}}'
    )
    for section in range(1, 6):
        note = f"n{number}-{section}"
        parts += [
            f"## {prose.heading(random)}",
            f"{prose.paragraph(random, 7)}[^{note}]",
            prose.bullets(random, 5),
        ]
        parts += [prose.paragraph(random, random.randint(4, 7)) for _ in range(3)]
        parts += [
            f"### {prose.heading(random)}",
            prose.steps(random, 4),
            prose.paragraph(random, 8),
        ]
        parts += [prose.table(random, 5)] if section % 2 else [_CODE]
        parts.append(f"[^{note}]: {prose.sentence(random)}")
    return "\n\n".join(parts) + "\n"


def _begun(root: Path, name: str, title: str, layout: str) -> Path:
    folder = root / "sources" / name
    folder.mkdir(parents=True)
    metadata = (
        f'title: "{title}"\nauthor: Your Clinic\nlang: en-US\ndate: 2026-11-23\nlayout: {layout}\n'
    )
    (folder / "book.yaml").write_text(metadata, "utf-8")
    return folder


def _put(folder: Path, images: dict[str, bytes]) -> None:
    (folder / "images").mkdir(exist_ok=True)
    for name, content in images.items():
        (folder / "images" / name).write_bytes(content)


def _file_name(number: int) -> str:
    return f"{number:02}-text.md"
