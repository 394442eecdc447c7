"""Index: the site's one page, plain and quick, in the words of its readers' language."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from prepress.errors import Place
from prepress.layouts.form_names import HTML
from prepress.layouts.language import words_for
from prepress.layouts.views import WordsView, view
from prepress.manuscript.metadata import usual_direction
from prepress.site.opds import CATALOGUE, MEDIA_TYPE
from prepress.text.language_tags import language_name

if TYPE_CHECKING:
    from prepress.layouts.layouts import Layouts
    from prepress.layouts.words import Words
    from prepress.site.offers import Offer, OfferedFile

#: The stylesheet's name in the site.
STYLESHEET = "site.css"
_KB, _MB = 1024, 1024 * 1024


@dataclass(frozen=True)
class FileView:
    """A file of the site; see OfferedFile. A listing's `label` says its size, too."""

    name: str
    address: str
    media_type: str
    size: int
    label: str

    @classmethod
    def of(cls, file: OfferedFile) -> FileView:
        """The view of `file`."""
        return view(cls, file)


@dataclass(frozen=True)
class OfferView:
    """One publication; see Offer."""

    name: str
    anchor: str
    identifier: str
    title: str
    lang: str
    updated: str
    epub: FileView
    pdf: FileView
    cover: FileView
    page: FileView | None
    subtitle: str | None
    description: str | None
    date: dt.date | None
    authors: tuple[str, ...]
    publisher: str | None
    keywords: tuple[str, ...]
    rights: str | None

    @classmethod
    def of(cls, offer: Offer) -> OfferView:
        """The view of `offer`."""
        epub, pdf, cover = map(FileView.of, (offer.epub, offer.pdf, offer.cover))
        page = FileView.of(offer.page) if offer.page else None
        return view(cls, offer, epub=epub, pdf=pdf, cover=cover, page=page)


@dataclass(frozen=True)
class ListingView:
    """An offer as the page shows it, with the interface's words in the language of its text and in
    its direction; `files` are all that it consists of, the web page first.
    """

    offer: OfferView
    words: WordsView
    dir: str
    date: str
    language: str
    epub: str
    pdf: str
    files: tuple[FileView, ...]


def language_of(offers: Sequence[Offer]) -> str:
    """The language of the page: that of most offers, of the first of them where several are as
    common.
    """
    return Counter(offer.lang for offer in offers).most_common(1)[0][0]


def publisher_of(offers: Sequence[Offer]) -> str:
    """The clinic's name: the one that most offers have; empty where none has any."""
    names = Counter(offer.publisher for offer in offers if offer.publisher)
    return names.most_common(1)[0][0] if names else ""


def title_of(offers: Sequence[Offer], layouts: Layouts) -> str:
    """What the site is called, in the language of the page. Raises SourceError for a broken
    catalogue of words.
    """
    words = _words(language_of(offers), layouts)
    return " – ".join(filter(None, (words["publications"], publisher_of(offers))))


def index_of(offers: Sequence[Offer], layouts: Layouts) -> str:
    """The page with all `offers`; the same offers give the same page.

    Raises SourceError where its layout or a catalogue of words is broken.
    """
    lang = language_of(offers)
    return layouts.render(
        "site.html",
        listings=[_listing(offer, layouts) for offer in offers],
        words=WordsView.of(_words(lang, layouts)),
        dir=usual_direction(lang),
        title=title_of(offers, layouts),
        publisher=publisher_of(offers),
        stylesheet=STYLESHEET,
        catalogue=CATALOGUE,
        catalogue_type=MEDIA_TYPE,
    )


def stylesheet_of(layouts: Layouts) -> str:
    """The page's stylesheet. Raises SourceError where a part of it is missing."""
    tokens = [layouts.text("tokens.css"), layouts.look_layer, layouts.brand.paper]
    return "\n".join([*tokens, layouts.own_colours, layouts.text(STYLESHEET)])


def _words(lang: str, layouts: Layouts) -> Words:
    return words_for(lang, layouts, Place("layouts/words"))[0]


def _listing(offer: Offer, layouts: Layouts) -> ListingView:
    words = _words(offer.lang, layouts)
    epub = words.fill("get_epub", size=_size(offer.epub, words))
    pdf = words.fill("get_pdf", size=_size(offer.pdf, words))
    labels = [(offer.epub, epub), (offer.pdf, pdf)]
    labels += [(each, _label(each, words)) for each in offer.others]
    labels.sort(key=lambda each: each[0] != offer.page)
    return ListingView(
        OfferView.of(offer),
        WordsView.of(words, (offer.date,)),
        usual_direction(offer.lang),
        words.fill("revised", date=words.date(offer.date)) if offer.date else "",
        words.fill("language_is", language=language_name(offer.lang)),
        epub,
        pdf,
        tuple(replace(FileView.of(file), label=label) for file, label in labels),
    )


def _label(file: OfferedFile, words: Words) -> str:
    """What the file is called, with its size where it is one to take along."""
    if file.media_type == HTML:
        return file.label
    return words.fill("form_and_size", form=file.label, size=_size(file, words))


def _size(file: OfferedFile, words: Words) -> str:
    """The file's size as people say it, rounded up."""
    from babel.core import Locale, UnknownLocaleError
    from babel.numbers import format_decimal

    if file.size < _MB:
        return words.fill("kilobytes", number=str(-(-file.size // _KB)))
    tenths = -(-10 * file.size // _MB) / 10
    try:
        locale = Locale.parse(words.lang.partition("-")[0])
    except (UnknownLocaleError, ValueError):
        locale = Locale.parse("en")
    return words.fill("megabytes", number=format_decimal(tenths, "0.#", locale=locale))
