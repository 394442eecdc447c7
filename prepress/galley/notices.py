"""Notices: what a clinic has every text say in other languages, set from their Markdown."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import nh3

from prepress.galley.markup.parser import markdown_for
from prepress.galley.markup.sanitising import sanitise
from prepress.manuscript.metadata import usual_direction

if TYPE_CHECKING:
    from prepress.manuscript.metadata import Notice

#: What a notice is made of; of all else the words remain.
_TAGS = frozenset({"p", "em", "strong", "i", "b", "br", "ul", "ol", "li", "a"})


@dataclass(frozen=True)
class SetNotice:
    """A notice as XHTML, with its language (BCP 47) and direction."""

    lang: str
    dir: str
    markup: str


def set_notices(notices: Iterable[Notice]) -> tuple[SetNotice, ...]:
    """The `notices` as they stand in the colophon."""
    return tuple(
        SetNotice(each.lang, usual_direction(each.lang), _markup(each)) for each in notices
    )


def _markup(notice: Notice) -> str:
    html = markdown_for(notice.lang).convert(notice.text)
    return sanitise(nh3.clean(html, tags=set(_TAGS), attributes={"a": {"href"}}, link_rel=None))
