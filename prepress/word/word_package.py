"""Word package: the parts of a .docx in one file, the same bytes for the same parts."""

from __future__ import annotations

import datetime as dt
import io
import uuid
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from lxml import etree

from prepress.import_word.word_file import RELATION
from prepress.word.word_names import IDENTITY, text_run, w

if TYPE_CHECKING:
    from prepress.manuscript.metadata import Metadata

_PACKAGE = "http://schemas.openxmlformats.org/package/2006/"
_TYPES, _RELATIONS = f"{_PACKAGE}content-types", f"{_PACKAGE}relationships"
_CORE = f"{_PACKAGE}metadata/core-properties"
_DC, _TERMS = "http://purl.org/dc/elements/1.1/", "http://purl.org/dc/terms/"
_XSI = "http://www.w3.org/2001/XMLSchema-instance"
_DATA = "http://schemas.openxmlformats.org/officeDocument/2006/customXml"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_PROPERTIES = "application/vnd.openxmlformats-officedocument.customXmlProperties+xml"
_PARTS = {
    "styles": "styles",
    "numbering": "numbering",
    "settings": "settings",
    "footnotes": "footnotes",
    "footer": "footer",
}
_PICTURES = {"png": "image/png", "jpg": "image/jpeg", "gif": "image/gif"}
#: When all files of the archive were written: zip's first day.
_FIRST_DAY = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True)
class WordPackage:
    """The `document` and the parts that belong to it, by their kind; `links` are the addresses of
    relations, `pictures` the names and contents of theirs.
    """

    document: etree._Element
    parts: Mapping[str, etree._Element]
    identity: etree._Element
    core: etree._Element
    links: Mapping[str, str] = field(default_factory=dict)
    pictures: Mapping[str, tuple[str, bytes]] = field(default_factory=dict)

    def data(self) -> bytes:
        """The .docx."""
        files = {
            "[Content_Types].xml": _xml(self._types()),
            "_rels/.rels": _xml(_relations({
                "rId1": ("officeDocument", "word/document.xml"),
                "rId2": (f"{_RELATIONS}/metadata/core-properties", "docProps/core.xml"),
            })),
            "docProps/core.xml": _xml(self.core),
            "word/document.xml": _xml(self.document),
            **{f"word/{name}.xml": _xml(part) for name, part in self.parts.items()},
            "word/_rels/document.xml.rels": _xml(self._relations_of_document()),
            "word/_rels/footnotes.xml.rels": _xml(_relations(self._shown())),
            "customXml/item1.xml": _xml(self.identity),
            "customXml/itemProps1.xml": _xml(_data_properties(self.identity)),
            "customXml/_rels/item1.xml.rels": _xml(
                _relations({"rId1": ("customXmlProps", "itemProps1.xml")})
            ),
            **{f"word/{name}": data for name, data in self.pictures.values()},
        }  # fmt: skip
        return _archive(files)

    def _types(self) -> etree._Element:
        """What each part is (ISO/IEC 29500-2, 10.1.2)."""
        root = etree.Element(f"{{{_TYPES}}}Types", nsmap={None: _TYPES})
        usual = {
            "rels": "application/vnd.openxmlformats-package.relationships+xml",
            "xml": "application/xml",
            **_PICTURES,
        }
        for suffix, kind in usual.items():
            etree.SubElement(root, f"{{{_TYPES}}}Default", Extension=suffix, ContentType=kind)
        core = "application/vnd.openxmlformats-package.core-properties+xml"
        own = {
            "/word/document.xml": f"{_WORD}.document.main+xml",
            **{f"/word/{name}.xml": f"{_WORD}.{_PARTS[name]}+xml" for name in self.parts},
            "/docProps/core.xml": core,
            "/customXml/itemProps1.xml": _PROPERTIES,
        }
        for name, kind in own.items():
            etree.SubElement(root, f"{{{_TYPES}}}Override", PartName=name, ContentType=kind)
        return root

    def _relations_of_document(self) -> etree._Element:
        parts = {f"rId{at}": (kind, f"{kind}.xml") for at, kind in enumerate(self.parts, 1)}
        data = {"rIdIdentity": ("customXml", "../customXml/item1.xml")}
        return _relations({**parts, **data, **self._shown()})

    def _shown(self) -> dict[str, tuple[str, str]]:
        """The pictures and links, which the notes may have too."""
        pictures = {id_: ("image", name) for id_, (name, _) in self.pictures.items()}
        return {**pictures, **{id_: ("hyperlink", to) for id_, to in self.links.items()}}


