"""Word editions: the XML inside a finished .docx."""

from __future__ import annotations

import zipfile
from io import BytesIO

from lxml import etree


def part_trees(data: bytes, *names: str) -> tuple[etree._Element, ...]:
    """The roots of the parts of these `names` in the .docx `data`, which makebook has made."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return tuple(etree.fromstring(archive.read(name), parser) for name in names)
