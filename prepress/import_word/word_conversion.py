"""Conversion: a simplified Word document as an HTML tree, by mammoth, with its pictures aside."""

from __future__ import annotations

import io
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from xml.parsers.expat import ExpatError

from lxml import etree

from prepress.errors import SourceError
from prepress.text.xhtml import parse_xhtml

if TYPE_CHECKING:
    from prepress.import_word.remarks import Remarks

#: What begins every id of the tree, so that no bookmark is taken for a note.
PREFIX = "word-"
#: What a picture's address in the tree begins with; its number among the pictures follows.
PICTURE = "picture:"

_STYLES = """
p[style-name='Title'] => p.title:fresh
p[style-name='Subtitle'] => p.subtitle:fresh
p[style-name='caption'] => p.caption:fresh
p[style-name='Caption'] => p.caption:fresh
p[style-name='heading 7'] => h6:fresh
p[style-name='Heading 7'] => h6:fresh
p[style-name='heading 8'] => h6:fresh
p[style-name='Heading 8'] => h6:fresh
p[style-name='heading 9'] => h6:fresh
p[style-name='Heading 9'] => h6:fresh
p[style-name='Quote'] => blockquote > p:fresh
p[style-name='Intense Quote'] => blockquote > p:fresh
r[style-name='Emphasis'] => em
r[style-name='Intense Emphasis'] => em
r[style-name='Subtle Emphasis'] => em
"""
#: Styles that say nothing of what a text means.
_PLAIN = re.compile(
    r"(normal|body|default|standard|list|no spacing|table|plain text|macro|header|footer|intense|"
    r"subtle|book title"
    r"|page |footnote|endnote|annotation|default paragraph|hyperlink|followedhyperlink|placeholder"
    r"|line number|apple-|none$).*",
    re.IGNORECASE,
)
_UNKNOWN_STYLE = re.compile(r"Unrecognised (?P<kind>\w+) style: (?P<name>.*) \(Style ID: .*\)")
_UNKNOWN_ELEMENT = re.compile(r"An unrecognised element was ignored: (?:\{.*\})?(?P<name>.*)")
_SILENT = re.compile(
    r"Image of type|.* was referenced but not defined|An unrecognised element was ignored: "
    r".*(o:|v:|w14:)"
)
# What mammoth raises on documents that are not as Word writes them.
_ODD = (
    KeyError,
    ValueError,
    AttributeError,
    TypeError,
    IndexError,
    OSError,
    ExpatError,
    AssertionError,
)


@dataclass(frozen=True)
class ConvertedDocument:
    """The document as HTML below a `div`; an `img` names its picture as `picture:` and the number
    in `pictures`.
    """

    tree: etree._Element
    pictures: tuple[bytes, ...]


def convert(docx: bytes, name: str, remarks: Remarks) -> ConvertedDocument:
    """Convert the .docx whose content is `docx`; messages call it `name`.

    Raises SourceError where its inner order is broken or nested too deeply.
    """
    import mammoth

    pictures: list[bytes] = []

    def take(image: Any) -> dict[str, str]:
        try:
            with image.open() as file:
                pictures.append(file.read())
        except KeyError:  # the package has no such part
            pictures.append(b"")
        return {"src": f"{PICTURE}{len(pictures) - 1}"}

    try:
        result = mammoth.convert_to_html(
            io.BytesIO(docx),
            style_map=_STYLES + _list_styles(),
            include_embedded_style_map=False,  # a file may not bring HTML of its own
            external_file_access=False,
            convert_image=mammoth.images.img_element(take),
            id_prefix=PREFIX,
        )
        tree = parse_xhtml(result.value)
    except RecursionError as error:
        what = "Tables or boxes in this Word file are nested too deeply."
        raise SourceError(what, "Take some of the levels out in Word.", name) from error
    except (*_ODD, etree.XMLSyntaxError) as error:
        remedy = "Open it in Word and save it again, then import that."
        raise SourceError("The inner order of this Word file is broken.", remedy, name) from error
    _report_messages(result.messages, remarks)
    return ConvertedDocument(tree, tuple(pictures))


def _list_styles() -> str:
    """Mammoth's rules for lists go five levels deep; and Word's styles for lists say in their name
    how deep.
    """
    lines = []
    for depth in range(1, 10):
        outer = "ul|ol > li > " * (depth - 1)
        for kind, tag in (("Bullet", "ul"), ("Number", "ol")):
            if 2 <= depth <= 5:
                lines.append(f"p[style-name='List {kind} {depth}'] => {outer}{tag} > li:fresh")
            if depth > 5:
                order = "unordered" if tag == "ul" else "ordered"
                lines.append(f"p:{order}-list({depth}) => {outer}{tag} > li:fresh")
    return "\n".join(lines)


def _report_messages(messages: list[Any], remarks: Remarks) -> None:
    """Mammoth's messages in plain words; those on looks alone, and on what has its remark already,
    are left out.
    """
    for message in messages:
        text = str(message.message)
        if style := _UNKNOWN_STYLE.fullmatch(text):
            if not _PLAIN.fullmatch(style["name"]):
                what = "paragraphs" if style["kind"] == "paragraph" else "words"
                remarks.lose(
                    f"The style “{style['name']}” means nothing here; its {what} are plain text."
                )
        elif _SILENT.match(text):
            continue
        elif element := _UNKNOWN_ELEMENT.fullmatch(text):
            remarks.lose(
                f"Something that only Word knows was left out (it is called “{element['name']}”)."
            )
        else:
            remarks.lose(f"One place of the file is odd: {text.rstrip('.')}.")
