"""The readers of what strangers send, each asked about changed samples in one process: every one
answers in time, with what it read or with an error of ours.
"""

from __future__ import annotations

import io
import time
import traceback
import zipfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from types import MappingProxyType

from prepress.errors import MakebookError
from prepress.images.rasters import PictureError
from tests.hostile.mutation import Mutation
from tests.shelf import SQUARE, Shelf

ROOT = Path(__file__).parents[2]
#: In seconds of the processor; none of the changed samples is long.
LONGEST = 10.0
#: A text of this many bytes is cut.
_LARGEST = 20_000
_MARKDOWN_TOKENS = (
    *("\n", "\n\n", " ", "    ", "\t", "# ", "## ", "> ", "- ", "1. ", "* ", "```", "~~~", ":::"),
    *("::: warning", "|", "| --- |", "$", "$$", "[", "](", ")", "![", "[^1]", "[^1]: ", "^[", "@"),
    *("[@a]", "{", "}", "{#a .b c=d}", "{{ clinic.name }}", "{%", "%}", "<", ">", "</", "<!--"),
    *("-->", "<b>", "<table>", "<td>", "<li>", "<details>", "<div markdown=1>", "</div>", "<p ", "\\"),
    *("**", "_", "~", "==", "++", "`", "&#0;", "&#x110000;", "&lt;", "\u202e", "\x00", "\ufeff", "\u200d"),
    *("---\n", "[[", "]]", "!!! note", "/// tab", "{{< ", ">}}", "\\index{a}", "\\ref{a}", "___", "☐"),
    *("https://a.example/", "*[A]: b", ": b", "[TOC]", "\\newpage", "<svg>", "<script>", "~~", "é", "漢"),
)  # fmt: skip
_YAML_TOKENS = (
    *("\n", ": ", ":", "- ", "[", "]", "{", "}", ",", "#", "|", ">", "&a ", "*a", "!!", "!!int ", "'"),
    *('"', "? ", "<<: *a", "\t", "  ", "---\n", "...\n", "null", "true", "~", "1e400", "0x", "2026-02-30"),
    *("title", "lang", "editions", "print", "epub", "trim: a5", "look", "clinic", "\u202e", "\x00", "\ud800"),
    *("9" * 400, "-1", "50%", "chapters", "contact", "{{ clinic.name }}", "bibliography", "isbn"),
)  # fmt: skip
_SVG_TOKENS = (
    b"<svg>", b"</svg>", b"<g>", b"<use href='#a'/>", b" id='a'", b"<style>", b"url(#a)", b"url(x)",
    b"<!DOCTYPE svg [<!ENTITY a 'b'>]>", b"&a;", b"<script>", b"<image href='data:image/png;base64,AA'/>",
    b" width='1e309'", b" height='-1'", b" viewBox='0 0 0 0'", b"NaN", b"%", b"\xff", b"\x00", b"<", b">",
    b"'", b'"', b"<![CDATA[", b"]]>", b"<?xml version='1.0' encoding='utf-16'?>", b"xmlns:xlink='x'",
    b"<text>a</text>", b"<path d='M1e400'/>", b" transform='scale(0)'", b"<animate attributeName='href'/>",
)  # fmt: skip
_XML_TOKENS = (
    b"<w:p>", b"</w:p>", b"<w:r>", b"</w:r>", b"<w:t>a</w:t>", b"<w:tbl>", b"<w:tr>", b"<w:tc>", b"</w:tc>",
    b"<w:bookmarkStart w:id='1' w:name='a'/>", b"<w:hyperlink w:anchor='a'>", b"w:val='0'", b"w:val=''",
    b"<w:numPr>", b"<w:ilvl w:val='99'/>", b"<w:gridSpan w:val='9999'/>", b"<w:vMerge/>", b"{{ clinic.x }}",
    b"<w:ins>", b"<w:del>", b"<m:oMath>", b"<w:drawing/>", b"'", b'"', b"<", b">", b"&#0;", b"&amp;", b"\xff",
    b"<w:footnoteReference w:id='9'/>", b"<w:fldSimple w:instr='TOC'/>", b"<w:sym w:char='F0B7'/>", b"\"}",
)  # fmt: skip
_FONT_TOKENS = (
    b"\x00", b"\xff", b"\xff\xff\xff\xff", b"\x00\x00\x00\x00", b"ttcf", b"OTTO", b"wOF2", b"glyf",
    b"name", b"cmap", b"\x00\x01\x00\x00", b"\x80\x00", b"fvar", b"head",
)  # fmt: skip
_PO_TOKENS = (
    *('msgid ""\n', 'msgstr ""\n', 'msgctxt "a"\n', '"', "\\", "\\n", "\n", "#", "#, fuzzy\n", "#~ "),
    *("msgid_plural", "msgstr[0]", "{page}", "{", "}", "\x00", "\u202e", "\ufeff", "\t", "é"),
)  # fmt: skip


@dataclass(frozen=True)
class Fault:
    """A variant that a reader cannot bear: its `number` of the reader's `name`, and what went
    wrong.
    """

    name: str
    number: int
    what: str
    content: object

    def __str__(self) -> str:
        return f"{self.name} {self.number}: {self.what}"


#: Reads one changed sample in a folder, which it may fill, and gives what was read.
Reader = Callable[[Mutation, Path], object]


def _samples(*patterns: str) -> list[str]:
    files = [file for pattern in patterns for file in sorted(ROOT.glob(pattern))]
    return [file.read_text("utf-8")[:_LARGEST] for file in files]


