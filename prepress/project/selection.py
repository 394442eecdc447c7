"""Selection: the publications that somebody means by names and clinics."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from prepress.errors import UsageError
from prepress.project.clinics import at_clinics
from prepress.project.project import Project, Publication, publications
from prepress.text.suggestions import suggestion

if TYPE_CHECKING:
    from prepress.project.share import Share


@dataclass(frozen=True)
class Selection:
    """The publications of these `names`, `with_translations` or without, all where there is none;
    as they are made for these `clinics`, or for `every_clinic`, or as they are where no clinic is
    named; of those the ones in the `share`, where one is asked for.
    """

    names: tuple[str, ...] = ()
    clinics: tuple[str, ...] = ()
    every_clinic: bool = False
    with_translations: bool = True
    share: Share | None = None

    @property
    def is_for_clinics(self) -> bool:
        """Whether any clinic is named."""
        return bool(self.clinics) or self.every_clinic

    def of(self, project: Project) -> tuple[Publication, ...]:
        """The publications of `project` that are meant, in natural order.

        Raises UsageError for an unknown publication or clinic, SourceError where there is none.
        """
        found = publications(project)
        refuse_unknown(self.names, [publication.name for publication in found], "publication")
        chosen = [each for each in found if self._means(each)]
        meant = at_clinics(project, found, chosen, self.clinics, every=self.every_clinic)
        share = self.share
        return tuple(each for each in meant if share is None or share.has(each.name))

    def _means(self, publication: Publication) -> bool:
        if not self.names:
            return True
        if self.with_translations:
            return publication.is_among(self.names)
        return publication.name in self.names


def refuse_unknown(names: Sequence[str], known: Sequence[str], kind: str) -> None:
    """Raise UsageError where one of `names` is not among those that are `known` of this `kind`."""
    for name in names:
        if name not in known:
            raise UsageError(f"There is no {kind} “{name}”.", suggestion(name, known))
