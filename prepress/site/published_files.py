"""Published files: which files of a site are makebook's, as its catalogue says."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from prepress.portal.portal_folder import PORTAL
from prepress.site.index import STYLESHEET
from prepress.site.opds import CATALOGUE, INDEX, offers_in

#: The site's folder in the output; that of a clinic has its name behind a hyphen.
_SITE = "site"


def site_folder(output: Path, clinic: str) -> Path:
    """The folder in `output` of the site of `clinic`; with no name, of all texts as they are."""
    return output / (f"{_SITE}-{clinic}" if clinic else _SITE)


def site_folders(output: Path) -> list[Path]:
    """The folders of sites in the `output`."""
    return sorted(
        path.parent
        for path in (output / _SITE / CATALOGUE, *output.glob(f"{_SITE}-*/{CATALOGUE}"))
        if path.is_file()
    )


def published_files(site: Path) -> Iterator[Path]:
    """The files of the `site` that makebook has put there."""
    offers = offers_in(site / CATALOGUE)
    names = [file.name for offer in offers for file in offer.files]
    for path in sorted({site / name for name in (*names, STYLESHEET, INDEX, CATALOGUE)}):
        if path.is_file():
            yield path
    for name in (*(f"{offer.name}-web" for offer in offers), PORTAL):
        yield from sorted(each for each in (site / name).rglob("*") if each.is_file())
