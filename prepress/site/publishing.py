"""Publishing: the site brought up to date with every publication."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from prepress.building.build import build
from prepress.building.cache import read_record
from prepress.building.report import Report
from prepress.editions import EDITIONS
from prepress.errors import MachineError, MakebookError, Place
from prepress.files.atomic import sweep, write_whole
from prepress.files.beside import remove_beside
from prepress.files.digests import digest_of
from prepress.findings import Finding, is_withheld_for
from prepress.layouts.brand import Brand
from prepress.layouts.form_names import form_name, media_type
from prepress.layouts.language import words_for
from prepress.layouts.layouts import Layouts
from prepress.layouts.own_style import usable_style
from prepress.manuscript.clinic_file import read_clinic
from prepress.manuscript.reading import read
from prepress.manuscript.roles import BOOK
from prepress.portal.portal_folder import write_portal
from prepress.portal.portal_handout import PortalHandout, portal_handout
from prepress.project.clinics import clinic_files
from prepress.project.project import (
    STYLE_FILE,
    Project,
    Publication,
    font_folders,
    shipped_folder,
)
from prepress.site.edition_files import epub_facts, thumbnail
from prepress.site.history import (
    PublishedState,
    last_state,
    next_state,
    objections,
    remember,
)
from prepress.site.index import (
    STYLESHEET,
    index_of,
    language_of,
    publisher_of,
    stylesheet_of,
    title_of,
)
from prepress.site.offers import Offer, OfferedFile
from prepress.site.opds import CATALOGUE, INDEX, catalogue_of, offers_in
from prepress.site.published_files import site_folder
from prepress.text.files import read_text

if TYPE_CHECKING:
    from prepress.building.report import BuildRequest
    from prepress.manuscript.manuscript import Manuscript
    from prepress.reporting.steps import Progress

_EDITIONS = ("print", "epub")


@dataclass(frozen=True)
class Publishing:
    """What came of it: the build's `report` with what was found while publishing, and publications
    by their names.

    Those `kept` could not be published anew, so that the site still has them as they were; of those
    `missing` it has nothing. Those `removed` are no more among the sources.
    """

    report: Report
    folder: Path
    published: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()

    @property
    def exit_code(self) -> int:
        """That of the build, and 1 where a publication could not be published for another
        reason.
        """
        return self.report.exit_code or (1 if self.kept or self.missing else 0)

    def as_values(self) -> dict[str, object]:
        """What became of each publication, and where the site lies, for JSON."""
        names = {
            "published": self.published,
            "kept": self.kept,
            "missing": self.missing,
            "removed": self.removed,
        }
        return {"site": str(self.folder), **names}


@dataclass(frozen=True)
class _Ready:
    """A publication that can be published: its offer, the content of its files, the state to
    remember, and what portals get, unless it is a book.
    """

    publication: Publication
    offer: Offer
    content: dict[str, bytes]
    state: PublishedState
    handout: PortalHandout | None


def publish(project: Project, order: BuildRequest, progress: Progress) -> Publishing:
    """Bring the site in `output/site` up to date with every publication, or that of the one clinic
    that `order` names with what is made for it, after building what is not up to date.

    Of `order` count `force`, `jobs` and the clinic; no warning passes. A publication that cannot be
    built does not stop the others. Raises SourceError where there is no publication or a layout of
    the site is broken, MachineError where the site cannot be written.
    """
    request = _strict(order)
    (clinic,) = order.clinics or ("",)
    report = build(project, request, progress)
    site = site_folder(project.output, clinic)
    before = {offer.name: offer for offer in offers_in(site / CATALOGUE) if offer.is_there(site)}
    found = request.selection.of(project)
    names = [publication.name for publication in found]
    report, ready = _prepare_all(project, found, request, report, progress)
    newest = {**before, **{name: each.offer for name, each in ready.items()}}
    offers = [newest[name] for name in names if name in newest]
    if offers:
        layouts = _layouts_of_site(project, clinic)
        _write(project, site, layouts, offers, ready, before=before)
    return Publishing(
        report,
        site,
        published=tuple(ready),
        kept=tuple(name for name in names if name in newest and name not in ready),
        missing=tuple(name for name in names if name not in newest),
        removed=tuple(name for name in before if name not in names),
    )


def publish_for_clinics(
    project: Project, order: BuildRequest, progress: Progress
) -> dict[str, Publishing]:
    """Bring the site of each clinic that `order` asks for up to date, as `publish` does for one; by
    their names. One that fails does not stop the others.

    Raises UsageError for a clinic that is not there.
    """
    found = order.selection.of(project)
    build(project, _strict(order), progress)  # all at once, so that each finds its own made
    done: dict[str, Publishing] = {}
    for clinic in dict.fromkeys(publication.clinic for publication in found):
        asked = replace(order, clinics=(clinic,), all_clinics=False, force=False)
        try:
            done[clinic] = publish(project, asked, progress)
        except MakebookError as failure:
            folder = site_folder(project.output, clinic)
            done[clinic] = Publishing(Report(failures=(failure,)), folder)
    return done


def _strict(order: BuildRequest) -> BuildRequest:
    """What is built for the sites that `order` asks for."""
    return replace(
        order,
        publications=(),
        editions=_EDITIONS,
        for_readers=True,
        strict=True,
        release=False,
        write=True,
    )


def _prepare_all(
    project: Project,
    found: Sequence[Publication],
    request: BuildRequest,
    report: Report,
    progress: Progress,
) -> tuple[Report, dict[str, _Ready]]:
    """The publications that can be published, and the report with what was found of the others."""
    ready: dict[str, _Ready] = {}
    for publication in found:
        progress(f"{publication.name}: publishing")
        try:
            objected, prepared = _prepare(project, publication, request, report)
        except MakebookError as failure:
            report = replace(report, failures=(*report.failures, failure))
            continue
        report = replace(report, findings=tuple(dict.fromkeys((*report.findings, *objected))))
        if prepared is not None:
            ready[publication.name] = prepared
    return report, ready


def _prepare(
    project: Project, publication: Publication, request: BuildRequest, report: Report
) -> tuple[tuple[Finding, ...], _Ready | None]:
    """What speaks against publishing, and the publication where nothing grave does and all its
    editions are whole.
    """
    paths = {
        built.edition: built.path
        for built in report.built
        if built.publication == publication.name and built.path
    }
    if not set(_EDITIONS) <= set(paths):
        return (), None
    manuscript = read(project, publication)
    names = request.names([edition.name for edition in manuscript.metadata.editions])
    if set(paths) != set(names):
        return (), None
    content = {paths[name].name: _content(paths[name]) for name in names}
    pdf, epub, *_ = content.values()
    package = epub_facts(epub, paths["epub"].name)
    last = last_state(project, publication)
    found = objections(manuscript, last, package.revision)
    if is_withheld_for(found, strict=False):  # what remains is a reminder, see `history`
        return found, None
    picture, suffix, kind = thumbnail(package.cover, pdf, paths["print"].name)
    files = _offered(project, manuscript.metadata.lang, content, names)
    cover = OfferedFile(f"{publication.name}-cover{suffix}", kind, len(picture))
    content |= _beside(project, publication, names) | {cover.name: picture}
    shown = b"".join(data for name, data in content.items() if name != cover.name)
    state = next_state(manuscript, last, package.revision, digest_of(shown)[:16])
    offer = _offer(manuscript, state, files, cover)
    is_book = manuscript.metadata.layout == BOOK
    handout = None if is_book else portal_handout(manuscript, epub, offer, package.revision)
    return found, _Ready(publication, offer, content, state, handout)


def _offered(
    project: Project, lang: str, content: Mapping[str, bytes], names: Sequence[str]
) -> list[OfferedFile]:
    """The files of the editions of these `names`, in the words of `lang` but for the first two,
    which the site has words of its own for.
    """
    editions = [EDITIONS[name] for name in names]
    labels = [""] * len(_EDITIONS)
    if others := editions[len(_EDITIONS) :]:
        words, _ = words_for(lang, _layouts_of_site(project, ""), Place("layouts/words"))
        labels += [form_name(edition, words) for edition in others]
    return [
        OfferedFile(name, media_type(edition), len(data), label)
        for (name, data), edition, label in zip(content.items(), editions, labels, strict=True)
    ]


def _beside(project: Project, publication: Publication, names: Sequence[str]) -> dict[str, bytes]:
    """The other files of these editions by their names, as the last build has noted them."""
    record = read_record(project, publication)
    made = record.made if record else {}
    return {
        file: _content(project.output / file)
        for name in names
        if name in made
        for file in made[name].beside
    }


def _offer(
    manuscript: Manuscript,
    state: PublishedState,
    files: Sequence[OfferedFile],
    cover: OfferedFile,
) -> Offer:
    """What the site says of a publication in this `state`, whose PDF and EPUB stand first among
    its `files`.
    """
    metadata = manuscript.metadata
    pdf, epub, *others = files
    return Offer(
        name=manuscript.name,
        identifier=state.identifier,
        title=metadata.title,
        lang=metadata.lang,
        updated=state.updated,
        epub=epub,
        pdf=pdf,
        cover=cover,
        subtitle=metadata.subtitle,
        description=metadata.description,
        date=metadata.date,
        authors=metadata.author,
        publisher=metadata.contact.name if metadata.contact else metadata.publisher,
        keywords=metadata.keywords,
        rights=metadata.rights,
        others=tuple(others),
    )


def _write(
    project: Project,
    site: Path,
    layouts: Layouts,
    offers: Sequence[Offer],
    ready: Mapping[str, _Ready],
    *,
    before: Mapping[str, Offer],
) -> None:
    """Write the site with `offers`, and remember those that are `ready`."""
    _write_files(layouts, site, offers, [each.content for each in ready.values()])
    _clear(site, {file.name for offer in before.values() for file in offer.files}, offers)
    _clear_pages(site, offers, ready, before)
    handouts = {name: each.handout for name, each in ready.items() if each.handout}
    names = [each.name for each in offers if each.name in handouts or each.name not in ready]
    write_portal(site, handouts, names)
    for each in ready.values():
        remember(project, each.publication, each.state)


def _write_files(
    layouts: Layouts, site: Path, offers: Sequence[Offer], contents: Sequence[dict[str, bytes]]
) -> None:
    """Write what has changed, the pages that lead to a file after the file."""
    title, publisher, lang = title_of(offers, layouts), publisher_of(offers), language_of(offers)
    pages = {
        STYLESHEET: stylesheet_of(layouts).encode(),
        CATALOGUE: catalogue_of(offers, title, publisher, lang),
        INDEX: index_of(offers, layouts).encode(),
    }
    sweep(site)
    for name, data in (item for content in (*contents, pages) for item in content.items()):
        path = site / name
        if not path.is_file() or path.read_bytes() != data:
            write_whole(path, data)


def _layouts_of_site(project: Project, clinic: str) -> Layouts:
    """The layouts of the site, which looks as the `clinic` does. Raises SourceError where what that
    says of it is wrong.
    """
    folders = tuple(dict.fromkeys((project.root / "layouts", shipped_folder("layouts"))))
    files = clinic_files(project, clinic)
    said = read_clinic({project.relative(file): read_text(file, str(file)) for file in files})
    brand = Brand.of(said, said.look)
    style = project.sources / STYLE_FILE
    styles = [usable_style(read_text(style, STYLE_FILE), STYLE_FILE)] if style.is_file() else []
    fonts = font_folders(project)
    return Layouts(folders, fonts, brand, look=said.look, styles=tuple(styles))


def _clear(site: Path, old: set[str], offers: Sequence[Offer]) -> None:
    """Remove the files of the last site that this one does not have; what others have put there
    stays.
    """
    for name in sorted(old - {file.name for offer in offers for file in offer.files}):
        try:
            (site / name).unlink(missing_ok=True)
        except OSError as error:
            what = f"This file cannot be removed from the site: {error.strerror}."
            raise MachineError(
                what, "Close it where it is open, or remove it yourself.", site / name
            ) from error


def _clear_pages(
    site: Path, offers: Sequence[Offer], ready: Mapping[str, _Ready], before: Mapping[str, Offer]
) -> None:
    """Remove what lies in the folders of pages and no page leads to any more."""
    kept = {offer.name for offer in offers} - set(ready)
    for name in sorted(set(before) - kept):
        folder = site / f"{name}-web"
        wanted = {site / each for each in ready[name].content} if name in ready else set()
        files = [path for path in folder.rglob("*") if path.is_file()]
        remove_beside(
            site, [path.relative_to(site).as_posix() for path in files if path not in wanted]
        )


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise MachineError(
            f"This file cannot be read: {error.strerror}.", "Publish again.", path
        ) from error
