"""XMP: what a PDF says of itself in its metadata packet, beside the standards that it claims."""

from __future__ import annotations

from collections.abc import Sequence
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
 xmlns:pdfxid="http://www.npes.org/pdfx/ns/id/"
 xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmlns:xmpMM="http://ns.adobe.com/xap/1.0/mm/">
{properties}
</rdf:Description>
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="r"?>"""


def include(pdf: pydyf.PDF, metadata: Any, claims: Sequence[str]) -> None:
    """Give `pdf` a packet of the document's `metadata` and the properties `claims`, in place of
    WeasyPrint's own.
    """
    packet = _PACKET.format(properties="\n".join([*_properties(metadata), *claims]))
    stream = pdf.objects[int(pdf.catalog["Metadata"].split()[0])]
    stream.stream, stream.compress = [packet.encode()], False
    stream.extra = pydyf.Dictionary({"Type": "/Metadata", "Subtype": "/XML"})


def simple(name: str, text: str) -> str:
    """A property with one value."""
    return f"<{name}>{escape(text)}</{name}>"


def _properties(metadata: Any) -> list[str]:
    """The properties of the document, in the order in which people would ask for them."""
    properties = [_alternative("dc:title", metadata.title or "")]
    if metadata.lang:
        properties.append(_list("dc:language", "Bag", [metadata.lang]))
    if metadata.authors:
        properties.append(_list("dc:creator", "Seq", metadata.authors))
    if metadata.description:
        properties.append(_alternative("dc:description", metadata.description))
    if metadata.keywords:
        properties.append(simple("pdf:Keywords", ", ".join(metadata.keywords)))
    if metadata.generator:
        properties.append(simple("xmp:CreatorTool", metadata.generator))
    if metadata.created:
        properties.append(simple("xmp:CreateDate", metadata.created))
    if metadata.modified:
        properties += [
            simple("xmp:ModifyDate", metadata.modified),
            simple("xmp:MetadataDate", metadata.modified),
        ]
    properties.append(simple("pdf:Producer", _producer()))
    return properties


def _producer() -> str:
    """The same as in the information dictionary, which PDF/A compares (ISO 19005-2, 6.6.3)."""
    import weasyprint

    return f"WeasyPrint {weasyprint.VERSION}"


def _alternative(name: str, text: str) -> str:
    return (
        f'<{name}><rdf:Alt><rdf:li xml:lang="x-default">{escape(text)}</rdf:li></rdf:Alt></{name}>'
    )


def _list(name: str, kind: str, texts: list[str]) -> str:
    items = "".join(f"<rdf:li>{escape(text)}</rdf:li>" for text in texts)
    return f"<{name}><rdf:{kind}>{items}</rdf:{kind}></{name}>"
