"""The page address: where on the web the page of a publication lies."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import quote

from prepress.editions import EDITIONS, file_name

if TYPE_CHECKING:
    from prepress.manuscript.metadata import Metadata


def with_page_address(metadata: Metadata, name: str) -> Metadata:
    """`metadata` with the whole address of the page of the publication `name`, where they name its
    folder.
    """
    address = metadata.web_address
    if not address or not address.endswith("/"):
        return metadata
    page = quote(file_name(name, EDITIONS["web"]))
    return replace(metadata, web_address=f"{address}{page}")
