"""Conformance: the standards that a tagged PDF is made to, and the metadata in which it says so."""

from __future__ import annotations

from typing import Any
from xml.sax.saxutils import escape

import pydyf

_PACKET = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about=""
 xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:pdf="http://ns.adobe.com/pdf/1.3/"
 xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"
 xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/"
 xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/"
 xmlns:xmp="http://ns.adobe.com/xap/1.0/">
{properties}
</rdf:Description>
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="r"?>"""

#: PDF/A (ISO 19005-2, 6.6.2.3) wants the schema of every property that it does not know described: here PDF/UA's.
_UA_SCHEMA = """<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of ISO 14289 that the file conforms to</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>"""


def render_options(conformance: frozenset[str]) -> dict[str, Any]:
    """The options with which WeasyPrint must lay out and write a document of this conformance."""
    return {"pdf_tags": True, "pdf_variant": "pdf/a-2a" if "2a" in conformance else "pdf/ua-1"}


def claim(conformance: frozenset[str], document: Any, pdf: pydyf.PDF) -> None:
    """Write the metadata that names the standards, in place of WeasyPrint's, which can name only one.

    Both are claimed in XMP (ISO 14289-1, 5; ISO 19005-2, 6.6.4), and PDF/A forbids interpolated images (6.2.8).
    """
    packet = _PACKET.format(properties="\n".join(_properties(conformance, document.metadata)))
    metadata = pydyf.Stream([packet.encode()], {"Type": "/Metadata", "Subtype": "/XML"}, compress=False)
    pdf.add_object(metadata)
    pdf.catalog["Metadata"] = metadata.reference
    for item in pdf.objects:
        if isinstance(item, pydyf.Stream) and item.extra.get("Subtype") == "/Image":
            item.extra["Interpolate"] = "false"


def _properties(conformance: frozenset[str], metadata: Any) -> list[str]:
    """The properties of the document, in the order in which people would ask for them."""
    properties = [_alternative("dc:title", metadata.title or "")]
    if metadata.lang:
        properties.append(_list("dc:language", "Bag", [metadata.lang]))
    if metadata.authors:
        properties.append(_list("dc:creator", "Seq", metadata.authors))
    if metadata.description:
        properties.append(_alternative("dc:description", metadata.description))
    if metadata.keywords:
        properties.append(_simple("pdf:Keywords", ", ".join(metadata.keywords)))
    if metadata.generator:
        properties.append(_simple("xmp:CreatorTool", metadata.generator))
    if metadata.created:
        properties.append(_simple("xmp:CreateDate", metadata.created))
    if metadata.modified:
        properties += [_simple("xmp:ModifyDate", metadata.modified), _simple("xmp:MetadataDate", metadata.modified)]
    properties.append(_simple("pdf:Producer", _producer()))
    if "2a" in conformance:
        properties += [_simple("pdfaid:part", "2"), _simple("pdfaid:conformance", "A"), _UA_SCHEMA]
    properties.append(_simple("pdfuaid:part", "1"))
    return properties


def _producer() -> str:
    """The same as in the information dictionary, which PDF/A compares (ISO 19005-2, 6.6.3)."""
    import weasyprint

    return f"WeasyPrint {weasyprint.VERSION}"


def _simple(name: str, text: str) -> str:
    return f"<{name}>{escape(text)}</{name}>"


def _alternative(name: str, text: str) -> str:
    return f'<{name}><rdf:Alt><rdf:li xml:lang="x-default">{escape(text)}</rdf:li></rdf:Alt></{name}>'


def _list(name: str, kind: str, texts: list[str]) -> str:
    items = "".join(f"<rdf:li>{escape(text)}</rdf:li>" for text in texts)
    return f"<{name}><rdf:{kind}>{items}</rdf:{kind}></{name}>"
