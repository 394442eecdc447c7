"""Simplification: a Word document cut down to what can be carried over, with a remark on each
kind of thing that cannot.
"""

from __future__ import annotations

import io
import re
import zipfile
from typing import TYPE_CHECKING

from lxml import etree

from prepress.import_word.drawings import (
    choose_alternatives,
    drop_drawings,
    drop_equations,
    open_text_boxes,
)
from prepress.import_word.numbering import numbers_of
from prepress.import_word.page_looks import report_page_looks
from prepress.import_word.remarks import Remarks, quote_first
from prepress.import_word.surroundings import report_surroundings
from prepress.import_word.typed_structure import mark_typed_structure
from prepress.import_word.wordml import W, is_within, runs_with, take_out, words_of
from prepress.text.counts import counted

if TYPE_CHECKING:
    from prepress.import_word.word_file import WordFile

#: The name of a bookmark before a numbered item; its number in Word follows.
NUMBER_MARK = "makebook-number-"
_PRIVATE = re.compile(r"[\ue000-\uf8ff]")
#: Where the 256 characters of a font of symbols begin.
_SYMBOLS = 0xF000
_CONTENTS_STYLE = re.compile(r"toc (\d|heading)", re.IGNORECASE)


def simplify(word: WordFile, remarks: Remarks) -> bytes:
    """The same document as a .docx that holds only what is carried over; what does not survive goes
    to `remarks`.
    """
    main = word.main
    notes = [*word.related_parts(main, "footnotes"), *word.related_parts(main, "endnotes")]
    parts = dict(word.parts)
    styles_name = next(iter(word.related_parts(main, "styles")), "")
    styles = word.tree(styles_name)
    for name in (main, *notes):
        root = word.tree(name)
        if root is None:
            continue
        _simplify_part(root, word, name, remarks)
        if name == main:
            _drop_contents(root, word, remarks)
            _drop_dangling_notes(root, word, main)
            _mark_numbers(root, word, remarks)
            report_page_looks(root, remarks)
            if styles is not None:
                mark_typed_structure(root, styles, _style_names(word), remarks)
        parts[name] = etree.tostring(root, encoding="utf-8", xml_declaration=True)
    if styles is not None:
        parts[styles_name] = _styles_without_looks(styles)
    report_surroundings(word, remarks)
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return stream.getvalue()


def _styles_without_looks(root: etree._Element) -> bytes:
    """The styles without their looks, which are most of what mammoth would have to read."""
    for style in list(root):
        if style.tag != f"{W}style":
            root.remove(style)
            continue
        for child in list(style):
            if child.tag not in (f"{W}name", f"{W}pPr"):
                style.remove(child)
    data: bytes = etree.tostring(root, encoding="utf-8", xml_declaration=True)
    return data


def _simplify_part(root: etree._Element, word: WordFile, name: str, remarks: Remarks) -> None:
    relations = {relation.id: relation for relation in word.relations(name)}
    _drop_hidden(root, remarks)
    _accept_changes(root, remarks)
    choose_alternatives(root)
    open_text_boxes(root, remarks)
    drop_equations(root, remarks)
    drop_drawings(root, relations, remarks)
    _read_symbols(root, remarks)
    _report_looks(root, remarks)
    if chunks := list(root.iter(f"{W}altChunk")):
        remarks.lose(f"{counted(len(chunks), 'inserted document')} left out; import it by itself.")
    if objects := list(root.iter(f"{W}object")):
        remarks.lose(
            f"Of {counted(len(objects), 'embedded file')} of another program, at most a "
            f"picture is left."
        )


def _drop_hidden(root: etree._Element, remarks: Remarks) -> None:
    """What Word hides must not come to light."""
    hidden = list(runs_with(root, "vanish"))
    words = [words_of(run) for run in hidden]
    for run in hidden:
        take_out(run)
    if any(map(str.strip, words)):
        remarks.lose(f"Hidden text was left out{quote_first(words)}.")


def _accept_changes(root: etree._Element, remarks: Remarks) -> None:
    put_in = [
        words_of(each) for each in root.iter(f"{W}ins", f"{W}moveTo") if words_of(each).strip()
    ]
    deleted = [
        "".join(each.itertext(f"{W}delText", f"{W}t"))
        for each in root.iter(f"{W}del", f"{W}moveFrom")
    ]
    deleted = [words for words in deleted if words.strip()]
    for each in [*root.iter(f"{W}del", f"{W}moveFrom")]:
        parent = each.getparent()
        # In a paragraph's or a row's properties it says that the mark at the end was deleted, which
        # is read later.
        if parent is not None and parent.tag not in (f"{W}rPr", f"{W}trPr"):
            parent.remove(each)
    if put_in:
        remarks.lose(f"Tracked insertions were taken over as plain text{quote_first(put_in)}.")
    if deleted:
        remarks.lose(f"Tracked deletions were carried out{quote_first(deleted)}.")


