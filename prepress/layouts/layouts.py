"""Layouts: Jinja layouts and stylesheets found in the project first, then among those that ship."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, fields, replace
from functools import cache, cached_property
from pathlib import Path
from traceback import walk_tb
from typing import TYPE_CHECKING, Any, Literal

from jinja2 import (
    BytecodeCache,
    FunctionLoader,
    StrictUndefined,
    TemplateError,
    TemplateSyntaxError,
)
from jinja2.bccache import Bucket

from prepress.errors import Place, SourceError
from prepress.files.digests import Digest, digest_in, digest_of
from prepress.files.layered_folders import holders
from prepress.layouts.brand import Brand, with_element_behind
from prepress.layouts.looks import LOOKS, look_fonts, look_tokens, without_scales
from prepress.layouts.own_style import OwnStyle, colours_on_paper, refuse_unset, style_on_screen
from prepress.layouts.sandbox import LayoutEnvironment, plain
from prepress.project.inputs import Inputs, joint_digest
from prepress.project.project import font_file
from prepress.text.files import read_text
from prepress.text.suggestions import suggestion

if TYPE_CHECKING:
    from prepress.layouts.typefaces.scripts import Typeface
    from prepress.manuscript.look import Look

Medium = Literal["paper", "screen"]

#: The layers of the cascade, from what everything rests on to what only one medium needs.
_LAYERS = ("fonts.css", "tokens.css", "type.css", "components.css", "look.css")
#: Layers behind these that only some layouts have, for whole texts.
_LAYERS_OF_SOME = ("pages.css", "text.css", "parts.css")
#: Layers for what only some texts have, with how that is known; they stand before the look.
_SOME_LAYERS = {
    "references.css": re.compile(
        r'class="(?:citation|sources|caption-number|equation-number|cross-reference)"'
    ),
    "glossary.css": re.compile(r'class="glossary-link"'),
    "index.css": re.compile(r'class="index-columns"'),
    "forms.css": re.compile(
        r'class="(?:blank|scale|writing|signature|task\b|(?:[^"]* )?two-columns)\b'
    ),
}

_EMOJI_FOLDER = "noto-emoji"
_DRAWINGS_FOLDER = "noto-sans-mono"
_LAYOUTS = (".html", ".xhtml")
_USED = re.compile(r"var\(\s*(--[\w-]+)\s*\)")
_SET = re.compile(r"(--[\w-]+)\s*:")
_SET_BY_EDITIONS = frozenset({"--page-height", "--page-width", "--binding"})
#: The families that set Chinese characters, in the order in which they are asked.
_CHINESE = re.compile(r"(?P<name>--chinese-families:) (?P<families>[^;{}]*[^;{}\s])")
_FACE = re.compile(
    r"""@font-face\s*\{[^}]*?url\(\s*["']?(?P<url>fonts/(?P<folder>[^/"')]+)/[^"')]+?)["']?\s*\)[^}]*\}\s*"""
)


class _CompiledLayouts(BytecodeCache):
    """Layouts compiled once for all that this process makes, when they are first asked for."""

    def __init__(self) -> None:
        self.code: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Fill `bucket` where this layout was compiled before."""
        if code := self.code.get(bucket.key + bucket.checksum):
            bucket.bytecode_from_string(code)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what `bucket` was filled with."""
        self.code[bucket.key + bucket.checksum] = bucket.bytecode_to_string()


@cache
def _compiled_layouts() -> _CompiledLayouts:
    return _CompiledLayouts()


