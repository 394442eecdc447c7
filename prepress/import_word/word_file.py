"""A Word file: the parts of a .docx within bounds, or one clear refusal."""

from __future__ import annotations

import posixpath
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

from prepress.errors import MachineError, SourceError, UsageError

#: What every kind of relationship that we follow begins with (ISO/IEC 29500-1, 9.2).
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
_RELATIONSHIPS = "{http://schemas.openxmlformats.org/package/2006/relationships}"
# The strict form of the format has other names for the same things (ISO/IEC 29500-1:2016, annex A).
_STRICT = {
    b"http://purl.oclc.org/ooxml/officeDocument/relationships": RELATION.rstrip("/").encode(),
    b"http://purl.oclc.org/ooxml/wordprocessingml/main": (
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    ),
    b"http://purl.oclc.org/ooxml/drawingml/": b"http://schemas.openxmlformats.org/drawingml/2006/",
    b"http://purl.oclc.org/ooxml/officeDocument/math": b"http://schemas.openxmlformats.org/officeDocument/2006/math",
}
_LARGEST_FILE = _LARGEST_PARTS = 200 * 1024 * 1024
_LARGEST_XML = 16 * 1024 * 1024
_MOST_PARTS = 5000
_XML = (".xml", ".rels")
_PICTURES = (
    ".png",
    ".jpg",
    ".jpeg",
    ".gif",
    ".webp",
    ".svg",
    ".bmp",
    ".tif",
    ".tiff",
    ".emf",
    ".wmf",
)
_SAVE_AS = "Open it in Word or LibreOffice and save it as a Word document (.docx)."
_SAVE_AGAIN = "Open it in Word and save it again, then import that."
_OTHERS = (
    (b"{\\rtf", "This is an RTF file."),
    (b"%PDF", "This is a PDF."),
    (b"<!DOCTYPE", "This is a web page."),
    (b"<html", "This is a web page."),
)
_TEXTS = (".md", ".markdown", ".mkd", ".qmd", ".rmd", ".txt")
#: What the archives of others hold.
_OTHER_ARCHIVES = {
    "META-INF/container.xml": "This is an EPUB.",
    "xl/workbook.xml": "This is a spreadsheet (.xlsx).",
    "ppt/presentation.xml": "This is a presentation (.pptx).",
    "Index/Document.iwa": "This is a document of Pages.",
}
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@dataclass(frozen=True)
class Relation:
    """A relationship of one part: its `kind` without what all kinds begin with, and the part or
    address it leads to.
    """

    id: str
    kind: str
    target: str
    external: bool


@dataclass(frozen=True)
class WordFile:
    """The parts of a Word document by name, those that are XML or pictures; `others` names the
    rest.
    """

    name: str
    parts: Mapping[str, bytes]
    others: tuple[str, ...] = ()

    @property
    def main(self) -> str:
        """The name of the part that holds the text."""
        found = self.related_parts("", "officeDocument")
        return found[0] if found else "word/document.xml"

    def tree(self, name: str) -> etree._Element | None:
        """The XML of a part, where there is such a part. Raises SourceError where it is broken or
        holds a DTD.
        """
        if name not in self.parts:
            return None
        parser = etree.XMLParser(
            resolve_entities=False, load_dtd=False, no_network=True, remove_comments=True
        )
        try:
            root = etree.fromstring(self.parts[name], parser)
        except (etree.XMLSyntaxError, ValueError) as error:
            raise SourceError(
                f"The Word file is damaged in its part “{name}”.", _SAVE_AGAIN, self.name
            ) from error
        # It is forbidden (ISO/IEC 29500-2:2012, 8.1.4), and a way to make bombs.
        if root.getroottree().docinfo.doctype:
            what = (
                f"The Word file declares a document type in its part “{name}”, which Word never "
                f"does."
            )
            raise SourceError(what, _SAVE_AGAIN, self.name)
        return root

    def relations(self, part: str) -> tuple[Relation, ...]:
        """The relationships of `part`, those of the whole package where it is empty (ISO/IEC
        29500-2:2012, 9.3).
        """
        folder, name = posixpath.split(part)
        root = self.tree(posixpath.join(folder, "_rels", f"{name}.rels"))
        found = []
        for relation in root.iter(f"{_RELATIONSHIPS}Relationship") if root is not None else ():
            target, external = relation.get("Target", ""), relation.get("TargetMode") == "External"
            if not external:
                target = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
            kind = relation.get("Type", "").rpartition("/")[2]
            found.append(Relation(relation.get("Id", ""), kind, target, external))
        return tuple(found)

    def related_parts(self, part: str, kind: str) -> list[str]:
        """The names of the parts that `part` has of one `kind`, such as `header`."""
        inside = [each for each in self.relations(part) if not each.external]
        named = [each.target for each in inside if each.kind == kind]
        return [name for name in named if name in self.parts]


