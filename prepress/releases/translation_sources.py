"""Translation sources: a copy of the source, kept beside a translation, that says which text
the translation was made from.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from prepress.errors import MachineError, SourceError, UsageError
from prepress.files.atomic import write_whole
from prepress.manuscript.reading import read
from prepress.project.project import (
    RECORDED,
    OutsideProject,
    Project,
    Publication,
    inside,
    publications,
    recorded_files,
    source_files,
)
from prepress.text.language_tags import agree
from prepress.text.suggestions import suggestion

_BEGIN = (
    "Put the translated chapters into a folder of the publication that is called by its language, "
    "such as es."
)


def record_translations(
    project: Project, lang: str, names: Sequence[str] = ()
) -> tuple[Publication, ...]:
    """Note that the translations into `lang` say what their sources say now: all, or those of the
    publications `names`.

    Returns those of which something was noted. Raises UsageError where there is no such
    translation, SourceError where one or its source cannot be read, MachineError where the copy
    cannot be written.
    """
    chosen = _choose(publications(project), lang, names)
    for translation in chosen:
        read(project, translation)  # nothing is noted of what cannot be read
    return tuple(translation for translation in chosen if _record(project, translation))


def _choose(found: Sequence[Publication], lang: str, names: Sequence[str]) -> list[Publication]:
    """The translations into `lang`, of the publications `names` where some are named."""
    chosen = _into(lang, [each for each in found if each.original])
    by_name: dict[str, Publication] = {}
    for each in chosen:
        assert each.original is not None, "only translations are chosen"
        by_name |= {each.name: each, each.original.name: each}
    for name in names:
        if name not in by_name:
            what = f"There is no translation of “{name}” into “{lang}”."
            raise UsageError(what, suggestion(name, list(by_name)))
    return [by_name[name] for name in dict.fromkeys(names)] if names else chosen


def _into(lang: str, translations: Sequence[Publication]) -> list[Publication]:
    """The `translations` into `lang` to the letter, else those into a language that agrees."""
    tag = lang.replace("_", "-").casefold()
    langs = list(dict.fromkeys(each.lang or "" for each in translations))
    known = [each for each in langs if each.casefold() == tag]
    known = known or [each for each in langs if agree(each, tag)]
    if not known:
        hint = suggestion(lang, langs) if langs else _BEGIN
        raise UsageError(f"There is no translation into “{lang}”.", hint)
    return [each for each in translations if each.lang in known]


def _record(project: Project, translation: Publication) -> bool:
    """Copy the source as it is; whether anything of the copy is new."""
    assert translation.original is not None, "only translations are chosen"
    folder = translation.folder / RECORDED
    try:
        inside(project, folder)
    except OutsideProject as error:
        place = project.relative(folder)
        raise SourceError("This leads out of the project.", "Delete the link.", place) from error
    home = translation.original.folder
    now = {file.relative_to(home): file.read_bytes() for file in source_files(translation.original)}
    was = {file.relative_to(folder): file for file in recorded_files(project, translation)}
    return _write_copy(project, folder, now, was)


def _write_copy(
    project: Project, folder: Path, now: Mapping[Path, bytes], was: Mapping[Path, Path]
) -> bool:
    """Make the copy in `folder`, whose files `was` has, what is `now`; whether it was not so."""
    changed = [name for name in now if name not in was or was[name].read_bytes() != now[name]]
    gone = [file for name, file in was.items() if name not in now]
    for name in (*changed, *(file.relative_to(folder) for file in gone)):
        _refuse_links(project, folder, name.parent)
    for file in gone:
        _delete(file, folder)
    for name in changed:
        write_whole(folder / name, now[name])
    return bool(changed or gone)


def _refuse_links(project: Project, folder: Path, within: Path) -> None:
    """Raise SourceError where a folder of the copy is a link: what is written there would land in
    another folder.
    """
    for part in (within, *within.parents):
        if part != Path() and (folder / part).is_symlink():
            raise SourceError(
                "This is a link to another folder.", "Delete it.", project.relative(folder / part)
            )


def _delete(file: Path, folder: Path) -> None:
    """Delete a `file` of the copy in `folder`, and the folders that are empty then."""
    try:
        file.unlink()
    except OSError as error:
        raise MachineError(
            f"This cannot be deleted: {error.strerror}.", "Delete it yourself.", file
        ) from error
    for parent in file.parents:
        if parent == folder or any(parent.iterdir()):
            return
        parent.rmdir()
