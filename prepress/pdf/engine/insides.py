"""Insides: the parts of WeasyPrint and EbookLib that their makers do not promise to keep, and what
makebook needs them for.
"""

from __future__ import annotations

from prepress.pdf.engine.library_changes import Inside, Library

#: The version whose insides makebook was written against. Another one may well work; the tests of
#: conformance tell.
SUPPORTED_WEASYPRINT = "70.0"
SUPPORTED_EBOOKLIB = "0.20"

_BOXES = "weasyprint.formatting_structure.boxes"

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
        Inside(
            "weasyprint.layout",
            "make_margin_boxes",
            "pages are called as they are numbered",
            takes=("context", "page", "state"),
            replaced=True,
        ),
        Inside(
            "weasyprint.layout",
            "initialize_page_maker",
            "chapters of a book are laid out by themselves",
            takes=("context", "root_box"),
            replaced=True,
        ),
        Inside(
            "weasyprint.layout.percent",
            "resolve_percentages",
            "long books take little time",
            takes=("box", "containing_block"),
            replaced=True,
        ),
        Inside(
            "weasyprint.layout.page",
            "PageType",
            "chapters of a book are laid out by themselves",
            takes=("side", "blank", "name", "index", "groups"),
            replaced=True,
        ),
        Inside(
            "weasyprint.layout",
            "LayoutContext.get_string_set_for",
            "heads show what stands in a chapter before",
            takes=("self", "page", "name", "keyword"),
            replaced=True,
        ),
        Inside(
            "weasyprint.css.targets",
            "TargetCollector.lookup_target",
            "chapters name pages of others",
            takes=("self", "anchor_token", "source_box", "css_token", "parse_again"),
            replaced=True,
        ),
        Inside(
            "weasyprint.css.targets",
            "anchor_name_from_token",
            "chapters name pages of others",
            takes=("anchor_token",),
        ),
        Inside(
            "weasyprint.pdf",
            "resolve_links",
            "chapters lead to others",
            takes=("pages",),
            replaced=True,
        ),
        Inside(
            "weasyprint.pdf",
            "build_fonts_dictionary",
            "the chapters of a book have one set of fonts",
            takes=("pdf", "fonts", "compress", "subset", "options"),
            replaced=True,
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
            "weasyprint.layout.preferred",
            "split_first_line",
            "no line is measured twice",
            takes=(
                *("text", "style", "context", "max_width", "justification_spacing"),
                *("is_line_start", "minimum"),
            ),
            replaced=True,
        ),
        Inside(
            "weasyprint.text.line_break",
            "Layout.setup",
            "texts are measured and drawn quickly",
            takes=("self", "style"),
            replaced=True,
        ),
        Inside(
            "weasyprint.layout.inline",
            "strut",
            "lines are set quickly",
            takes=("style",),
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
        Inside("pydyf", "PDF.page_references", "long books are written quickly"),
        Inside(
            "pydyf",
            "PDF.write",
            "long books are written quickly",
            takes=("self", "output", "version", "identifier", "compress"),
            replaced=True,
        ),
        Inside("pydyf", "Dictionary.data", "long books are written quickly"),
        Inside("pydyf", "Stream.data", "long books are written quickly"),
        Inside(
            "weasyprint.css",
            "StyleFor",
            "long books take little memory",
            attributes=("_cascaded_styles", "_computed_styles", "initial_page_sizes"),
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
            attributes=("state", "page_maker_index", "cached_page_counter_values", "target_box"),
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
            "make_all_pages",
            "no note at the foot of a page is lost",
            takes=("context", "root_box", "html", "pages"),
            replaced=True,
        ),
        Inside(
            "weasyprint.layout.block",
            "block_container_layout",
            "notes stand at the foot of the page that calls them",
            takes=("context", "box", "bottom_space", "skip_stack", "page_is_empty"),
        ),
        Inside(
            "weasyprint.layout.block",
            "_out_of_flow_layout",
            "no heading stands at the foot of a page without its figure",
            takes=("context", "box", "index", "child", "new_children", "page_is_empty"),
        ),
        Inside(
            "weasyprint.layout.page",
            "remake_page",
            "no note at the foot of a page is lost",
            takes=("index", "context", "root_box", "html"),
        ),
        Inside(
            "weasyprint.layout",
            "LayoutContext",
            "long books take little memory",
            attributes=(
                *("style_for", "target_collector", "tables", "running_elements"),
                *("_update_footnote_area", "footnotes", "broken_out_of_flow"),
            ),
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
            "lines are drawn quickly, and Hebrew and Arabic can be copied from a PDF",
            takes=("stream", "textbox", "text_overflow", "block_ellipsis", "matrix"),
            replaced=True,
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
