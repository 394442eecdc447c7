"""The same sources give the same bytes, wherever, whenever and in whatever order they are built."""

from __future__ import annotations

import io
import os
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pikepdf
import pytest
from PIL import Image

from prepress.building.build import BuildRequest, build
from tests.shelf import SQUARE, Shelf

CODE = str(Path(__file__).parents[2] / "makebook.py")
EMPTY: Mapping[str, str] = {}
NAMED = ("print", "press", "large-print", "booklet", "leaflet", "poster", "card", "epub")
SOME = ("print", "large-print", "epub")


def picture(form: str, mode: str = "RGB") -> bytes:
    data = io.BytesIO()
    Image.linear_gradient("L").resize((60, 40)).convert(mode).save(data, form)
    return data.getvalue()


FILES: Mapping[str, str | bytes] = {
    "1-first.md": """# The first chapter

“Quoted” words, *emphasis*, `code`, a fact.[^a] See [the second](2-second.md), [its table](#a-table), and
[the web](https://example.org/a?b=1&c=2).

[^a]: A source, *in full*.

![A square](images/square.svg){alt="A black square"}

::: warning Risks
Look at ![a small one](images/a.png) first.
:::

::: qr https://clinic.example/book Our book
Scan it.
:::
""",
    "2-second.md": """# The second chapter

![A gradient](images/b.jpg){alt="Grey, from dark to light"}

## A table

| one | two |
| --- | --- |
| 1   | 2   |

- [x] done
- [ ] to do

```python
print("colours")
```

*[TLA]: Three-letter abbreviation

A TLA, and another fact.[^b]

[^b]: Another source.
""",
    "images/square.svg": SQUARE,
    "images/a.png": picture("PNG"),
    "images/b.jpg": picture("JPEG"),
}
METADATA = """title: Tiny
subtitle: But with all that there is
author: [Ann Lee, Ben Roe]
date: 2026-11-23
lang: en
layout: book
contact: {name: Our Clinic, phone: 555-0100, web: "https://clinic.example", crisis: Call 988.}
editions:
  print: {}
  press: {}
  large-print: {}
  booklet: {}
  leaflet: {}
  poster: {}
  card: {}
  epub: {}
"""
OTHER = """title: Andere
lang: de
layout: handout
editions: {print: {trim: a5, size: 13pt}, press: {}, large-print: {}, booklet: {}, epub: {embed-fonts: false}}
"""
OTHER_TEXT = (
    "# Kapitel\n\nGänsefüße, `Code` und **fett**.[^x]\n\n[^x]: Quelle.\n\n![Quadrat](a.svg)\n"
)

Bytes = dict[str, bytes]


def filled(root: Path) -> Shelf:
    return Shelf(root).add(FILES, metadata=METADATA)


def bytes_in(shelf: Shelf) -> Bytes:
    return {path.name: path.read_bytes() for path in sorted((shelf.root / "output").glob("tiny*"))}


def same(found: Bytes, expected: Bytes) -> None:
    assert [*found] == [*expected]
    assert [name for name in expected if found[name] != expected[name]] == []


def some(found: Bytes) -> Bytes:
    return {name: found[name] for name in ("tiny-large-print.pdf", "tiny.epub", "tiny.pdf")}


def make(shelf: Shelf, request: BuildRequest) -> None:
    report = build(shelf.project, request, lambda step: None)
    assert not report.failures
    assert not report.withheld


@pytest.fixture(scope="module")
def expected(tmp_path_factory: pytest.TempPathFactory) -> Bytes:
    """The editions as a fresh process makes them."""
    shelf = filled(tmp_path_factory.mktemp("plain"))
    command(shelf)
    found = bytes_in(shelf)
    assert len(found) == len(NAMED)
    return found


def command(
    shelf: Shelf,
    *options: str,
    python: Sequence[str] = (),
    umask: int = 0o022,
    environment: Mapping[str, str] = EMPTY,
) -> None:
    """Build with a process of its own."""
    plain = {
        name: value
        for name, value in os.environ.items()
        if not re.match("LC_|LANG|TZ|SOURCE_DATE", name)
    }
    subprocess.run(
        [sys.executable, *python, CODE, "build", "-j", "1", *options],
        cwd=shelf.root, env={**plain, **environment}, umask=umask, check=True, stdout=subprocess.DEVNULL,
    )  # fmt: skip


@dataclass(frozen=True)
class Surroundings:
    folder: str
    jobs: int
    environment: Mapping[str, str]
    python: Sequence[str] = ()
    umask: int = 0o022
    editions: Sequence[str] = NAMED


SURROUNDINGS = {
    "another country, no home and a long name": Surroundings(
        "a very long name " * 10 + "/" + "deep/" * 10,
        1,
        {
            "LC_ALL": "de_DE.UTF-8",
            "TZ": "America/St_Johns",
            "HOME": "/nonexistent",
            "XDG_CACHE_HOME": "/nonexistent",
            "COLUMNS": "20",
            "PYTHONHASHSEED": "random",
        },
        ["-X", "utf8"],
        0,
        SOME,
    ),
    "the C locale, accents and three workers": Surroundings(
        "Über uns/hand outs é %20 #1",
        3,
        {"LC_ALL": "C", "PYTHONHASHSEED": "1", "TZ": "Pacific/Auckland"},
        ["-O"],
        0o077,
        SOME,
    ),
}


@pytest.mark.parametrize("name", SURROUNDINGS)
def test_surroundings_do_not_show(tmp_path: Path, expected: Bytes, name: str) -> None:
    here = SURROUNDINGS[name]
    shelf = filled(tmp_path / here.folder)
    temp = shelf.root / "temp é"
    temp.mkdir()
    environment = {**here.environment, "TMPDIR": str(temp)}
    options = ["-j", str(here.jobs), *(f"--edition={name}" for name in here.editions)]
    command(shelf, *options, python=here.python, umask=here.umask, environment=environment)
    same(bytes_in(shelf), expected if here.editions == NAMED else some(expected))


