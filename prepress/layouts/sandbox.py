"""The sandbox: Jinja as layouts get it, which reads plain values and cannot look behind them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Mapping
from dataclasses import is_dataclass
from functools import wraps
from types import MappingProxyType
from typing import Any

from jinja2 import TemplateRuntimeError, Undefined
from jinja2.environment import TemplateModule
from jinja2.exceptions import SecurityError
from jinja2.runtime import BlockReference, Context, LoopContext, Macro, TemplateReference
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.utils import Cycler, Joiner, Namespace
from markupsafe import Markup, escape

from prepress.layouts.qr import qr_code
from prepress.layouts.views import WordsView
from prepress.text.fields import FieldError, fill_fields

_NUMBERS = (bool, int, float, type(None))
_TEXTS = (str, Markup)
_HOLDERS = (list, tuple, dict, MappingProxyType)
_PLAIN = frozenset({*_NUMBERS, *_TEXTS, *_HOLDERS, dt.date})

#: What Jinja itself puts before a layout; it guards these well.
_JINJAS = (
    Undefined,
    LoopContext,
    Macro,
    BlockReference,
    TemplateReference,
    TemplateModule,
    Namespace,
    Cycler,
    Joiner,
)

_TEXT_METHODS = frozenset(
    {"capitalize", "casefold", "center", "count", "endswith", "find", "format", "format_map"}
    | {"index", "isalnum", "isalpha", "isdigit", "islower", "isnumeric", "isspace", "isupper"}
    | {"join", "ljust", "lower", "lstrip", "partition", "removeprefix", "removesuffix", "replace"}
    | {"rfind", "rindex", "rjust", "rpartition", "rsplit", "rstrip", "split", "splitlines"}
    | {"startswith", "strip", "swapcase", "title", "upper", "zfill"}
)
_LIST_METHODS = frozenset({"count", "index"})
_MAPPING_METHODS = frozenset({"get", "items", "keys", "values"})
#: What a layout can ask of a value, by the value's exact type. What day it is today is no question,
#: since no answer is the same on every run.
_OFFERED: Mapping[type, frozenset[str]] = {
    str: _TEXT_METHODS,
    Markup: _TEXT_METHODS | {"striptags", "unescape"},
    list: _LIST_METHODS,
    tuple: _LIST_METHODS,
    dict: _MAPPING_METHODS,
    MappingProxyType: _MAPPING_METHODS,
    dt.date: frozenset({"day", "isoformat", "isoweekday", "month", "strftime", "weekday", "year"}),
    WordsView: frozenset({"date"}),
}

#: Jinja's own that format, look behind values, or are different on every run.
_LEFT_OUT = ("attr", "format", "random")
#: Filters that lengthen a text or list as they are told, and which of their arguments tell them.
_LENGTHENING = {"batch": 1, "center": 1, "indent": 1, "round": 1, "slice": 2, "tojson": 2}
_WIDTHS = frozenset({"center", "ljust", "rjust", "zfill"})
_WIDEST = 1000
_LONGEST = 1_000_000


class LayoutEnvironment(ImmutableSandboxedEnvironment):
    """The environment of all layouts, which see the fields of a view, and in them plain values."""

    intercepted_binops = frozenset({"%", "*", "**"})

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        del self.globals["lipsum"]
        for name in _LEFT_OUT:
            del self.filters[name]
        for name, place in _LENGTHENING.items():
            self.filters[name] = _limit_numbers(self.filters[name], place)
        self.filters.update(apart=_apart, fill=_fill, folio=_folio, qr=_qr, said=_mark_language)

    def getattr(self, obj: Any, attribute: str) -> Any:
        """What `obj` offers by this name, else its item; undefined where it has neither."""
        if isinstance(obj, _JINJAS):
            return super().getattr(obj, attribute)
        if offers(obj, attribute):
            return _look_up(obj, attribute)
        try:
            return self._item(obj, attribute)
        except (TypeError, LookupError):
            return self._undefined(obj, attribute)

    def getitem(self, obj: Any, argument: Any) -> Any:
        """The item of `obj`, else what it offers by this name; undefined where it has neither."""
        if isinstance(obj, _JINJAS):
            return super().getitem(obj, argument)
        try:
            return self._item(obj, argument)
        except (TypeError, LookupError):
            if isinstance(argument, str) and offers(obj, argument):
                return _look_up(obj, str(argument))
            return self._undefined(obj, argument)

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        """The result of an operator, but for one that formats, or makes what no page could hold."""
        if operator == "%" and isinstance(left, str):
            raise SecurityError(
                "% fills no text: write {name} in it and “| fill(name=…)” behind it"
            )
        if operator == "*" and _product_length(left, right) > _LONGEST:
            raise SecurityError(f"nothing here can be longer than {_LONGEST}")
        if operator == "**" and _power_length(left, right) > _LONGEST:
            raise SecurityError("this number is too large")
        return super().call_binop(context, operator, left, right)

    def _item(self, obj: Any, argument: Any) -> Any:
        if type(obj) not in (*_TEXTS, *_HOLDERS, range) and not _fields(type(obj)):
            raise TypeError
        return plain(obj[argument])

    def _undefined(self, obj: Any, name: Any) -> Undefined:
        if isinstance(name, str) and name.startswith("_"):
            return self.unsafe_undefined(obj, name)
        return self.undefined(obj=obj, name=name)


def offers(obj: object, name: str) -> bool:
    """Whether layouts can ask `obj` for this name, apart from its items."""
    return name in _OFFERED.get(type(obj), ()) or name in _fields(type(obj))


def plain(value: Any) -> Any:
    """`value` itself. Raises SecurityError where it is nothing that a layout may hold."""
    if type(value) in _PLAIN or _fields(type(value)) or isinstance(value, Undefined):
        return value
    raise SecurityError(f"a layout cannot hold a {type(value).__name__}")


def _fields(kind: type) -> Collection[str]:
    """The names of the values in a frozen dataclass or a named tuple, as Jinja's groups are."""
    if is_dataclass(kind):
        is_frozen = kind.__dataclass_params__.frozen  # type: ignore[attr-defined]
        return kind.__dataclass_fields__ if is_frozen else ()
    return getattr(kind, "_fields", ()) if issubclass(kind, tuple) else ()


