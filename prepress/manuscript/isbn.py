"""ISBN: the number of a book in the trade (ISO 2108), read strictly, since nobody can buy what a
wrong bar code names.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from prepress.errors import SourceError
from prepress.manuscript.metadata_values import line_of_text

if TYPE_CHECKING:
    from prepress.manuscript.metadata import Metadata
    from prepress.text.yaml_source import Value

_BEFORE = re.compile(r"^(?:urn:)?isbn(?:-1[03])?[:\s]*", re.IGNORECASE)
_BETWEEN = re.compile(r"[\s\-\u2010-\u2015]")
_OLD = re.compile(r"[0-9]{9}[0-9Xx]")
_NEW = re.compile(r"97[89][0-9]{10}")


class IsbnError(ValueError):
    """What is wrong with an ISBN, and in `right` the one that it may be meant as, empty where
    nobody can say.
    """

    def __init__(self, what: str, right: str = "") -> None:
        super().__init__(what)
        self.right = right


def isbn(value: Value) -> str:
    """The 13 digits of an ISBN as an author writes it; one of ten digits gets those it has had
    since 2007. Raises SourceError where it is none.
    """
    text = line_of_text(value)
    try:
        return isbn_of_text(text)
    except IsbnError as error:
        if not error.right:
            raise value.wrong(f"is “{text}”, but {error}") from error
        what = f"“{value.name}” is “{text}”, but {error}."
        remedy = (
            f"Write {value.name}: {hyphenated(error.right)}, or compare the other digits with "
            "those that the agency gave you."
        )
        raise SourceError(what, remedy, value.place) from error


def isbn_of_text(text: str) -> str:
    """The 13 digits of the ISBN `text`. Raises IsbnError where it is none."""
    from stdnum.ean import calc_check_digit
    from stdnum.isbn import is_valid, to_isbn13

    digits = _BETWEEN.sub("", _BEFORE.sub("", text.strip()))
    if _OLD.fullmatch(digits):
        right = next(each for each in "0123456789X" if is_valid(digits[:9] + each))
        whole = str(to_isbn13(digits[:9] + right))
        if digits[9].upper() != right:
            raise IsbnError(_wrong_digit(digits[9], right), whole)
        return whole
    if not re.fullmatch(r"[0-9]+", digits):
        raise IsbnError("an ISBN has nothing but digits, with hyphens between them")
    if len(digits) != 13:
        raise IsbnError(f"an ISBN has 13 digits, and this has {len(digits)}")
    if not _NEW.fullmatch(digits):
        raise IsbnError("an ISBN begins with 978 or 979")
    right = str(calc_check_digit(digits[:12]))
    if digits[12] != right:
        raise IsbnError(_wrong_digit(digits[12], right), digits[:12] + right)
    return digits


def _wrong_digit(found: str, right: str) -> str:
    return f"its last digit, which checks the others, must be {right} and not {found}"


def hyphenated(digits: str) -> str:
    """The 13 digits of an ISBN with the hyphens of its agency; with those that are sure where the
    agency is not known.
    """
    from stdnum.isbn import format as with_hyphens

    return str(with_hyphens(digits))


def names_isbn(identifier: str | None) -> bool:
    """Whether `identifier` says of itself that it is an ISBN."""
    return bool(identifier and _BEFORE.match(identifier.strip()))


def isbn_of(metadata: Metadata) -> str | None:
    """The 13 digits of the ISBN of the printed book: `isbn`, else that of the identifier; None
    where there is none. Raises IsbnError where the identifier names one that is wrong.
    """
    if metadata.isbn:
        return metadata.isbn
    if metadata.identifier and names_isbn(metadata.identifier):
        return isbn_of_text(metadata.identifier)
    return None
