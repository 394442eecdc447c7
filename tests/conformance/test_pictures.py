"""Books with pictures of all formats and with emoji pass the validators."""

from __future__ import annotations

from pathlib import Path

from tests.conformance.validators import epubcheck_all, verapdf_all
from tests.dialects import test_emoji, test_pictures
from tests.dialects.forms import build_forms


def test_books_with_pictures_and_emoji_are_valid(tmp_path: Path) -> None:
    pictures = [*test_pictures.FILES, "size-0", "size-2", "tag-1", "large-photo"]
    forms = {name: test_pictures.FORMS[name] for name in pictures} | test_emoji.FORMS
    built = build_forms(tmp_path, forms).values()
    epubs = epubcheck_all([each.output / f"{each.name}.epub" for each in built], tmp_path)
    pdfs = verapdf_all([each.output / f"{each.name}.pdf" for each in built], "ua1", "2a")
    assert [(file.name, said) for file, said in (epubs | pdfs).items() if said] == []