def read_word_file(path: Path) -> WordFile:
    """Read the .docx at `path`.

    Raises UsageError where there is no such file, SourceError for one that is no Word document, is
    damaged, encrypted or beyond all measure, MachineError where it may not be read.
    """
    try:
        if path.stat().st_size > _LARGEST_FILE:
            raise SourceError(
                "This file has more than 200 MB.", "Make its pictures smaller in Word.", path.name
            )
        with path.open("rb") as file:
            _refuse_others(file.read(4096), path)
        with zipfile.ZipFile(path) as archive:
            return _read(archive, path.name)
    except FileNotFoundError as error:
        raise UsageError(
            "There is no such file.", "Mend its name, or move it here.", path
        ) from error
    except (
        zipfile.BadZipFile,
        zlib.error,
        EOFError,
        NotImplementedError,
        UnicodeDecodeError,
    ) as error:
        raise SourceError(
            "The Word file is damaged, or is no Word file.", _SAVE_AGAIN, path.name
        ) from error
    except OSError as error:
        what = f"This file cannot be read: {error.strerror or error}."
        raise MachineError(what, "Close it in Word, or allow reading it.", path) from error


def _refuse_others(head: bytes, path: Path) -> None:
    if head.startswith(_OLD_OFFICE):
        if "EncryptedPackage".encode("utf-16-le") in path.read_bytes():
            remedy = "Open it in Word, take the password out (File, Info, Protect), and save it."
            raise SourceError("The Word file is protected by a password.", remedy, path.name)
        raise SourceError(
            "This is a document of old Word (.doc) or of another old program.", _SAVE_AS, path.name
        )
    for mark, what in _OTHERS:
        if head.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(mark):
            raise SourceError(what, _SAVE_AS, path.name)
    if path.suffix.lower() in _TEXTS and not head.startswith(b"PK"):
        remedy = "Put it into a folder in sources/ as it is, then: makebook build"
        raise SourceError("This is a text file, which needs no import.", remedy, path.name)


def _read(archive: zipfile.ZipFile, name: str) -> WordFile:
    entries = [entry for entry in archive.infolist() if not entry.is_dir()]
    _refuse_archive(entries, name)
    parts: dict[str, bytes] = {}
    others, xml_size, size = [], 0, 0
    for entry in entries:
        kind = posixpath.splitext(entry.filename)[1].lower()
        if kind not in (*_XML, *_PICTURES):
            others.append(entry.filename)
            continue
        data = _read_within(archive, entry, _LARGEST_PARTS - size)
        size += len(data)
        xml_size += len(data) if kind in _XML else 0
        if size >= _LARGEST_PARTS or xml_size > _LARGEST_XML:
            what = "Unpacked, this file is larger than any handout."
            raise SourceError(what, "Divide it in Word, or make its pictures smaller.", name)
        parts[entry.filename.lstrip("/")] = _to_transitional(data) if kind in _XML else data
    word = WordFile(name, parts, tuple(others))
    root = word.tree(word.main)
    if root is None or not _is_document(str(root.tag)):
        raise SourceError("This is no Word document.", _SAVE_AS, name)
    return word


def _refuse_archive(entries: list[zipfile.ZipInfo], name: str) -> None:
    """Refuse an archive that is no Word file by its list of entries alone."""
    names = {entry.filename for entry in entries}
    if any(entry.flag_bits & 0x1 for entry in entries):
        raise SourceError("The file is protected by a password.", "Save it without one.", name)
    if {"mimetype", "content.xml"} <= names:
        raise SourceError("This is a document of LibreOffice (.odt).", _SAVE_AS, name)
    for part, what in _OTHER_ARCHIVES.items():
        if part in names:
            raise SourceError(what, _SAVE_AS, name)
    if len(entries) > _MOST_PARTS:
        raise SourceError(f"The file has more than {_MOST_PARTS} parts.", _SAVE_AGAIN, name)


def _is_document(tag: str) -> bool:
    return tag.endswith("}document") and "wordprocessingml" in tag


def _read_within(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, limit: int) -> bytes:
    """The content of `entry`, at most `limit` bytes of it: what the archive says of its size may be
    a lie.
    """
    with archive.open(entry) as file:
        return file.read(max(limit, 1))


def _to_transitional(xml: bytes) -> bytes:
    for strict, usual in _STRICT.items():
        xml = xml.replace(strict, usual)
    return xml
