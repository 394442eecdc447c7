"""The citation style: sources as a CSL style sets them, through citeproc-py."""

from __future__ import annotations

import re
import warnings
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from html import escape, unescape
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lxml import etree

from prepress.errors import Place, SourceError
from prepress.project.project import shipped_folder

if TYPE_CHECKING:
    from prepress.manuscript.bibliography import Bibliography
    from prepress.manuscript.source_entries import SourceEntry

_CSL = {"cs": "http://purl.org/net/xbiblio/csl"}
_TAG = re.compile(r"(</?(?:i|b|u|sup|sub)>|</?l>|<span[^<>]*>|</span>)")
_FORMATS = frozenset({"i", "b", "u", "sup", "sub"})
#: What a style sets before an entry where the list itself is numbered.
_NUMBER = re.compile(r"^\s*[\[(]?\d+[\])]?[.:]?\s*")
_YEAR = re.compile(r"\b\d{4}\b")
#: citeproc-py (0.11.1) loses the space that some styles ask for between a year and a month.
_LOST_SPACE = re.compile(r"\b((?:1[5-9]|20)\d\d)(?=[A-ZÀ-Ý][^\W\d_])|(?<=[a-z])(?=\d{1,2};\d)")
#: Stands for an author who is named in the sentence already.
_NOBODY = "\ue000"
_LOST = re.compile(rf"{_NOBODY}[^\w(\[]*")


@dataclass(frozen=True)
class CitationForm:
    """What stands around and between the sources of one citation."""

    before: str
    between: str
    behind: str
    is_raised: bool
    is_numeric: bool
    has_ranges: bool


class CitationStyle:
    """A style with the `cited` sources, in the order in which they are first cited.

    Raises SourceError where the author's own style cannot be read, or is no independent one.
    """

    def __init__(self, bibliography: Bibliography, cited: Sequence[SourceEntry], lang: str) -> None:
        import citeproc
        from citeproc.formatter import html
        from citeproc.source.json import CiteProcJSON

        self._citeproc = citeproc
        self._entries = {f"s{index}": entry for index, entry in enumerate(cited)}
        self._keys = {entry.key: key for key, entry in self._entries.items()}
        self._style = _style_of(bibliography, lang)
        records = [_record(key, entry, citeproc.VARIABLES) for key, entry in self._entries.items()]
        records += [_without_author(record) for record in records]
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            self._book = citeproc.CitationStylesBibliography(
                self._style, CiteProcJSON(records), html
            )
            for key in self._entries:
                self._book.register(citeproc.Citation([citeproc.CitationItem(key)]))
            self._book.sort()
        self.order = tuple(self._entries[key].key for key in self._book.keys)

    @cached_property
    def form(self) -> CitationForm:
        """How citations look."""
        root = self._style.root
        citation = root.find("cs:citation", _CSL)
        layout = citation.find("cs:layout", _CSL)
        category = root.find("cs:info/cs:category[@citation-format]", _CSL)
        is_numeric = category is not None and category.get("citation-format") == "numeric"
        return CitationForm(
            layout.get("prefix", ""),
            layout.get("delimiter", "; " if not is_numeric else ","),
            layout.get("suffix", ""),
            layout.get("vertical-align") == "sup",
            is_numeric,
            citation.get("collapse") == "citation-number",
        )

    def number(self, key: str) -> int:
        """The place of a source in the list, from 1."""
        return self.order.index(key) + 1

    def citation(self, key: str, *, hidden: bool) -> str:
        """What stands in the text for one source, without what stands around; `hidden` leaves out
        its author.
        """
        if self.form.is_numeric:
            return str(self.number(key))
        text = self._plain_citation(self._keys[key], hidden=hidden)
        letter = self._letters.get(key, "")
        return _with_letter(text, letter)

    def names(self, key: str) -> str:
        """The authors of a source as they are named in a sentence."""
        values = self._entry(key).values
        people = values.get("author") or values.get("editor") or []
        families = [_family(person) for person in people]
        if not families:
            return str(values.get("title", key))
        if len(families) == 1:
            return families[0]
        if len(families) == 2:
            return f"{families[0]} {self._term('and', 'and')} {families[1]}"
        return f"{families[0]} {self._term('et-al', 'et al.')}"

    def entries(self) -> list[tuple[str, etree._Element]]:
        """The list: each source's key, and what the style sets for it in a `<span>`."""
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            set_entries = [str(each) for each in self._book.bibliography()]
        if len(set_entries) != len(self.order):  # an entry of which the style sets nothing
            set_entries = [self._entry(key).values.get("title", key) for key in self.order]
        return [
            (key, self._entry_element(key, text))
            for key, text in zip(self.order, set_entries, strict=True)
        ]

    def _entry_element(self, key: str, text: str) -> etree._Element:
        plain = _NUMBER.sub("", text, count=1) if self.form.is_numeric else text
        lettered = _with_letter(plain, self._letters.get(key, ""))
        return _element(_LOST_SPACE.sub(r"\1 ", lettered).strip() or key)

    @cached_property
    def _letters(self) -> Mapping[str, str]:
        """A letter behind the year of each source that would be cited like another one."""
        if self.form.is_numeric:
            return {}
        same: dict[str, list[str]] = {}
        for key in self.order:
            same.setdefault(self._plain_citation(self._keys[key], hidden=False), []).append(key)
        return {
            key: chr(ord("a") + at)
            for keys in same.values()
            if len(keys) > 1
            for at, key in enumerate(keys[:26])
        }

    def _plain_citation(self, key: str, *, hidden: bool) -> str:
        cite = self._citeproc.CitationItem(f"{key}x" if hidden else key)
        citation = self._citeproc.Citation([cite])
        citation.bibliography = self._book
        if hidden:
            self._book.keys.append(cite.key)
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                text = str(self._book.cite(citation, lambda item: None))
        finally:
            if hidden:
                self._book.keys.remove(cite.key)
        text = unescape(_TAG.sub("", text))
        text = text.removeprefix(self.form.before).removesuffix(self.form.behind)
        return _LOST.sub("", text).strip()

    def _entry(self, key: str) -> SourceEntry:
        return self._entries[self._keys[key]]

    def _term(self, name: str, otherwise: str) -> str:
        try:
            return str(self._style.root.get_term(name).single) or otherwise
        except (AttributeError, IndexError):
            return otherwise