def _read_markdown(mutation: Mutation, folder: Path) -> object:
    samples = _samples("tests/conformance/everything/*.md", "layouts/examples/*/*.md")
    samples = [sample[:3000] for sample in samples]
    text = mutation.of(samples, _MARKDOWN_TOKENS)[:_LARGEST]
    Shelf(folder).add({"1.md": text.encode("utf-8", "replace")})
    with suppress(MakebookError):
        Shelf(folder).galley()
    return text


def _read_yaml(mutation: Mutation, folder: Path) -> object:
    from prepress.manuscript.clinic_file import read_clinic
    from prepress.manuscript.metadata_keys import read_metadata
    from prepress.project import order_files

    samples = _samples(
        "layouts/examples/*/book.yaml", "sources/*/book.yaml", "sources/clinic*.yaml"
    )
    text = mutation.of(samples, _YAML_TOKENS)[:_LARGEST]
    for read in (
        lambda: read_metadata(text, "book.yaml"),
        lambda: read_clinic({"clinic.yaml": text}),
        lambda: order_files.entries_of_quarto(text),
        lambda: order_files.entries_of_mkdocs(text),
        lambda: order_files.entries_of_metadata(text),
        lambda: order_files.entries_of_summary(text),
    ):
        with suppress(MakebookError):
            read()
    return text


def _read_svg(mutation: Mutation, folder: Path) -> object:
    from prepress.images.derivatives import paper_copy, screen_copy
    from prepress.images.pictures import examine

    samples = [SQUARE.encode(), *(file.read_bytes() for file in ROOT.glob("tests/**/*.svg"))]
    data = mutation.of(samples, _SVG_TOKENS)[:_LARGEST]
    file = folder / "a.svg"
    file.write_bytes(data)
    with suppress(PictureError, MakebookError):
        picture = examine(file, "a.svg")
        screen_copy(picture)
        paper_copy(data)
    return data


def _read_word(mutation: Mutation, folder: Path) -> object:
    from prepress.import_word.word_import import import_word

    parts = _word_parts()
    name = mutation.random.choice([each for each in parts if each.endswith((".xml", ".rels"))])
    parts[name] = mutation.of([parts[name]], _XML_TOKENS)
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for each, data in parts.items():
            archive.writestr(each, data)
    (folder / "a.docx").write_bytes(stream.getvalue())
    try:
        made = import_word(folder, folder / "a.docx")
    except MakebookError:
        return name, parts[name]
    Shelf(made.folder.parents[1]).galley()  # what is imported can be read
    return name, parts[name]


def _word_parts() -> dict[str, bytes]:
    import docx

    document = docx.Document()
    document.core_properties.title = "Sleep and healing"
    document.add_heading("Sleep", 0)
    document.add_paragraph("Words.", style="List Number").add_run("bold").bold = True
    table = document.add_table(2, 2)
    table.cell(0, 0).text = "A cell"
    document.add_heading("More", 1)
    document.add_paragraph("To read.", style="List Bullet")
    stream = io.BytesIO()
    document.save(stream)
    with zipfile.ZipFile(stream) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _read_font(mutation: Mutation, folder: Path) -> object:
    from prepress.layouts.typefaces.recognition import choose_fonts
    from prepress.layouts.typefaces.scripts import Typeface
    from prepress.layouts.typefaces.unpacking import files_in
    from prepress.screen.font_files import coverage_of

    files = {file.name: file.read_bytes() for file in (ROOT / "fonts/noto-sans").glob("*.ttf")}
    name = mutation.random.choice(sorted(files))
    # In the head of a font stands where its tables are.
    whole = files[name]
    files[name] = mutation.of_bytes(whole, 400)
    family = Typeface("Latn", "Latin", "Noto Sans", ("en",), version="1")
    with suppress(MakebookError):
        choose_fonts(files.items(), family, folder)
    (folder / "a.ttf").write_bytes(files[name])
    with suppress(MakebookError):
        coverage_of(folder / "a.ttf")
    pack = mutation.of([_packed(files[name][:_LARGEST])], _FONT_TOKENS)
    for suffix in (".ttf", ".zip", ".deb", ".tar.gz"):
        (folder / f"b{suffix}").write_bytes(pack)
        with suppress(MakebookError):
            list(files_in(folder / f"b{suffix}", family))
    return name, files[name]


def _packed(font: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("NotoSans-Regular.ttf", font)
        archive.writestr("OFL.txt", "SIL Open Font License")
    return stream.getvalue()


def _read_catalogue(mutation: Mutation, folder: Path) -> object:
    from prepress.layouts.catalogues import entries_of

    samples = _samples("layouts/words/*.po")
    text = mutation.of(samples, _PO_TOKENS)[:_LARGEST]
    with suppress(MakebookError):
        entries_of(text, "a.po")
    return text


#: The readers by their names.
READERS: Mapping[str, Reader] = MappingProxyType(
    {
        "font": _read_font,
        "markdown": _read_markdown,
        "po": _read_catalogue,
        "svg": _read_svg,
        "word": _read_word,
        "yaml": _read_yaml,
    }
)


def faults(name: str, first: int, count: int) -> Iterator[Fault]:
    """What the reader `name` cannot bear of `count` variants from the number `first` on; each
    number is a seed.
    """
    for number in range(first, first + count):
        yield from islice(_faults_of(name, number), 1)


def _faults_of(name: str, number: int) -> Iterator[Fault]:
    mutation = Mutation(Random(f"{name} {number}"))
    start = time.process_time()  # others may hold the machine up
    with TemporaryDirectory() as folder:
        try:
            content = READERS[name](mutation, Path(folder))
        except Exception:  # noqa: BLE001 - whatever it is, it is a fault
            yield Fault(name, number, traceback.format_exc(limit=-6), None)
            return
    took = time.process_time() - start
    if took > LONGEST:
        yield Fault(name, number, f"took {took:.1f} s", content)