@dataclass(frozen=True)
class Layouts:
    """One layout's files: `folders` are searched in order, so that a project's own file wins, file
    by file.

    The `brand` colours stand behind their stylesheets, what `look` asks for in the middle of them,
    and `styles` of the author's own at their end. What is read of them is noted in
    `inputs`. `typefaces` are the folders of those fonts that the text needs beside the ones of
    every text, and `layers` those stylesheets. `last_families` are those that set only what all
    others lack.
    """

    folders: tuple[Path, ...]
    fonts: tuple[Path, ...]
    brand: Brand = field(default_factory=Brand)
    inputs: Inputs = field(default_factory=Inputs, compare=False, repr=False)
    typefaces: tuple[str, ...] = ()
    layers: tuple[str, ...] = ()
    last_families: tuple[str, ...] = ()
    look: Look | None = None
    styles: tuple[OwnStyle, ...] = ()

    def with_inputs(self, inputs: Inputs) -> Layouts:
        """The same layouts, read afresh and noted in other `inputs`."""
        return replace(self, inputs=inputs)

    def with_typefaces(
        self, typefaces: Iterable[Typeface], neighbours: Iterable[Typeface] = ()
    ) -> Layouts:
        """The same layouts for a text that needs these `typefaces`, and for what they lack their
        `neighbours`.
        """
        last = tuple(typeface.family for typeface in neighbours)
        folders = tuple(typeface.folder for typeface in (*typefaces, *neighbours))
        return replace(self, typefaces=folders, last_families=last)

    def with_layers(self, markup: Iterable[str]) -> Layouts:
        """The same layouts for a text of this `markup`, with the stylesheets that it needs."""
        needed = {
            name for text in markup for name, sign in _SOME_LAYERS.items() if sign.search(text)
        }
        return replace(self, layers=tuple(sorted(needed)))

    def __reduce__(self) -> tuple[Any, ...]:
        held = tuple(getattr(self, each.name) for each in fields(self))
        return Layouts, held

    @cached_property
    def _environment(self) -> LayoutEnvironment:
        return LayoutEnvironment(
            loader=FunctionLoader(self._source),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            bytecode_cache=_compiled_layouts(),
        )

    @cached_property
    def _files(self) -> dict[str, Path]:
        return {}

    @cached_property
    def _texts(self) -> dict[str, str]:
        return {}

    def render(self, name: str, **context: object) -> str:
        """The layout file `name` filled with `context`, which holds plain values and views of them
        alone.

        Raises SourceError where the layout itself is broken, or asks for more than layouts may.
        """
        for value in context.values():
            plain(value)
        try:
            return self._environment.get_template(name).render(context)
        except RecursionError as error:
            raise SourceError(
                "This layout includes itself.", "Take the include out.", str(self.find(name))
            ) from error
        except (
            TemplateError,
            TypeError,
            ValueError,
            ArithmeticError,
            AttributeError,
            LookupError,
        ) as error:
            found = _layout_error(name, error)
            if found is None:
                raise
            raise found from error

    def find(self, name: str) -> Path:
        """The file that answers to `name`, the project's own first. Raises SourceError where there
        is none.
        """
        if name in self._files:
            return self._files[name]
        for file in holders(self.folders, name):
            self._files[name] = file
            return file
        raise SourceError(
            f"There is no layout file “{name}”.", "Restore it, or install makebook again.", name
        )

    def profile(self, name: str) -> bytes:
        """The ICC profile `name` that lies among the layouts. Raises SourceError where there is
        none.
        """
        data = self.find(name).read_bytes()
        self.inputs.note(f"profile {name}", digest_of(data))
        return data

    def _has(self, name: str) -> bool:
        if next(holders(self.folders, name), None):
            return True
        self.inputs.note(f"layout {name}", None)
        return False

    def text(self, name: str) -> str:
        """The text of the file that answers to `name`. Raises SourceError where it is not there or
        not UTF-8.
        """
        if name not in self._texts:
            file = self.find(name)
            self._texts[name] = read_text(file, str(file))
            self.inputs.note(f"layout {name}", digest_of(self._texts[name]))
        return self._texts[name]

    def texts(self, name: str) -> list[tuple[Path, str]]:
        """Every file that answers to `name`, a project's own first, with its text. Raises
        SourceError.
        """
        found = [(file, read_text(file, name)) for file in holders(self.folders, name)]
        self.inputs.note(f"words {name}", joint_digest([text for _, text in found]))
        return found

    def _source(self, name: str) -> tuple[str, str, None]:
        return self.text(name), str(self.find(name)), None

    def stylesheet(self, medium: Medium, *editions: str, whole: bool = True) -> str:
        """All layers of the cascade for `medium`, as the content of a style element; fonts are
        `url(fonts/FAMILY/FILE)`.

        The last layers, apart, are those of `editions`, where layouts have them. What sets the
        pages of a `whole` text is left out for editions that have pages of their own, such as
        cards. A screen's has the brand's colours behind it and then the author's own stylesheets;
        on paper `behind` puts them there.
        Raises SourceError where a file is missing or is not UTF-8, and where a custom property is
        used that is never set, which the layout engine does not survive.
        """
        layers = [*map(self.text, [*_LAYERS[:-1], *self.layers, _LAYERS[-1]])]
        layers += [self.text(name) for name in _LAYERS_OF_SOME if whole and self._has(name)]
        layers += [self.look_layer, *self.scripts, self.text(f"{medium}.css")]
        if medium == "paper" and self.look and self.look.head:
            layers.append(self.text("running-head.css"))
        of_editions = "\n".join(self._edition_layers(editions))
        stylesheet = with_element_behind("\n".join(filter(None, layers)), of_editions)
        unset = {*_USED.findall(stylesheet)} - {*_SET.findall(stylesheet)} - _SET_BY_EDITIONS
        if unset:
            what = f"The stylesheets use {', '.join(sorted(unset))}, which none of them sets."
            raise SourceError(
                what, "Set it in tokens.css, as ours does.", str(self.find("tokens.css"))
            )
        if self.last_families:
            stylesheet = _CHINESE.sub(self._with_last_families, stylesheet)
        refuse_unset(self.styles, {*_SET.findall(stylesheet)} | _SET_BY_EDITIONS)
        if not self.look and not self.styles:
            stylesheet = without_scales(stylesheet)
        if medium == "paper":
            return stylesheet
        behind = [Brand.set_in(self._named_look).dark, self.brand.screen]
        return "".join([stylesheet, *behind, style_on_screen(self.styles, self.brand, stylesheet)])

    def _edition_layers(self, editions: Sequence[str]) -> list[str]:
        return [self.text(f"{name}.css") for name in editions if self._has(f"{name}.css")]

    @cached_property
    def look_layer(self) -> str:
        """What the look sets, from a file of looks and in its own words; empty where none is asked
        for.

        Raises SourceError where there is no such look or font.
        """
        if self.look is None:
            return ""
        faces, families = look_fonts(self.look, self.fonts, self.inputs)
        parts = (*faces, self._named_look, look_tokens(self.look, families))
        return "\n".join(filter(None, parts))

    @property
    def _named_look(self) -> str:
        name = self.look.name if self.look else None
        if not name or not self.look:
            return ""
        file = f"{LOOKS}/{name}.css"
        if self._has(file):
            return self.text(file)
        known = {each.stem for folder in self.folders for each in (folder / LOOKS).glob("*.css")}
        remedy = suggestion(name, sorted(known))
        raise SourceError(f"There is no look “{name}”.", remedy, self.look.places.get("name"))

    @property
    def own_colours(self) -> str:
        """The colours that the author's own stylesheets set, and their tints, as a rule."""
        return colours_on_paper(self.styles)

    def behind(self, stylesheet: str, *editions: str) -> str:
        """The content of a style element for paper: `stylesheet`, the brand's colours, then the
        author's own stylesheets, which do not undo what makes `editions` what they are.
        """
        own = [self.own_colours, *(style.text for style in self.styles)]
        own += self._edition_layers(editions) if self.styles else []
        return self.brand.behind(stylesheet, "\n".join(filter(None, own)))

    @property
    def scripts(self) -> tuple[str, ...]:
        """The layers for scripts and emoji that only some texts need; none where it needs none.

        They name the faces of the `typefaces` that are there. Raises SourceError as `text` does.
        """
        if not self.typefaces:
            return ()

        def keep_if_there(rule: re.Match[str]) -> str:
            return rule[0] if self._has_face(rule["folder"], rule["url"]) else ""

        others = set(self.typefaces) - {_EMOJI_FOLDER, _DRAWINGS_FOLDER}
        layers = [
            name
            for name, needed in (
                ("scripts.css", bool(others)),
                ("emoji.css", _EMOJI_FOLDER in self.typefaces),
                ("drawings.css", _DRAWINGS_FOLDER in self.typefaces),
            )
            if needed
        ]
        return tuple(_FACE.sub(keep_if_there, self.text(name)) for name in layers)

    def _with_last_families(self, rule: re.Match[str]) -> str:
        """The rule for Chinese characters with the last families at its end."""
        families = sorted(
            rule["families"].split(","), key=lambda each: each.strip(' "') in self.last_families
        )
        return f"{rule['name']} {', '.join(each.strip() for each in families)}"

    def _has_face(self, folder: str, url: str) -> bool:
        """Whether the text needs fonts of `folder`, and this one is there."""
        return folder in self.typefaces and self.has_font(url)

    def has_font(self, url: str) -> bool:
        """Whether there is a file behind `fonts/FAMILY/FILE`; that there is not is an input."""
        if font_file(self.fonts, url):
            return True
        self.inputs.note(f"font {url}", None)
        return False

    def offers(self, typeface: Typeface) -> bool:
        """Whether a font of `typeface` is there."""
        return any(typeface.lies_in(folder) for folder in self.fonts)

    def font(self, url: str) -> Path:
        """The file behind `fonts/FAMILY/FILE`, the project's own first. Raises SourceError where
        there is none.
        """
        file = font_file(self.fonts, url)
        if file is None:
            raise SourceError(
                f"There is no font file “{url}”.",
                "Put it in fonts/ or change fonts.css.",
                "fonts.css",
            )
        self.inputs.note(f"font {url}", digest_in(file))
        return file

    def font_digest(self, url: str) -> Digest:
        """The digest of the file behind `fonts/FAMILY/FILE`. Raises SourceError where there is
        none.
        """
        return digest_in(self.font(url))


def _layout_error(name: str, error: Exception) -> SourceError | None:
    """The author's words for an error in a layout; None where it is our own."""
    place = _place_of(error, name)
    if place is None:
        return None
    what = getattr(error, "message", None) or str(error)
    return SourceError(
        f"This layout is broken: {what}.", "Mend it, or delete it to use ours.", place
    )


def _place_of(error: Exception, name: str) -> Place | None:
    """The innermost layout file and line in which filling `name` failed; None where we failed."""
    if isinstance(error, TemplateSyntaxError):
        return Place(error.filename or error.name or name, error.lineno)
    frames = [(frame.f_code.co_filename, line) for frame, line in walk_tb(error.__traceback__)]
    in_layouts = [(file, line) for file, line in frames if file.endswith(_LAYOUTS)]
    if in_layouts:  # what a filter of ours cannot take, a layout gave it
        file, number = in_layouts[-1]
        return Place(file, number)
    is_jinjas = "jinja2" in Path(frames[-1][0]).parts
    return Place(name) if is_jinjas or isinstance(error, TemplateError) else None
