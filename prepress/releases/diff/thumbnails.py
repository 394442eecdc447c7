"""Pictures: the look of a page, small enough to stand in a report by the dozen."""

from __future__ import annotations

import base64
import io

from PIL import Image

#: So few colours still show the page as it is, and leave a third of the bytes.
_COLOURS = 32


def data_uri(picture: Image.Image) -> str:
    """`picture` as a PNG that stands in the document itself; the same picture gives the same
    characters.
    """
    stream = io.BytesIO()
    few = picture.convert("RGB").quantize(
        _COLOURS, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE
    )
    few.save(stream, "PNG", optimize=True)
    return f"data:image/png;base64,{base64.b64encode(stream.getvalue()).decode()}"
