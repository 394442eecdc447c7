"""Separation: every colour of a PDF turned into the four inks of a CMYK profile, greys into black
ink alone.
"""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Callable
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import pydyf

from prepress.errors import Place, SourceError

if TYPE_CHECKING:
    from PIL.Image import Image

#: A colour as shares of cyan, magenta, yellow and black ink, each 0 to 1.
Inks = tuple[float, float, float, float]

#: The most ink that coated paper takes on one spot, as a share (ISO 12647-2: 300 % for sheet-fed
#: offset).
MOST_INK = 3.0
_GREY = 0.012
_RGB = re.compile(rb"([\d.]+) ([\d.]+) ([\d.]+) (rg|RG)")
_OPERATORS = {b"rg": b"k", b"RG": b"K"}


class Separator:
    """Separates sRGB through the ICC profile `profile`, which messages place at `file`, into
    `most_ink` at most.
    """

    def __init__(self, profile: bytes, file: str, most_ink: float = MOST_INK) -> None:
        from PIL import ImageCms

        try:
            press = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            if press.profile.xcolor_space.strip() != "CMYK":
                raise SourceError(
                    "This is no CMYK profile.", "Ask the print shop for theirs.", Place(file)
                )
            self._transform = ImageCms.buildTransform(
                ImageCms.createProfile("sRGB"),
                press,
                "RGB",
                "CMYK",
                ImageCms.Intent.RELATIVE_COLORIMETRIC,
                ImageCms.Flags.BLACKPOINTCOMPENSATION,
            )
        except (OSError, ImageCms.PyCMSError) as error:
            raise SourceError(
                "This is no ICC profile.", "Ask the print shop for theirs.", Place(file)
            ) from error
        self._most_ink = most_ink
        self.inks = lru_cache(maxsize=1024)(self._inks)

    def image(self, image: Image) -> Image:
        """`image` in CMYK."""
        from PIL import ImageCms

        separated = ImageCms.applyTransform(image.convert("RGB"), self._transform)
        assert separated is not None, "a new image is made"
        return _thinned(separated, self._most_ink) if self._most_ink < MOST_INK else separated

    def _inks(self, red: float, green: float, blue: float) -> Inks:
        if max(red, green, blue) - min(red, green, blue) < _GREY:
            return 0.0, 0.0, 0.0, round(1 - (red + green + blue) / 3, 4)
        from PIL import Image

        levels = tuple(round(255 * level) for level in (red, green, blue))
        pixel: Any = self.image(Image.new("RGB", (1, 1), levels)).getpixel((0, 0))
        cyan, magenta, yellow, black = (round(level / 255, 4) for level in pixel)
        scale = min(1.0, (self._most_ink - black) / max(cyan + magenta + yellow, 0.001))
        return cyan * scale, magenta * scale, yellow * scale, black


def _thinned(image: Image, most_ink: float) -> Image:
    """The CMYK `image` with so much less of its coloured inks that none of its pixels has more than
    `most_ink`.
    """
    from PIL import Image as Images
    from PIL import ImageMath

    bands = dict(zip("cmyk", image.split(), strict=True))
    most = int(255 * most_ink)

    def thin(ink: str) -> Any:
        def inks(of: dict[str, Any]) -> Any:
            coloured = of["c"] + of["m"] + of["y"]
            some = of["max"](coloured, 1)
            return of["convert"](of[ink] * of["min"](most - of["k"], coloured) / some, "L")

        return ImageMath.lambda_eval(inks, **bands)

    thinner = [thin(ink) for ink in "cmy"]
    return Images.merge("CMYK", [*thinner, bands["k"]])


def separate(pdf: pydyf.PDF, separator: Separator) -> None:
    """Turn all colours of the operators, gradients and pictures of `pdf` into inks."""
    for item in pdf.objects:
        if isinstance(item, pydyf.Stream) and item.extra.get("Subtype") == "/Image":
            _separate_image(item, separator)
        elif isinstance(item, pydyf.Stream) and "Length1" not in item.extra:
            _separate_operators(item, separator.inks)
        if isinstance(item, pydyf.Dictionary) and "ShadingType" in item:
            item["ColorSpace"] = "/DeviceCMYK"
            _separate_function(item["Function"], separator.inks)


def _separate_operators(stream: pydyf.Stream, inks: Callable[..., Inks]) -> None:
    for index, line in enumerate(stream.stream):
        found = _RGB.fullmatch(line) if isinstance(line, bytes) else None
        if found:
            colour = inks(*(float(level) for level in found.groups()[:3]))
            stream.stream[index] = b" ".join(
                [*(b"%.4g" % ink for ink in colour), _OPERATORS[found[4]]]
            )


def _separate_function(function: Any, inks: Callable[..., Inks]) -> None:
    """The colours at the ends of a gradient's stretches; those between are mixed from inks (ISO
    32000-1, 7.10).
    """
    for part in function.get("Functions", ()):
        _separate_function(part, inks)
    for end in ("C0", "C1"):
        if len(function.get(end, ())) == 3:
            function[end] = pydyf.Array(inks(*function[end]))


def _separate_image(item: pydyf.Stream, separator: Separator) -> None:
    if item.extra.get("ColorSpace") in ("/DeviceCMYK", None) or item.extra.get("ImageMask"):
        return
    image = _picture_of(item)
    if image.mode in ("1", "L"):
        return
    separated = separator.image(image)
    stream = io.BytesIO()
    if item.extra.get("Filter") == "/DCTDecode":
        separated.save(stream, "JPEG", quality=95, subsampling=0)
        item.extra["Decode"] = pydyf.Array(
            [1, 0] * 4
        )  # Pillow writes CMYK as Adobe does, with the inks inverted
    else:
        stream.write(zlib.compress(separated.tobytes(), 9))
        item.extra["Filter"] = "/FlateDecode"
        item.extra.pop("DecodeParms", None)
    item.extra["ColorSpace"] = "/DeviceCMYK"
    item.extra["BitsPerComponent"] = 8
    item.stream, item.compress = [stream.getvalue()], False


def _picture_of(item: pydyf.Stream) -> Image:
    """The picture of an image object as WeasyPrint wrote it: a JPEG file, or the compressed lines
    of a PNG.
    """
    from PIL import Image, PngImagePlugin

    data = b"".join(part if isinstance(part, bytes) else part.data for part in item.stream)
    if item.extra.get("Filter") == "/DCTDecode":
        return Image.open(io.BytesIO(data))
    mode = {"/DeviceRGB": "RGB", "/DeviceGray": "L"}[str(item.extra["ColorSpace"])]
    header = item.extra["Width"].to_bytes(4) + item.extra["Height"].to_bytes(4)
    header += bytes([item.extra.get("BitsPerComponent", 8), 2 if mode == "RGB" else 0, 0, 0, 0])
    png = io.BytesIO(b"\x89PNG\r\n\x1a\n")
    png.seek(0, io.SEEK_END)
    for name, body in ((b"IHDR", header), (b"IDAT", data), (b"IEND", b"")):
        PngImagePlugin.putchunk(png, name, body)
    return Image.open(png)
