"""Jobs: what the build of one publication comes to, from the look at its record to the record of
what was made.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from prepress.building.cache import (
    CacheEntry,
    Record,
    changes,
    read_record,
    shelves_of,
    sources_now,
    write_record,
)
from prepress.building.report import BuildRequest, BuiltEdition, Report
from prepress.building.tasks import Desk, Task
from prepress.editions import EDITIONS, Edition, file_name, option_input
from prepress.errors import ChangedError, MakebookError
from prepress.files.digests import Digest
from prepress.findings import Finding, Severity
from prepress.manuscript.review import Review, review_findings, review_of, today
from prepress.project.engines import engines
from prepress.project.inputs import SearchPaths
from prepress.project.project import Project, Publication

if TYPE_CHECKING:
    from prepress.building.composition import Composition
    from prepress.building.edition_builder import EditionResult

#: Editions to be made, each with why.
Share = Sequence[tuple[Edition, Sequence[str]]]

_FORCED = "--force was given"
_FOUND = "it has findings, which --strict does not let pass"
_WRONG = "its text has errors"
#: How often a publication is set anew because its sources change while they are read.
_TRIES = 5


def set_publication(
    desk: Desk, project: Project, publication: Publication, strict: bool
) -> Composition:
    """The task of reading and setting a publication; a `strict` order has its words judged too."""
    from prepress.building.composition import compose

    desk.progress(f"{publication.name}: setting the text")
    return compose(project, publication, strict)


def make_editions(
    desk: Desk,
    project: Project,
    composition: Composition,
    order: BuildRequest,
    chosen: Sequence[tuple[Edition, Sequence[str]]],
) -> list[EditionResult | MakebookError]:
    """The task of making editions of one composition, each with why; a known failure stops only its
    own edition.
    """
    from prepress.building.edition_builder import EditionBuilder

    workshop = EditionBuilder(project, composition, order, desk)
    made: list[EditionResult | MakebookError] = []
    for edition, why in chosen:
        desk.progress(f"{composition.publication.name}: making the {edition.name} edition")
        try:
            made.append(workshop.make(edition, tuple(why)))
        except MakebookError as failure:
            made.append(failure)
    return made


class PublicationBuild:
    """The build of one publication under an order; what it gives and takes are tasks of a crew and
    their results.
    """

    def __init__(self, project: Project, publication: Publication, order: BuildRequest) -> None:
        self.publication = publication
        self._project = project
        self._order = order
        self._record = read_record(project, publication) if order.write else None
        self._composition: Composition | None = None
        self._text = Report()
        self._overdue: tuple[Finding, ...] = ()
        self._editions: dict[str, Report] = {}
        self._failures: dict[str, MakebookError] = {}
        self._released = Report()
        self._underway = 0
        self._tries = 0
        self.is_done = self._nothing_to_do()

    @property
    def report(self) -> Report:
        """What has come of it: what was found in the text and of its age, then the editions in the
        author's order.
        """
        report = self._text.joined(Report(findings=self._overdue))
        for edition in self._editions.values():
            report = report.joined(edition)
        failures = tuple(
            self._failures[what] for what in sorted(self._failures)
        )  # they come in no fixed order
        return report.joined(Report(failures=failures)).joined(self._released)

    def setting(self) -> Task:
        """The task with which the work begins."""
        self._underway += 1
        arguments = (self._project, self.publication, self._order.strict)
        # Pages of an earlier text count no more: where only the EPUB is made, it lays them out
        # itself.
        return Task(
            self.publication.name, set_publication, arguments, self.publication.topic, light=True
        )

    def took(self, result: Any, *, whole: bool) -> list[Task]:
        """Take the result of a task, and give those that follow from it; `whole` makes all editions
        one task.
        """
        self._underway -= 1
        if isinstance(result, MakebookError):
            self._failures.setdefault(str(result), result)
        elif isinstance(result, list):
            for made in result:
                self._take(made)
        else:
            return self._begun(result, whole=whole) or self._ended()
        return self._ended()

    def _begun(self, composition: Composition, *, whole: bool) -> list[Task]:
        """The tasks of making those editions that are not as they should be."""
        before = self._record
        editions = composition.editions(self._order.editions)
        values = composition.inputs | dict(map(option_input, composition.editions()))
        manuscript = composition.galley.manuscript
        self._composition, self._failures = composition, {}
        assessments = (composition.assessment,) if composition.assessment else ()
        self._text = Report(findings=composition.found, assessments=assessments)
        layouts = composition.layouts
        why = self._changes(
            editions, values, SearchPaths(self._project.root, layouts.folders, layouts.fonts)
        )
        declared = tuple(edition.name for edition in composition.editions())
        made = before.made if before else {}
        review = review_of(manuscript)
        self._overdue = self._overdue_now(review)
        layout = manuscript.metadata.layout
        self._record = Record(
            manuscript.sources, layout, declared, composition.known, values, review, made
        )
        earlier = self._editions
        self._editions = {
            name: earlier.get(name, Report()) if why[name] else self._as_it_was(name)
            for name in why
        }
        chosen = [(edition, why[edition.name]) for edition in editions if why[edition.name]]
        chosen.sort(
            key=lambda each: not composition.is_needed(each[0], editions)
        )  # others wait for its pages
        shares = [chosen] if whole else [[each] for each in chosen]
        dated = replace(composition, known=composition.known + self._overdue)
        tasks = [self._making(dated, share) for share in shares if share]
        self._underway += len(tasks)
        return tasks

    def _making(self, composition: Composition, share: Share) -> Task:
        editions = composition.editions(self._order.editions)
        lays_out = any(composition.is_needed(edition, editions) for edition, _ in share)
        topic = self.publication.topic if lays_out else ""
        return Task(
            self.publication.name,
            make_editions,
            (self._project, composition, self._order, share),
            topic,
        )

    def _take(self, made: EditionResult | MakebookError) -> None:
        if isinstance(made, MakebookError):
            self._failures.setdefault(str(made), made)
            return
        self._editions[made.edition] = made.report
        if made.file and self._record:
            (built,) = made.report.built
            entry = CacheEntry(
                inputs=made.inputs,
                file=made.file,
                size=built.size,
                pages=built.pages,
                text_size=built.text_size,
                findings=made.report.findings,
                checked=self._order.strict,
            )
            self._record = replace(self._record, made={**self._record.made, made.edition: entry})

    def _ended(self) -> list[Task]:
        """What remains when nothing is underway: another try where sources were changing, else the
        record.
        """
        if self._underway:
            return []
        if (
            any(isinstance(failure, ChangedError) for failure in self._failures.values())
            and self._tries < _TRIES
        ):
            self._tries += 1
            return [self.setting()]
        self.is_done = True
        composition, record = self._composition, self._record
        self._composition = self._record = (
            None  # what is not needed any more goes, since others wait for room
        )
        if composition and record and self._order.write:
            if record.made and not any(
                each.severity is Severity.ERROR for each in composition.known
            ):
                write_record(self._project, self.publication.name, record)
            if self._order.release and not self._failures and not self.report.withheld:
                self._release(composition)
        return []

    def _release(self, composition: Composition) -> None:
        from prepress.releases.archive import archive_editions
        from prepress.releases.ledger import release

        try:
            archive_editions(
                self._project,
                composition.galley.revision,
                [built.path for built in self.report.built],
            )
            new = release(self._project, self.publication, composition.galley)
        except MakebookError as failure:
            self._failures[str(failure)] = failure
        else:
            self._released = Report(released=(new,) if new else ())

    def _nothing_to_do(self) -> bool:
        """Whether every edition in place is what the sources say, seen without setting them; the
        report says so.
        """
        record, order = self._record, self._order
        if (
            record is None
            or order.release
            or sources_now(self._project, self.publication) != record.sources
        ):
            return False
        editions = [EDITIONS[name] for name in order.editions or record.declared]
        shelves = shelves_of(self._project, record.layout)
        if shelves is None or any(
            self._changes(editions, record.values | engines(), shelves).values()
        ):
            return False
        self._text = Report(findings=record.known)
        self._overdue = self._overdue_now(record.review)
        self._editions = {edition.name: self._as_it_was(edition.name) for edition in editions}
        return True

    def _overdue_now(self, review: Review | None) -> tuple[Finding, ...]:
        """What the day says to the review. It is never recorded, since a day passes without
        anything else changing.
        """
        return review_findings(review, self._order.today or today())

    def _changes(
        self, editions: Sequence[Edition], values: Mapping[str, Digest], shelves: SearchPaths
    ) -> dict[str, tuple[str, ...]]:
        """Why each of the editions has to be made; nothing where it is as it should be."""
        if self._order.force or not self._order.write:
            return {edition.name: (_FORCED,) for edition in editions}
        now = {**dict(map(option_input, editions)), **values}
        made = self._record.made if self._record else {}
        why = {
            edition.name: changes(
                made.get(edition.name),
                self._project.output / file_name(self.publication.name, edition),
                shelves,
                now,
                checked=self._order.strict,
            )
            for edition in editions
        }
        # Where only a translation's source has changed, the text has errors though nothing else is
        # new.
        if any(finding.severity is Severity.ERROR for finding in self._text.findings):
            return {name: each or (_WRONG,) for name, each in why.items()}
        if not self._order.strict:
            return why
        found = self._text.findings or (self._record.known if self._record else ())
        return {
            name: each or ((_FOUND,) if found or made[name].findings else ())
            for name, each in why.items()
        }

    def _as_it_was(self, name: str) -> Report:
        """The report on an edition that is as it should be."""
        if name in self._editions:
            return self._editions[name]
        assert self._record is not None, "what was not recorded is made"
        entry = self._record.made[name]
        path = self._project.output / file_name(self.publication.name, EDITIONS[name])
        if (
            self._order.strict and self._overdue
        ):  # it is whole, so that it need not be made to be withheld
            return Report(findings=entry.findings, withheld=(path.name,))
        built = BuiltEdition(
            self.publication.name, name, path, entry.size, entry.pages, entry.text_size
        )
        return Report((built,), entry.findings)
