"""BibTeX: the sources of a .bib file, as BibTeX and biblatex write them, as entries of CSL-JSON.

Written here, since a mistake has to be told with its line, and links and biblatex's fields are
not to be lost.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from prepress.errors import Place, SourceError
from prepress.manuscript.latex_text import plain_latex
from prepress.manuscript.source_entries import SourceEntry, date_of, entry_of

_TYPES = {
    "article": "article-journal",
    "book": "book",
    "booklet": "pamphlet",
    "collection": "book",
    "conference": "paper-conference",
    "dataset": "dataset",
    "electronic": "webpage",
    "inbook": "chapter",
    "incollection": "chapter",
    "inproceedings": "paper-conference",
    "manual": "book",
    "mastersthesis": "thesis",
    "mvbook": "book",
    "online": "webpage",
    "patent": "patent",
    "phdthesis": "thesis",
    "proceedings": "book",
    "report": "report",
    "software": "software",
    "techreport": "report",
    "thesis": "thesis",
    "unpublished": "manuscript",
    "www": "webpage",
}
_FIELDS = {
    "abstract": "abstract",
    "address": "publisher-place",
    "booktitle": "container-title",
    "chapter": "chapter-number",
    "doi": "DOI",
    "edition": "edition",
    "eventtitle": "event",
    "institution": "publisher",
    "isbn": "ISBN",
    "issn": "ISSN",
    "journal": "container-title",
    "journaltitle": "container-title",
    "location": "publisher-place",
    "note": "note",
    "number": "issue",
    "organization": "publisher",
    "pages": "page",
    "pmcid": "PMCID",
    "pmid": "PMID",
    "publisher": "publisher",
    "school": "publisher",
    "series": "collection-title",
    "title": "title",
    "type": "genre",
    "url": "URL",
    "version": "version",
    "volume": "volume",
}
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_NAME = re.compile(r"[A-Za-z_][^\s{}(),=#\"%'@\\]*")
_KEY = re.compile(r"[^\s,{}()]+")
_BARE = re.compile(r"[^\s{}(),#\"=]+")


def entries_of_bibtex(text: str, file: str) -> list[SourceEntry]:
    """The sources of a .bib file. Raises SourceError with the line of an entry that never ends or
    cannot be read.
    """
    reader = _EntryReader(text, file)
    raw = list(reader.entries())
    by_key = {key: fields for key, _, fields, _ in raw}
    return [
        entry_of(key, _fields(kind, _with_parent(fields, by_key)), place)
        for key, kind, fields, place in raw
    ]


class _EntryReader:
    """Goes through a text from entry to entry."""

    def __init__(self, text: str, file: str) -> None:
        self._text = text
        self._file = file
        self._at = 0
        self._strings = {month: month for month in _MONTHS}

    def entries(self) -> Iterator[tuple[str, str, dict[str, str], Place]]:
        """Each entry: its key, its kind, its fields as written, and where it begins."""
        for found in iter(self._next_entry, None):
            kind = found[1].lower()
            begin = found.start()
            self._at = found.end()
            if kind in ("comment", "preamble"):
                self._skip_block(begin)
            elif kind == "string":
                self._strings |= self._read_fields(begin)
            else:
                key = self._expect(_KEY, begin, "no key by which it can be cited")
                fields = self._read_fields(begin)
                yield key, kind, fields, self._place(begin)

    def _next_entry(self) -> re.Match[str] | None:
        return re.compile(r"(?m)^[^%\n]*?@([A-Za-z]+)\s*[{(]").search(self._text, self._at)

    def _read_fields(self, begin: int) -> dict[str, str]:
        fields: dict[str, str] = {}
        while True:
            self._skip(",")
            if self._at >= len(self._text):
                raise self._wrong(begin, "This entry is never closed.")
            if self._text[self._at] in "})":
                self._at += 1
                return fields
            at = self._at
            name = _NAME.match(self._text, at)
            if not name:
                raise self._wrong(at, "There is no name of a field here.")
            self._at = name.end()
            self._skip()
            if self._text[self._at : self._at + 1] != "=":
                raise self._wrong(at, f"There is no = behind “{name[0]}”.")
            self._at += 1
            fields.setdefault(name[0].lower(), self._read_value(begin))

    def _read_value(self, begin: int) -> str:
        parts = []
        while True:
            self._skip()
            parts.append(self._read_part(begin))
            self._skip()
            if self._text[self._at : self._at + 1] != "#":
                return "".join(parts)
            self._at += 1

    def _read_part(self, begin: int) -> str:
        sign = self._text[self._at : self._at + 1]
        if sign in ("{", '"') and sign:
            start = self._at + 1
            end = self._end_of(start, "}" if sign == "{" else '"', begin)
            self._at = end + 1
            return self._text[start:end]
        word = self._expect(_BARE, begin, "a field without a value")
        return self._strings.get(word.lower(), word)

    def _end_of(self, start: int, closing: str, begin: int) -> int:
        depth = 0
        for found in re.compile(r"\\.|[{}\"]", re.DOTALL).finditer(self._text, start):
            if found[0] == closing and depth == 0:
                return found.start()
            depth += {"{": 1, "}": -1}.get(found[0], 0)
            if depth < 0:
                break
        raise self._wrong(begin, "A bracket or quotation mark of this entry is never closed.")

    def _skip_block(self, begin: int) -> None:
        self._at = self._end_of(self._at, "}", begin) + 1

    def _expect(self, pattern: re.Pattern[str], begin: int, missing: str) -> str:
        self._skip()
        found = pattern.match(self._text, self._at)
        if not found:
            raise self._wrong(begin, f"This entry has {missing}.")
        self._at = found.end()
        return found[0]

    def _skip(self, more: str = "") -> None:
        space = re.compile(rf"(?:[\s{more}]|%[^\n]*\n)*").match(self._text, self._at)
        self._at = space.end() if space else self._at

    def _place(self, at: int) -> Place:
        start = at + len(self._text[at:]) - len(self._text[at:].lstrip())
        return Place(self._file, self._text.count("\n", 0, start) + 1)

    def _wrong(self, at: int, what: str) -> SourceError:
        remedy = "Write each source as: @article{key, title = {Words}, year = 2020}"
        return SourceError(what, remedy, self._place(at))


def _with_parent(fields: dict[str, str], by_key: Mapping[str, dict[str, str]]) -> dict[str, str]:
    """An entry takes what it lacks from that which its `crossref` names."""
    parent = by_key.get(fields.get("crossref", ""), {})
    inherited = {
        ("booktitle" if name == "title" else name): value for name, value in parent.items()
    }
    return {**inherited, **fields}


def _fields(kind: str, raw: Mapping[str, str]) -> dict[str, Any]:
    plain = {name: plain_latex(value) for name, value in raw.items()}
    fields: dict[str, Any] = {"type": _type(kind, plain)}
    for name, value in plain.items():
        if name in _FIELDS and value:
            fields.setdefault(_FIELDS[name], value)
    if plain.get("subtitle"):
        fields["title"] = f"{fields.get('title', '')}: {plain['subtitle']}"
    if kind in ("techreport", "report", "patent") and "issue" in fields:
        fields["number"] = fields.pop("issue")
    if "page" in fields:
        fields["page"] = re.sub(r"\s*[-–—]+\s*", "-", fields["page"])
    return fields | _contributors(raw) | _dates(plain)


def _contributors(raw: Mapping[str, str]) -> dict[str, Any]:
    return {
        name: [_person(each) for each in _people(raw[name])]
        for name in ("author", "editor", "translator")
        if raw.get(name)
    }


def _dates(plain: Mapping[str, str]) -> dict[str, Any]:
    issued = date_of(plain["date"]) if plain.get("date") else _year_and_month(plain)
    seen = date_of(plain.get("urldate", ""))
    return {name: date for name, date in (("issued", issued), ("accessed", seen)) if date}


def _type(kind: str, plain: Mapping[str, str]) -> str:
    if kind not in _TYPES:
        return "webpage" if plain.get("url") else "document"
    return _TYPES[kind]


def _year_and_month(plain: Mapping[str, str]) -> dict[str, Any] | None:
    year = re.search(r"\d{4}", plain.get("year", ""))
    if not year:
        return date_of(plain.get("year", ""))
    month = plain.get("month", "").lower()[:3]
    number = _MONTHS.index(month) + 1 if month in _MONTHS else 0
    if not number and re.fullmatch(r"\d{1,2}", plain.get("month", "")):
        number = int(plain["month"])
    return {"date-parts": [[int(year[0]), *([number] if 0 < number <= 12 else [])]]}


def _people(value: str) -> list[str]:
    """The names between the words “and” that stand in no braces."""
    people, depth, start = [], 0, 0
    for found in re.finditer(r"[{}]|\s+and\s+", value):
        if found[0] in "{}":
            depth += 1 if found[0] == "{" else -1
        elif depth == 0:
            people.append(value[start : found.start()])
            start = found.end()
    return [each.strip() for each in [*people, value[start:]] if each.strip()]


def _person(name: str) -> dict[str, str]:
    """A name in one of BibTeX's orders: `Last, First`, `Last, Jr., First` or `First von Last`."""
    if name.startswith("{") and name.endswith("}"):
        return {"literal": plain_latex(name)}
    if "," in name:
        last, *others = (plain_latex(part.strip()) for part in name.split(","))
        suffix = {"suffix": others[0]} if len(others) > 1 else {}
        return {"family": last, "given": others[-1] if others else "", **suffix}
    parts = re.findall(r"(?:\{[^{}]*\}|[^\s{}])+", name)
    begin = next((at for at, part in enumerate(parts[:-1]) if at and part[:1].islower()), -1)
    family = parts[begin:] if begin > 0 else parts[-1:]
    given = parts[: len(parts) - len(family)]
    return {"family": plain_latex(" ".join(family)), "given": plain_latex(" ".join(given))}
