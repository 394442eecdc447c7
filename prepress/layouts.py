"""Layouts: Jinja layouts and stylesheets found in the project first, then among those that ship."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Literal

from jinja2 import Environment, FunctionLoader, StrictUndefined, TemplateError, TemplateSyntaxError
from markupsafe import Markup, escape

from prepress.errors import Place, SourceError
from prepress.qr import qr_code
from prepress.texts import read_text

Medium = Literal["paper", "screen"]

#: The layers of the cascade, from what everything rests on to what only one medium needs.
_LAYERS = ("fonts.css", "tokens.css", "type.css", "components.css", "look.css")


@dataclass(frozen=True)
class Layouts:
    """One layout's files: `folders` are searched in order, so that a project's own file wins, file by file."""

    folders: tuple[Path, ...]
    fonts: tuple[Path, ...]

    @cached_property
    def _environment(self) -> Environment:
        environment = Environment(
            loader=FunctionLoader(self._source),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        environment.filters.update(folio=_folio, qr=_qr)
        return environment

    def render(self, name: str, **context: object) -> str:
        """The layout file `name` filled with `context`. Raises SourceError where the layout itself is broken."""
        try:
            return self._environment.get_template(name).render(context)
        except TemplateError as error:
            raise _layout_error(name, error) from error

    def find(self, name: str) -> Path:
        """The file that answers to `name`, the project's own first. Raises SourceError where there is none."""
        for folder in self.folders:
            if (folder / name).is_file():
                return folder / name
        raise SourceError(f"There is no layout file “{name}”.", "Restore it, or install makebook again.", name)

    def _has(self, name: str) -> bool:
        return any((folder / name).is_file() for folder in self.folders)

    def text(self, name: str) -> str:
        """The text of the file that answers to `name`. Raises SourceError where it is not there or not UTF-8."""
        file = self.find(name)
        return read_text(file, str(file))

    def _source(self, name: str) -> tuple[str, str, None]:
        return self.text(name), str(self.find(name)), None

    def stylesheet(self, medium: Medium, edition: str = "") -> str:
        """All layers of the cascade for `medium`, as one stylesheet; fonts are `url(fonts/FAMILY/FILE)`.

        The last layer is the `edition`'s own, where a layout has one.
        """
        layers = [*_LAYERS, f"{medium}.css", *([f"{edition}.css"] if self._has(f"{edition}.css") else [])]
        return "\n".join(self.text(layer) for layer in layers)

    def font(self, url: str) -> Path:
        """The file behind `fonts/FAMILY/FILE`, the project's own first. Raises SourceError where there is none."""
        relative = url.removeprefix("fonts/")
        for folder in self.fonts:
            file = folder / relative
            if file.is_file() and file.resolve().is_relative_to(folder.resolve()):
                return file
        raise SourceError(f"There is no font file “{url}”.", "Put it in fonts/ or change fonts.css.", "fonts.css")


def _folio(text: str) -> Markup:
    """`Page {page} of {pages}` with the two numbers as elements that the stylesheet counts."""
    folio = escape(text).format(
        page=Markup('<span class="page-number"></span>'), pages=Markup('<span class="page-count"></span>')
    )
    return Markup(folio)


def _qr(address: str, name: str) -> Markup:
    """A QR code of `address` as an inline SVG."""
    return Markup(qr_code(address, name))


def _layout_error(name: str, error: TemplateError) -> SourceError:
    """The author's words for a Jinja error: the innermost layout file and line that it came from."""
    file, line = name, None
    if isinstance(error, TemplateSyntaxError):
        file, line = error.filename or error.name or name, error.lineno
    frame = error.__traceback__
    while frame and not isinstance(error, TemplateSyntaxError):
        if frame.tb_frame.f_globals.get("__jinja_exception__") is error:
            file, line = frame.tb_frame.f_code.co_filename, frame.tb_lineno
        frame = frame.tb_next
    return SourceError(
        f"This layout is broken: {error.message}.", "Mend it, or delete it to use ours.", Place(file, line)
    )
