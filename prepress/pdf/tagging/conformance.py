"""Conformance: the standards that a tagged PDF is made to, and the metadata in which it says so."""

from __future__ import annotations

from typing import Any

import pydyf

from prepress.pdf import xmp

#: PDF/A (ISO 19005-2, 6.6.2.3) wants the schema of every property that it does not know described:
#: here PDF/UA's.
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
    """Write the metadata that names the standards, in place of WeasyPrint's, which can name only
    one.

    Both are claimed in XMP (ISO 14289-1, 5; ISO 19005-2, 6.6.4), and PDF/A forbids interpolated
    images (6.2.8).
    """
    archived = [xmp.simple("pdfaid:part", "2"), xmp.simple("pdfaid:conformance", "A"), _UA_SCHEMA]
    claims = [*(archived if "2a" in conformance else ()), xmp.simple("pdfuaid:part", "1")]
    xmp.include(pdf, document.metadata, claims)
    for item in pdf.objects:
        if isinstance(item, pydyf.Stream) and item.extra.get("Subtype") == "/Image":
            item.extra["Interpolate"] = "false"