def _relations(relations: Mapping[str, tuple[str, str]]) -> etree._Element:
    root = etree.Element(f"{{{_RELATIONS}}}Relationships", nsmap={None: _RELATIONS})
    for identity, (kind, target) in relations.items():
        full = kind if kind.startswith("http") else f"{RELATION}{kind}"
        entry = etree.SubElement(
            root, f"{{{_RELATIONS}}}Relationship", Id=identity, Type=full, Target=target
        )
        if kind == "hyperlink":
            entry.set("TargetMode", "External")
    return root


def _data_properties(identity: etree._Element) -> etree._Element:
    """What Word asks to be said of data, without which it does not keep it."""
    name = str(uuid.uuid5(uuid.NAMESPACE_URL, _xml(identity).decode())).upper()
    root = etree.Element(
        f"{{{_DATA}}}datastoreItem", {f"{{{_DATA}}}itemID": f"{{{name}}}"}, nsmap={"ds": _DATA}
    )
    schemas = etree.SubElement(root, f"{{{_DATA}}}schemaRefs")
    etree.SubElement(schemas, f"{{{_DATA}}}schemaRef", {f"{{{_DATA}}}uri": IDENTITY})
    return root


def core_properties(metadata: Metadata, revision: str) -> etree._Element:
    """What the document says of itself, in the words of its metadata (ISO/IEC 29500-2, 11)."""
    names = {"cp": _CORE, "dc": _DC, "dcterms": _TERMS, "xsi": _XSI}
    root = etree.Element(f"{{{_CORE}}}coreProperties", nsmap=names)
    values = {
        f"{{{_DC}}}title": metadata.title,
        f"{{{_DC}}}subject": metadata.subtitle or "",
        f"{{{_DC}}}creator": "; ".join(metadata.author),
        f"{{{_CORE}}}keywords": ", ".join(metadata.keywords),
        f"{{{_DC}}}description": metadata.description or "",
        f"{{{_DC}}}language": metadata.lang,
        f"{{{_CORE}}}revision": "1",
        f"{{{_CORE}}}version": revision,
    }
    for name, value in values.items():
        if value:
            etree.SubElement(root, name).text = value
    if metadata.date:
        for kind in ("created", "modified"):
            entry = etree.SubElement(root, f"{{{_TERMS}}}{kind}")
            entry.set(f"{{{_XSI}}}type", "dcterms:W3CDTF")
            entry.text = _moment(metadata.date)
    return root


def _moment(day: dt.date) -> str:
    return f"{day.isoformat()}T00:00:00Z"


def settings_part(lang: str) -> etree._Element:
    """The settings: changes are tracked from the first on (ISO/IEC 29500-1, 17.15.1)."""
    mode = w(
        "compatSetting",
        name="compatibilityMode",
        uri="http://schemas.microsoft.com/office/word",
        val=15,
    )
    return w(
        "settings",
        w("trackRevisions"),
        w("defaultTabStop", val=720),
        w("footnotePr", w("footnote", id=-1), w("footnote", id=0)),
        w("compat", mode),
        w("themeFontLang", val=lang),
    )


def footer_part(words: str) -> etree._Element:
    """The foot of each page: `words`, and the number of the page."""
    properties = w("pPr", w("pStyle", val="Footer"))
    number = w("fldSimple", text_run("1"), instr=" PAGE ")
    return w("ftr", w("p", properties, text_run(f"{words} · "), number))


def _xml(root: etree._Element) -> bytes:
    etree.cleanup_namespaces(root, keep_ns_prefixes=["w", "r"])
    data: bytes = etree.tostring(root, encoding="UTF-8", xml_declaration=True, standalone=True)
    return data


def _archive(files: Mapping[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            entry = zipfile.ZipInfo(name, _FIRST_DAY)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3
            archive.writestr(entry, data)
    return stream.getvalue()
