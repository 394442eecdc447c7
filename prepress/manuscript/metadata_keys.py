"""Metadata keys: which there are, and how each of them is read, strictly."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

from prepress.errors import Place, SourceError
from prepress.manuscript.accessibility_keys import accessibility
from prepress.manuscript.adapted_values import adapted_values, is_foreign, means_something_else
from prepress.manuscript.edition_options import edition_words, editions
from prepress.manuscript.isbn import isbn
from prepress.manuscript.limit_keys import limits
from prepress.manuscript.look_keys import look
from prepress.manuscript.medical_codes import medical_codes
from prepress.manuscript.metadata import Contact, Metadata, usual_direction
from prepress.manuscript.metadata_values import (
    customary_case,
    depth,
    folded_text,
    grade,
    identifier_name,
    iso_date,
    iso_date_or_false,
    language,
    line_of_text,
    lines_of_text,
    one_of,
    paragraphs_of_text,
    web_address,
    words_or_list,
    yes_or_no,
)
from prepress.manuscript.source_entries import lines_or_words, sources_in_metadata
from prepress.manuscript.typed_keys import Key, read_keys
from prepress.text.language_tags import agree
from prepress.text.yaml_source import Value, mapping_of, mapping_of_text

#: How much of a key's letters must be those of one of ours to be meant as that.
_NEAR = 0.75


def _contact(value: Value) -> Contact:
    return Contact(**read_keys(mapping_of(value), CONTACT_KEYS, value.place, required=()))


#: The keys of `contact`.
CONTACT_KEYS: Mapping[str, Key] = MappingProxyType(
    {
        "name": Key(
            line_of_text, "name: Your Clinic", "the clinic's name; also in the foot of every page"
        ),
        "phone": Key(
            line_of_text, "phone: 555-0100", "the telephone number, as people should read it"
        ),
        "web": Key(
            web_address,
            'web: "https://clinic.example"',
            "the web address; in print also as a QR code",
        ),
        "crisis": Key(
            line_of_text,
            "crisis: In a crisis, call 988.",
            "one sentence: where to turn in a crisis",
        ),
        "address": Key(
            line_of_text, "address: 1 Main Street, Springfield", "the postal address, in one line"
        ),
    }
)


#: The keys of a publication's metadata, in the order of the manual's table.
KEYS: Mapping[str, Key] = MappingProxyType(
    {
        "title": Key(
            line_of_text,
            "title: Sleep and Healing",
            "the title; the first heading of the text else",
        ),
        "subtitle": Key(line_of_text, "subtitle: What helps and what does not", "the subtitle"),
        "author": Key(lines_of_text, "author: [Ann Lee, Ben Roe]", "one author, or a list of them"),
        "translator": Key(
            lines_of_text, "translator: Eva Ruiz", "who translated it: one name, or a list of them"
        ),
        "machine-translation": Key(
            yes_or_no,
            "machine-translation: true",
            "whether a machine translated it, which the colophon says",
        ),
        "date": Key(
            iso_date, "date: 2026-11-23", "the day of this revision; in the foot of every page"
        ),
        "lang": Key(
            language,
            "lang: en-US",
            "the language of the text as a BCP 47 tag; the clinic's, else told from the text",
        ),
        "dir": Key(
            one_of("ltr", "rtl"), "dir: rtl", "the direction of the text; known from the language"
        ),
        "description": Key(
            line_of_text, "description: A short guide.", "one or two sentences for catalogues"
        ),
        "summary": Key(
            folded_text,
            'summary: "Ketamine can help. Questions? Call 555-0100."',
            "what `publish` hands out as a text message: at most 300 characters, with the phone "
            "number; the description, where that is missing",
        ),
        "codes": Key(
            medical_codes,
            "codes: {icd-10-cm: F32.1, rxnorm: 6130}",
            "what it is about, in the systems of patients' records; see “Into the patient record”",
        ),
        "keywords": Key(
            words_or_list,
            "keywords: [sleep, healing]",
            "words to find it by: a list, or commas between them",
        ),
        "rights": Key(line_of_text, "rights: © 2026 Your Clinic", "who may copy it"),
        "publisher": Key(line_of_text, "publisher: Your Clinic", "who publishes it"),
        "edition": Key(
            edition_words,
            "edition: Second edition",
            "which edition of the text it is, in words",
        ),
        "printing": Key(line_of_text, "printing: First printing", "which printing it is, in words"),
        "credits": Key(
            lines_of_text,
            "credits: [Cover by Ann Lee]",
            "who else has made it: one line, or a list of them",
        ),
        "identifier": Key(
            line_of_text,
            "identifier: urn:isbn:9780000000002",
            "its identifier; made up where missing",
        ),
        "isbn": Key(
            isbn,
            "isbn: 978-3-16-148410-0",
            "the ISBN of the printed book, for the bar code on its cover",
        ),
        "blurb": Key(
            paragraphs_of_text,
            "blurb: Who sleeps well heals well.",
            "what stands on the back of the cover, in Markdown; the description else",
        ),
        "cover-image": Key(
            line_of_text,
            "cover-image: images/cover.png",
            "the front of the cover, also the EPUB's; made from the layout else",
        ),
        "chapters": Key(
            lines_of_text,
            "chapters: [introduction.md, sleep.md]",
            "the chapters in their order, in `book.yaml`; that of their names else",
        ),
        "layout": Key(
            identifier_name, "layout: handout", "`handout`, `book`, or a folder in your `layouts/`"
        ),
        "editions": Key(
            editions,
            "editions: {print: {trim: a4}, epub: {}}",
            "what to build, see “Editions and printing”; `print` and `epub` else",
        ),
        "reviewed": Key(
            iso_date_or_false,
            "reviewed: 2026-11-23",
            "the day of the last clinical review, or `false`",
        ),
        "reviewer": Key(line_of_text, "reviewer: Dr. Ann Lee", "who reviewed it"),
        "review-by": Key(
            iso_date, "review-by: 2027-11-23", "the day by which it must be reviewed again"
        ),
        "contact": Key(
            _contact, "contact: {name: Your Clinic, phone: 555-0100}", "whom readers can turn to"
        ),
        "accessibility": Key(
            accessibility,
            "accessibility: {hazards: none, certified-by: Your Clinic}",
            "what the EPUB claims of its accessibility; what is missing is known from the text",
        ),
        "status": Key(
            one_of("draft"),
            "status: draft",
            "`draft` says so across each page and in the EPUB, and can be neither released nor "
            "published",
        ),
        "toc": Key(
            yes_or_no,
            "toc: true",
            "whether the text begins with its contents; a book does unless this is `false`",
        ),
        "toc-depth": Key(
            depth,
            "toc-depth: 2",
            "how many levels of headings the contents list; in a book 1 on paper and 3 in the EPUB "
            "else",
        ),
        "lof": Key(yes_or_no, "lof: true", "whether a book has a list of its figures"),
        "lot": Key(yes_or_no, "lot: true", "whether a book has a list of its tables"),
        "notes": Key(
            one_of("page", "chapter", "book"),
            "notes: page",
            "where the notes of a book stand: at the foot of the `page`, at the end of the "
            "`chapter` (else) or of the `book`",
        ),
        "number-sections": Key(
            yes_or_no,
            "number-sections: true",
            "whether chapters and sections are numbered: 4, 4.1; those that are `.unnumbered` not",
        ),
        "bibliography": Key(
            lines_of_text,
            "bibliography: sources.bib",
            "the file of the sources that the text cites, or a list of files; see “Citations”",
        ),
        "csl": Key(
            line_of_text,
            "csl: apa",
            "how sources are cited: `vancouver` (else), `ama`, `apa`, or a CSL file of yours",
        ),
        "references": Key(
            sources_in_metadata,
            "references: [{id: lee2020, type: book, title: Sleep}]",
            "sources right here, as in CSL-YAML",
        ),
        "nocite": Key(
            lines_or_words,
            'nocite: "@lee2020"',
            "sources that are listed without being cited; `@*` is all of them",
        ),
        "link-citations": Key(
            yes_or_no,
            "link-citations: false",
            "whether citations lead to their sources; they do else",
        ),
        "max-grade": Key(
            grade,
            "max-grade: 8",
            "the highest reading grade that a section may have; see “Plain words”",
        ),
        "terms": Key(
            words_or_list,
            "terms: [ketamine, esketamine]",
            "hard words that readers know or the text explains",
        ),
        "plain-language": Key(
            yes_or_no,
            "plain-language: true",
            "whether `check` looks for what makes a handout clear; see “Plain words”",
        ),
        "base-url": Key(
            web_address,
            "base-url: https://clinic.example",
            "the site that links such as `/visits` begin at; else clinic.yaml's",
        ),
        "web-address": Key(
            web_address,
            "web-address: https://clinic.example/handouts/",
            "where the web page lies, or with a `/` at its end the folder of it; paper's QR code "
            "leads there, else to `contact: web`",
        ),
        "look": Key(look, "look: calm", "how it looks, by name or in its own words; see “Looks”"),
        "limits": Key(
            limits,
            "limits: {time: 600}",
            "the most that the making of an edition may take; see “Limits”",
        ),
    }
)


def read_metadata(text: str, file: str, first_line: int = 1, lang: str | None = None) -> Metadata:
    """Read the YAML `text` that begins on `first_line` of `file`; its contact may lack what the
    clinic says.

    `lang` is the language that a translation's folder is called by. Raises SourceError with file
    and line for broken YAML, a misspelt key, a wrong type, a missing title or language, or another
    language than `lang`.
    """
    values = known_values(mapping_of_text(text, file, first_line))
    return metadata_of(values, Place(file, first_line), lang)


def known_values(
    values: Mapping[str, Value], layouts: frozenset[str] = frozenset()
) -> dict[str, Value]:
    """Of `values`, those that have a meaning here, in the forms in which ours are written.

    `layouts` are those of the project. Raises SourceError for keys that are nearly ones of ours.
    """
    adapted = adapted_values(values, KEYS, layouts)
    unknown = {name: value for name, value in adapted.items() if name not in KEYS}
    _refuse_misspelt(unknown)
    return {name: value for name, value in adapted.items() if name in KEYS}


def unknown_keys(values: Mapping[str, Value]) -> dict[str, Value]:
    """Of `values`, those that neither we nor another tool is known to have a key for."""
    return {
        name: value
        for name, value in values.items()
        if (name not in KEYS and not is_foreign(name)) or means_something_else(name, value)
    }


def _refuse_misspelt(unknown: Mapping[str, Value]) -> None:
    """Raise SourceError where one of the `unknown` keys is nearly one of ours; it tells all."""
    near = {name: nearest for name in unknown if (nearest := _nearest_key(name))}
    if not near:
        return
    name, *others = [*near, *(name for name in unknown if name not in near)]
    what = f"There is no key “{name}”."
    if others:
        listed = ", ".join(f"“{other}” (line {unknown[other].place.line})" for other in others)
        what = f"There is no key “{name}”; nor is there {listed}."
    ours = list(dict.fromkeys(near.values()))
    remedy = f"Did you mean {', '.join(f'“{nearest}”' for nearest in ours)}?"
    raise SourceError(what, remedy, unknown[name].place)


def _nearest_key(name: str) -> str:
    """The key of ours that `name` is most likely a slip for; empty where there is none."""
    near = difflib.get_close_matches(name.casefold().replace("_", "-"), KEYS, 1, _NEAR)
    return near[0] if near else ""


def metadata_of(
    values: Mapping[str, Value],
    place: Place,
    lang: str | None = None,
    otherwise: Mapping[str, str] = MappingProxyType({}),
) -> Metadata:
    """The typed metadata of `values`, which stand at `place`; what they do not say is `otherwise`.

    Raises SourceError as `read_metadata` does.
    """
    required = ("title",) if lang else ("title", "lang")
    missing = tuple(name for name in required if name not in otherwise)
    found = {**otherwise, **read_keys(values, KEYS, place, missing)}
    if lang and not agree(found.setdefault("lang", customary_case(lang)), lang):
        what = f"The language is “{found['lang']}”, but the folder is called “{lang}”."
        remedy = "Mend this line, or rename the folder; one that begins with _ is no translation."
        raise SourceError(what, remedy, values["lang"].place)
    found.setdefault("dir", usual_direction(found["lang"]))
    found.setdefault("description", found.get("summary"))
    if found.get("reviewed") is False:
        found |= {"reviewed": None, "unreviewed": "text"}
    if "reviewer" in found and found.get("unreviewed"):
        what = "This names a reviewer of a text that nobody has reviewed."
        remedy = "Take this line out until somebody has, or set “reviewed” to the day."
        raise SourceError(what, remedy, values["reviewer"].place)
    lines = {
        name: value.place.line or 1
        for name, value in values.items()
        if value.place.file == place.file
    }
    return _with_usual_editions(Metadata(**found, lines=lines))


def _with_usual_editions(metadata: Metadata) -> Metadata:
    """The metadata with what follows for each edition from the layout and the others."""
    names = [edition.name for edition in metadata.editions]
    usual = (edition.in_layout(metadata.layout) for edition in metadata.editions)
    return replace(metadata, editions=tuple(edition.among(names) for edition in usual))
