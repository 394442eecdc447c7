"""Insides: the parts of WeasyPrint and EbookLib that their makers do not promise to keep, and
whether they are as makebook needs them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib import import_module
from importlib.metadata import version
from inspect import signature
from typing import Any

from prepress.errors import MachineError

#: The version whose insides makebook was written against. Another one may well work; the tests of
#: conformance tell.
SUPPORTED_WEASYPRINT = "70.0"
SUPPORTED_EBOOKLIB = "0.20"

_ABSENT = object()
_BOXES = "weasyprint.formatting_structure.boxes"


@dataclass(frozen=True)
class Inside:
    """A function or class `name` of a `module`, and what here would fail without it.

    `takes` are the parameters that must come first; it takes no others where it is `replaced`.
    `accepts` are those that it must know by name, and `attributes` what its objects must have.
    """

    module: str
    name: str
    purpose: str
    takes: tuple[str, ...] = ()
    accepts: tuple[str, ...] = ()
    attributes: tuple[str, ...] = ()
    replaced: bool = False


@dataclass(frozen=True)
class Library:
    """A Python package by its `title` and the name of its `package`, the `supported` version, and
    the insides of it that are used.
    """

    title: str
    package: str
    supported: str
    insides: tuple[Inside, ...]


WEASYPRINT = Library(
    "WeasyPrint",
    "weasyprint",
    SUPPORTED_WEASYPRINT,
    (
        Inside(
            "weasyprint.css",
            "CSS",
            "each stylesheet is read once",
            accepts=("string", "base_url", "media_type", "page_rules", "layers", "counter_style"),
            attributes=("page_rules", "layers"),
        ),
        Inside(
            "weasyprint.css.tokens",
            "Pending",
            "each stylesheet is read once",
            attributes=("_reported_error",),
        ),
        Inside("weasyprint.document", "Page", "pages are proofread", attributes=("_page_box",)),
        Inside(
            "weasyprint.layout.absolute",
            "AbsolutePlaceholder",
            "what is placed absolutely is proofread and tagged",
            attributes=("_box",),
        ),
        Inside(
            _BOXES,
            "Box",
            "pages are proofread and tagged",
            attributes=(
                *("element", "element_tag", "style", "is_leader", "is_table_wrapper"),
                *("is_in_normal_flow", "is_floated", "margin_width", "margin_height"),
                *("border_box_x", "border_box_y", "border_width"),
                *("border_height", "content_box_x", "content_box_y"),
            ),
        ),
        Inside(_BOXES, "ParentBox", "pages are proofread and tagged", attributes=("children",)),
        Inside(_BOXES, "TextBox", "lines are proofread", attributes=("text",)),
        Inside(_BOXES, "ReplacedBox", "pictures are proofread", attributes=("replacement",)),
        Inside(_BOXES, "LineBox", "lines are proofread"),
        Inside(_BOXES, "BlockBox", "lines are proofread"),
        Inside(_BOXES, "InlineBlockBox", "lines are proofread"),
        Inside(_BOXES, "BlockReplacedBox", "pictures are proofread"),
        Inside(_BOXES, "InlineReplacedBox", "pictures are proofread"),
        Inside(_BOXES, "TableBox", "wide tables are made to fit"),
        Inside(_BOXES, "InlineTableBox", "wide tables are made to fit"),
        Inside(_BOXES, "BlockContainerBox", "paragraphs are tagged"),
        Inside(_BOXES, "FootnoteAreaBox", "notes are tagged"),
        Inside(_BOXES, "MarginBox", "running heads and feet are kept out of the tags"),
        Inside(
            "weasyprint.pdf.tags",
            "_build_box_tree",
            "PDFs are tagged",
            takes=("box", "parent", "pdf", "page_number"),
        ),
        Inside(
            "weasyprint.images",
            "RasterImage",
            "a PDF holds no more of a picture than its paper can show",
            attributes=("get_x_object", "cache_image_data"),
        ),
        Inside(
            "weasyprint.layout.inline",
            "split_first_line",
            "no word before code stands alone on its line",
            takes=(
                *("text", "style", "context", "max_width", "justification_spacing"),
                *("is_line_start", "minimum"),
            ),
            replaced=True,
        ),
        Inside(
            "weasyprint.layout.inline",
            "split_inline_box",
            "a word is broken only where it begins a line",
            takes=("context", "box", "position_x"),
        ),
        Inside(
            "weasyprint.layout.inline",
            "split_text_box",
            "a word is broken only where it begins a line, and long paragraphs quickly",
            takes=("context", "box", "available_width", "skip", "is_line_start"),
            replaced=True,
        ),
        Inside(
            "weasyprint.layout.block",
            "float_layout",
            "a figure with text around it is not divided",
            takes=(
                *("context", "box", "containing_block", "absolute_boxes", "fixed_boxes"),
                *("bottom_space", "skip_stack"),
            ),
            replaced=True,
        ),
        Inside(
            "pydyf",
            "PDF.page_references",
            "long books are written quickly",
        ),
        Inside(
            "weasyprint.css",
            "StyleFor",
            "long books take little memory",
            attributes=("_cascaded_styles", "_computed_styles"),
        ),
        Inside(
            "weasyprint.css",
            "StyleFor.set_computed_styles",
            "long books take little memory",
            takes=("self", "element", "parent", "root", "pseudo_type"),
        ),
        Inside(
            "weasyprint.layout.page",
            "set_page_type_computed_styles",
            "long books are laid out quickly",
            takes=("page_type", "html", "style_for"),
            replaced=True,
        ),
        Inside(
            "weasyprint.css.targets",
            "TargetCollector",
            "long books are laid out quickly",
        ),
        Inside(
            "weasyprint.css.targets",
            "TargetCollector.cache_target_page_counters",
            "long books are laid out quickly",
            takes=(
                *("self", "anchor_name", "page_counter_values"),
                *("page_maker_index", "page_maker"),
            ),
            replaced=True,
        ),
        Inside(
            "weasyprint.css.targets",
            "TargetLookupItem",
            "long books are laid out quickly",
            attributes=("state", "page_maker_index", "cached_page_counter_values"),
        ),
        Inside(
            "weasyprint.css.targets",
            "CounterLookupItem",
            "long books are laid out quickly",
            attributes=(
                *("missing_target_counters", "page_maker_index", "pending"),
                *("parse_again", "cached_page_counter_values"),
            ),
        ),
        Inside(
            "weasyprint.layout",
            "LayoutContext",
            "long books take little memory",
            attributes=("style_for", "target_collector", "tables", "running_elements"),
        ),
        Inside(
            "weasyprint.document",
            "layout_document",
            "long books take little memory",
            takes=("html", "root_box", "context"),
        ),
        Inside("weasyprint.html", "HTML_HANDLERS", "formulas have the colour of their text"),
        Inside(
            "weasyprint.draw.text",
            "draw_first_line",
            "Hebrew and Arabic can be copied from a PDF",
            takes=("stream", "textbox"),
        ),
        Inside(
            "weasyprint.draw",
            "draw_stacking_context",
            "copies follow the text",
            takes=("stream", "stacking_context"),
            replaced=True,
        ),
        Inside(
            "weasyprint.document",
            "draw_page",
            "copies follow the text",
            takes=("page", "stream"),
            replaced=True,
        ),
        Inside("weasyprint.pdf.stream", "Stream.marked", "copies follow the text"),
        Inside(
            "weasyprint.pdf.stream",
            "Stream.add_font",
            "Hebrew and Arabic can be copied from a PDF",
            takes=("self", "pango_font"),
            replaced=True,
        ),
        Inside("weasyprint.text.ffi", "ffi", "Hebrew and Arabic can be copied from a PDF"),
        Inside("weasyprint.text.ffi", "pango", "Hebrew and Arabic can be copied from a PDF"),
        Inside(
            "weasyprint.pdf.fonts",
            "Font",
            "fonts are cut and Hebrew and Arabic can be copied from a PDF",
            attributes=(
                *("file_content", "index", "missing", "family"),
                *("name", "type", "glyph_count", "widths", "to_unicode"),
            ),
        ),
        Inside(
            "weasyprint.pdf.fonts",
            "Font.subset",
            "fonts are cut the same on every machine",
            takes=("self", "to_unicode", "hinting"),
            replaced=True,
        ),
        Inside("weasyprint.pdf.fonts", "TTFont", "the clock stays out of variable fonts"),
        Inside(
            "weasyprint.urls",
            "URLFetcher",
            "layouts cannot reach the network",
            accepts=("allowed_protocols", "allow_redirects"),
        ),
        Inside(
            "weasyprint.urls",
            "URLFetcher.fetch",
            "layouts cannot reach the network",
            takes=("self", "url", "headers"),
            replaced=True,
        ),
    ),
)

EBOOKLIB = Library(
    "EbookLib",
    "ebooklib",
    SUPPORTED_EBOOKLIB,
    (
        Inside(
            "ebooklib.epub",
            "EpubHtml.get_content",
            "documents are written as they are",
            takes=("self", "default"),
            replaced=True,
        ),
        Inside(
            "ebooklib.epub",
            "EpubWriter",
            "EPUBs are written in memory",
            accepts=("name", "book", "options"),
            attributes=(
                *("file_name", "book", "process"),
                *("_write_container", "_write_opf", "_write_items"),
            ),
        ),
        Inside(
            "ebooklib.epub",
            "EpubWriter.write",
            "EPUBs are written in memory",
            takes=("self",),
            replaced=True,
        ),
        Inside(
            "ebooklib.epub",
            "EpubWriter._write_opf_metadata",
            "the package document is valid EPUB 3",
            takes=("self", "root"),
            replaced=True,
        ),
        Inside(
            "ebooklib.epub",
            "EpubWriter._write_opf_spine",
            "the package document is valid EPUB 3",
            takes=("self", "root", "ncx_id"),
            replaced=True,
        ),
    ),
)


def expect_insides(library: Library) -> None:
    """Raise MachineError, which names each inside of `library` that is not as it should be."""
    changes = changed_insides(library)
    if changes:
        what = (
            f"{library.title} {version(library.package)} is not built like {library.supported}, "
            f"for which this makebook was made: {'; '.join(changes)}."
        )
        raise MachineError(what, f"Install {library.title} {library.supported}.")


def changed_insides(library: Library) -> tuple[str, ...]:
    """What is not as it should be inside `library`, which is imported for that: a clause each."""
    return tuple(
        f"{inside.module}.{inside.name} {change}, which is needed so that {inside.purpose}"
        for inside in library.insides
        for change in _changes(inside)
    )


def _changes(inside: Inside) -> Iterator[str]:
    found = _find(inside)
    if found is _ABSENT:
        yield "is not there"
        return
    if inside.takes or inside.accepts:
        yield from _signature_changes(inside, found)
    missing = [name for name in inside.attributes if not _has(found, name)]
    if missing:
        yield f"has no {_list(missing)}"


def _find(inside: Inside) -> Any:
    """The inside itself, `_ABSENT` where the module or a part of its name is gone."""
    try:
        found: Any = import_module(inside.module)
    except ModuleNotFoundError:
        return _ABSENT
    for name in inside.name.split("."):
        found = getattr(found, name, _ABSENT)
    return _ABSENT if found is None else found


def _signature_changes(inside: Inside, found: Any) -> Iterator[str]:
    try:
        parameters = signature(found).parameters
    except (TypeError, ValueError):
        yield "cannot be called"
        return
    names = tuple(parameters)
    first = names if inside.replaced else names[: len(inside.takes)]
    if inside.takes and first != inside.takes:
        yield f"takes ({', '.join(names)}) instead of ({', '.join(inside.takes)})"
    unknown = [name for name in inside.accepts if name not in parameters]
    if unknown:
        yield f"does not accept {_list(unknown)}"


def _has(found: Any, attribute: str) -> bool:
    """Whether the class `found` has the attribute, or sets it on its objects when they are made."""
    if hasattr(found, attribute):
        return True
    makers = (vars(each).get("__init__") for each in getattr(found, "__mro__", ()))
    codes = (getattr(maker, "__code__", None) for maker in makers)
    return any(code and attribute in (*code.co_names, *code.co_consts) for code in codes)


def _list(names: Sequence[str]) -> str:
    return ", ".join(names)