def _with_letter(text: str, letter: str) -> str:
    """`text` with a letter behind its first year."""
    return _YEAR.sub(rf"\g<0>{letter}", text, count=1) if letter else text


def _family(person: Mapping[str, str]) -> str:
    particle = person.get("non-dropping-particle", "")
    return f"{particle} {person.get('family', person.get('given', ''))}".strip()


def _style_of(bibliography: Bibliography, lang: str) -> Any:
    from citeproc import CitationStylesStyle

    place = Place(bibliography.style_file)
    try:
        source: Any
        if bibliography.style_file:
            root = etree.fromstring(bibliography.style.encode())
            source = _written(bibliography.style)
        else:
            file = shipped_folder("layouts") / "citation-styles" / f"{bibliography.style}.csl"
            root = etree.parse(file).getroot()
            source = str(file)
        if root.find("cs:citation/cs:layout", _CSL) is None:
            what = "This style says nothing of its own: it points to another one, its parent."
            raise SourceError(what, "Take the CSL file of its parent.", place)
        if root.find("cs:bibliography", _CSL) is None:
            what = "This style sets no list of sources."
            raise SourceError(what, "Take one that has a list.", place)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return CitationStylesStyle(source, locale=_locale(lang), validate=False)
    except etree.XMLSyntaxError as error:
        what = f"This is no CSL style: {error.msg}."
        remedy = "Take one from zotero.org/styles."
        raise SourceError(what, remedy, Place(place.file, error.lineno)) from error


def _written(style: str) -> Any:
    from io import BytesIO

    return BytesIO(style.encode())


def _locale(lang: str) -> str:
    """The language of the style's own words: that of the text where there are any."""
    from citeproc import LOCALES_PATH, PRIMARY_DIALECTS

    primary = lang.partition("-")[0]
    for name in (lang, PRIMARY_DIALECTS.get(primary, primary), primary):
        if (Path(LOCALES_PATH) / f"locales-{name}.xml").is_file():
            return str(name)
    return "en-US"


def _record(key: str, entry: SourceEntry, known: Sequence[str]) -> dict[str, Any]:
    """An entry as citeproc-py reads it, without what it does not know."""
    fields = {
        name: value for name, value in entry.values.items() if name.replace("-", "_") in known
    }
    return {**fields, "id": key, "type": entry.values["type"]}


def _without_author(record: Mapping[str, Any]) -> dict[str, Any]:
    return {**record, "id": f"{record['id']}x", "author": [{"family": _NOBODY}]}


def _element(text: str) -> etree._Element:
    """What citeproc-py has set, as an element: it does not escape all that it sets."""
    parts = []
    for index, part in enumerate(_TAG.split(text)):
        is_tag = index % 2 == 1 and part.strip("</>") in _FORMATS
        if index % 2 == 0:
            parts.append(escape(unescape(part), quote=False))
        elif is_tag:
            parts.append(part)
    try:
        return etree.fromstring(f"<span>{''.join(parts)}</span>")
    except etree.XMLSyntaxError:
        element = etree.Element("span")
        element.text = unescape(_TAG.sub("", text))
        return element