def _read_symbols(root: etree._Element, remarks: Remarks) -> None:
    """Characters that mean something only in a font of symbols become those that Unicode has for
    them.
    """
    unknown = 0
    for text in root.iter(f"{W}t"):
        if not text.text or not _PRIVATE.search(text.text):
            continue
        fonts = _fonts_of(text)
        letters = [_meaning_of(letter, fonts) for letter in text.text]
        unknown += letters.count("")
        text.text = "".join(letters)
    if unknown:
        remarks.lose(f"{counted(unknown, 'symbol')} of a font that only Word knows left out.")


def _fonts_of(text: etree._Element) -> list[str]:
    run = text.getparent()
    fonts = None if run is None else run.find(f"{W}rPr/{W}rFonts")
    return [] if fonts is None else list(map(str, fonts.attrib.values()))


def _meaning_of(letter: str, fonts: list[str]) -> str:
    """The character that `letter` shows in one of `fonts`; empty where Unicode has none for it."""
    from mammoth.docx.dingbats import dingbats

    if not _PRIVATE.match(letter):
        return letter
    known = (dingbats.get((font, ord(letter) - _SYMBOLS)) for font in fonts)
    code = next(filter(None, known), None)
    return chr(code) if code else ""


def _report_looks(root: etree._Element, remarks: Remarks) -> None:
    """Looks that may mean something."""
    underlined = [run for run in runs_with(root, "u") if _is_underlined_by_hand(run)]
    if any(words_of(run).strip() for run in underlined):
        remarks.lose(
            f"Words are no more underlined, since readers take that for a "
            f"link{quote_first(map(words_of, underlined))}."
        )
    marked = [run for run in runs_with(root, "highlight") if words_of(run).strip()]
    if marked:
        remarks.lose(f"Words are no more highlighted{quote_first(map(words_of, marked))}.")


def _is_underlined_by_hand(run: etree._Element) -> bool:
    """Whether neither a link nor a style underlines `run`."""
    in_link = next(run.iterancestors(f"{W}hyperlink"), None) is not None
    return not in_link and run.find(f"{W}rPr/{W}rStyle") is None


def _drop_contents(root: etree._Element, word: WordFile, remarks: Remarks) -> None:
    found = False
    for control in list(root.iter(f"{W}sdt")):
        gallery = control.find(f"{W}sdtPr/{W}docPartObj/{W}docPartGallery")
        if gallery is not None and "table of contents" in gallery.get(f"{W}val", "").lower():
            take_out(control)
            found = True
    styles = _style_names(word)
    for paragraph in list(root.iter(f"{W}p")):
        style = paragraph.find(f"{W}pPr/{W}pStyle")
        name = "" if style is None else styles.get(style.get(f"{W}val", ""), "")
        if _CONTENTS_STYLE.fullmatch(name) and is_within(root, paragraph):
            take_out(paragraph)
            found = True
    if found:
        remarks.lose(
            "Word's table of contents was left out; makebook makes its own, in the EPUB and "
            "in a book."
        )


def _style_names(word: WordFile) -> dict[str, str]:
    parts = word.related_parts(word.main, "styles")
    root = word.tree(parts[0]) if parts else None
    names = {}
    for style in root.iter(f"{W}style") if root is not None else ():
        name = style.find(f"{W}name")
        names[style.get(f"{W}styleId", "")] = "" if name is None else name.get(f"{W}val", "")
    return names


def _drop_dangling_notes(root: etree._Element, word: WordFile, main: str) -> None:
    for kind in ("footnote", "endnote"):
        parts = word.related_parts(main, f"{kind}s")
        notes = word.tree(parts[0]) if parts else None
        known = (
            {note.get(f"{W}id") for note in notes.iter(f"{W}{kind}")}
            if notes is not None
            else set()
        )
        for call in list(root.iter(f"{W}{kind}Reference")):
            if call.get(f"{W}id") not in known:
                take_out(call)


def _mark_numbers(root: etree._Element, word: WordFile, remarks: Remarks) -> None:
    """A bookmark before each numbered item, with the number that Word shows there."""
    numbers = numbers_of(word)
    for paragraph in root.iter(f"{W}p"):
        found = numbers.number(paragraph)
        if found is None:
            continue
        number, in_figures = found
        mark = etree.Element(
            f"{W}bookmarkStart", {f"{W}id": "0", f"{W}name": f"{NUMBER_MARK}{number}"}
        )
        properties = paragraph.find(f"{W}pPr")
        paragraph.insert(0 if properties is None else paragraph.index(properties) + 1, mark)
        if not in_figures:
            remarks.check(
                "Lists that count with letters or Roman numerals in Word count with figures here."
            )