def test_editions_made_one_by_one_are_those_made_together(shelf: Shelf, expected: Bytes) -> None:
    filled(shelf.root)
    for edition in reversed(NAMED):
        make(shelf, BuildRequest(editions=(edition,)))
    same(bytes_in(shelf), expected)
    assert not any(built.why for built in shelf.build().built)


def test_publications_built_before_do_not_show(shelf: Shelf, expected: Bytes) -> None:
    filled(shelf.root)
    shelf.add({"1.md": OTHER_TEXT, "a.svg": SQUARE}, name="another", metadata=OTHER)
    shelf.add(
        {"1.md": OTHER_TEXT, "a.svg": SQUARE},
        name="zuletzt",
        metadata=METADATA.replace("layout: book", "layout: handout"),
    )
    make(shelf, BuildRequest(("another", "zuletzt"), SOME))
    make(shelf, BuildRequest(("tiny",), SOME))
    same(bytes_in(shelf), some(expected))


def test_own_layout_that_was_there_before_does_not_show(shelf: Shelf, expected: Bytes) -> None:
    filled(shelf.root)
    own = shelf.root / "layouts"
    own.mkdir()
    (own / "paper.css").write_text("p { color: #345 }", "utf-8")
    (own / "colophon.html").write_text("<p>Ours</p>", "utf-8")
    (own / "cover.css").write_text(".title { color: #345 }", "utf-8")
    make(shelf, BuildRequest(editions=SOME))
    assert not {*bytes_in(shelf).values()} & {*expected.values()}
    shutil.rmtree(own)
    make(shelf, BuildRequest(editions=SOME))
    same(bytes_in(shelf), some(expected))


def test_deleted_files_come_back_the_same(shelf: Shelf, expected: Bytes) -> None:
    make(filled(shelf.root), BuildRequest(editions=SOME))
    record = ".makebook/tiny.json"
    for gone in (
        ["tiny.pdf"],
        ["tiny.epub"],
        ["tiny-large-print.pdf", "tiny.epub"],
        ["tiny.pdf", record],
        [record],
    ):
        for name in gone:
            (shelf.root / "output" / name).unlink()
        make(shelf, BuildRequest(editions=SOME))
        same(bytes_in(shelf), some(expected))


def test_any_path_through_states_of_the_sources_ends_in_the_same_bytes(
    shelf: Shelf, expected: Bytes
) -> None:
    """Cached and fresh steps mix: the text, a picture, metadata and options each change and change
    back.
    """
    filled(shelf.root)
    changes: list[dict[str, str | bytes]] = [
        {"1-first.md": "# The first chapter\n\nShort.\n"},
        {"images/a.png": picture("PNG", "L"), "images/square.svg": SQUARE.replace("h8", "h7")},
        {"3-third.md": "# A third chapter\n"},
    ]
    for change in changes:
        shelf.add(change, metadata=METADATA.replace("print: {}", "print: {trim: a5}", 1))
        make(shelf, BuildRequest(editions=("epub", "print")))
        assert not {*bytes_in(shelf).values()} & {*expected.values()}
        (shelf.root / "sources/tiny/3-third.md").unlink(missing_ok=True)
        filled(shelf.root)
        make(shelf, BuildRequest(editions=("print", "epub")))
        same(bytes_in(shelf), {name: expected[name] for name in ("tiny.epub", "tiny.pdf")})


def test_strict_build_gives_the_same_bytes(shelf: Shelf, tmp_path: Path) -> None:
    plain = Shelf(tmp_path / "plain")
    for each in (shelf, plain):
        each.add({"1.md": "# One\n\nText enough for a page of its own.\n"})
    assert plain.build(strict=False).exit_code == 0
    assert shelf.build(strict=True).exit_code == 0
    same(bytes_in(shelf), bytes_in(plain))


def moments_of(found: Bytes) -> set[str]:
    """Every moment that stands in the editions, as digits."""
    said: list[str] = []
    for name, data in found.items():
        if name.endswith(".epub"):
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                package = archive.read(
                    next(each for each in archive.namelist() if each.endswith(".opf"))
                ).decode()
                assert {entry.date_time[0] for entry in archive.infolist()} == {1980}, (
                    "an archive's zero"
                )
            said += re.findall(r'dcterms:modified"[^>]*>([^<]+)<', package)
        else:
            with pikepdf.open(io.BytesIO(data)) as pdf:
                said += [str(pdf.docinfo[key]) for key in ("/CreationDate", "/ModDate")]
                if "/Metadata" in pdf.Root:
                    said += re.findall(
                        r"<xmp:\w+Date>([^<]+)<", pdf.Root.Metadata.read_bytes().decode()
                    )
    return {re.sub(r"\D", "", each) for each in said}


def test_moments_come_from_the_metadata(expected: Bytes) -> None:
    assert moments_of(expected) == {"20261123000000"}


def test_moments_come_from_source_date_epoch_where_it_is_set(tmp_path: Path) -> None:
    shelf = filled(tmp_path)
    moment = {"SOURCE_DATE_EPOCH": "1700000000", "TZ": "Pacific/Auckland"}
    command(shelf, "-e", "print", "-e", "epub", environment=moment)
    assert moments_of(bytes_in(shelf)) == {"20231114221320"}


def test_undated_text_has_a_fixed_moment(shelf: Shelf) -> None:
    assert shelf.add({"1.md": "# One\n\nText.\n"}).build().exit_code == 0
    assert moments_of(bytes_in(shelf)) == {"20000101000000"}