def _look_up(obj: Any, name: str) -> Any:
    value = getattr(obj, name)
    if name in _fields(type(obj)) or not callable(value):
        return plain(value)
    if name == "format":
        return lambda *values, **named: _fill_text(obj, {**_by_number(values), **named})
    if name == "format_map":
        return lambda values: _fill_text(obj, values)
    return _limit_numbers(value, 0) if name in _WIDTHS else value


def _by_number(values: tuple[object, ...]) -> dict[str, object]:
    return {str(number): value for number, value in enumerate(values)}


def _limit_numbers(function: Callable[..., Any], place: int) -> Callable[..., Any]:
    """`function`, which refuses too large numbers among its arguments from `place` on."""

    @wraps(function)
    def call(*values: Any, **named: Any) -> Any:
        for value in (*values[place:], *named.values()):
            if isinstance(value, int) and abs(value) > _WIDEST:
                raise SecurityError(f"{value} is too much here, where {_WIDEST} is the most")
        return function(*values, **named)

    return call


def _product_length(left: Any, right: Any) -> int:
    for repeated, times in ((left, right), (right, left)):
        if isinstance(times, int) and isinstance(repeated, (str, list, tuple)):
            return len(repeated) * times
    return 0


def _power_length(base: Any, exponent: Any) -> int:
    """How many bits a whole number has at most; fractions keep within bounds of their own."""
    both = isinstance(base, int) and isinstance(exponent, int)
    return abs(base).bit_length() * exponent if both else 0


def _fill_text(text: str, values: Mapping[str, object]) -> str:
    try:
        return fill_fields(text, values)
    except FieldError as error:
        raise TemplateRuntimeError(str(error)) from error


def _fill(text: str, **values: object) -> str:
    """`text` with each `{name}` replaced by the value of that name."""
    return _fill_text(text, values)


def _folio(text: str) -> Markup:
    """`Page {page} of {pages}` with the two numbers as elements that the stylesheet counts."""
    page = Markup('<span class="page-number"></span>')
    pages = Markup('<span class="page-count"></span>')
    return escape(text).replace("{page}", page).replace("{pages}", pages)


def _apart(text: str, direction: str) -> Markup:
    """`text` with what must be read from left to right set apart, where it stands in a text of the
    other direction.
    """
    if direction != "rtl":
        return escape(text)
    from prepress.text.bidi import RIGHT_TO_LEFT, parts_of

    marks = Markup('<bdi dir="ltr">{}</bdi>')
    if not RIGHT_TO_LEFT.search(text):
        return marks.format(text)
    return Markup("").join(marks.format(part) if apart else part for part, apart in parts_of(text))


def _qr(address: str, name: str) -> Markup:
    """A QR code of `address` as an inline SVG."""
    return Markup(qr_code(address, name))


def _mark_language(text: str, words: WordsView) -> Markup:
    """`text`, which is in the interface's `words`, marked where these are in another language than
    what is around.
    """
    if not words.foreign:
        return escape(text)
    return Markup('<span lang="{}" dir="{}">{}</span>').format(words.lang, words.dir, text)
