"""The makebook command: options in, one call, messages out."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

import prepress
from prepress.errors import MachineError, MakebookError
from prepress.text.escapes import json_text, shown, shown_name

if TYPE_CHECKING:
    import datetime as dt

    from prepress.building.report import BuildRequest, Report
    from prepress.project.project import Project
    from prepress.reporting.line import OutputLine

EXIT_CODES = """\b
Exit codes:
  0  built, nothing to mend
  1  findings kept an edition from being written, a check found more than notes, a copy is not
     the current one, pages changed on paper, or the archive is not whole or has nothing of
     that day
  2  the command itself was wrong
  3  a source is broken
  4  the machine lacks something: a library, permission, room on the disk
  130  stopped by Ctrl-C; every file in place is whole
"""

#: What the system says where it can write no more.
NO_ROOM = frozenset(
    {
        *(errno.EBADF, errno.EDQUOT, errno.EFBIG, errno.EIO, errno.EMFILE, errno.ENFILE),
        *(errno.ENOSPC, errno.EROFS),
    }
)
COLOURS = {"error": "red", "warning": "yellow", "note": "cyan"}


@contextmanager
def messages(*, as_json: bool = False) -> Iterator[None]:
    """Turn a known failure into its message and exit code; anything else is a bug and keeps its
    traceback.
    """
    from prepress.reporting.json import failure_values
    from prepress.reporting.line import failure_lines

    try:
        yield
    except MakebookError as error:
        if as_json:
            say_values({"exit_code": error.exit_code, "failures": [failure_values(error)]})
        else:
            say(failure_lines([error]))
        sys.exit(error.exit_code)


class Tool(click.Group):
    """The command with all its subcommands, which Ctrl-C ends at any moment with the same words."""

    def main(self, *arguments: Any, **options: Any) -> Any:
        """Read the command line and carry it out. Where the disk takes no more, or nobody hears
        what is said, that is a message too.
        """
        open_missing_streams()
        try:
            return super().main(*arguments, **options)
        except OSError as error:
            if error.errno not in NO_ROOM:
                raise
            say_unheard(f"makebook: {error.strerror}. Make room, or write elsewhere.")
            sys.exit(MachineError.exit_code)

    def invoke(self, context: click.Context) -> Any:
        """Carry out the subcommand."""
        try:
            return super().invoke(context)
        except KeyboardInterrupt:
            click.echo("makebook: Stopped. Every file in place is whole.", err=True)
            sys.exit(130)


def say(lines: Iterable[OutputLine]) -> None:
    """Say `lines` to people: what is aside to the error stream, the rest to the output."""
    for line in lines:
        click.secho(shown(line.text), fg=COLOURS.get(line.tone), err=line.aside)


def open_missing_streams() -> None:
    """Let what is said on a closed stream go nowhere, not into the next file that is opened."""
    for number, name in enumerate(("stdin", "stdout", "stderr")):
        if getattr(sys, name) is None:
            with suppress(OSError):
                os.fstat(number)
                continue
            os.open(os.devnull, os.O_RDWR)
            setattr(sys, name, open(number, "r" if number == 0 else "w", encoding="utf-8"))  # noqa: PTH123, SIM115


def say_unheard(words: str) -> None:
    """Say why nothing more can be said, where that is heard; what waits to be said is dropped."""
    with suppress(OSError):
        click.echo(words, err=True)
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except OSError:
            with suppress(OSError):
                os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def say_values(values: object) -> None:
    """Say `values` to other programs, as one JSON object."""
    click.echo(json_text(values, indent=2))


def here() -> Path:
    """The current folder. Raises MachineError where it was deleted meanwhile."""
    try:
        return Path.cwd()
    except OSError as error:
        raise MachineError("The current folder is gone.", "Change to your project.") from error


def complete_publication(
    context: click.Context, parameter: click.Parameter, incomplete: str
) -> list[str]:
    """The publications that begin with what was typed, for the shell."""
    from prepress.project.project import Project, publications

    try:
        names = [publication.name for publication in publications(Project.find(here()))]
    except MakebookError:
        return []
    return [name for name in names if name.startswith(incomplete)]


def complete_edition(
    context: click.Context, parameter: click.Parameter, incomplete: str
) -> list[str]:
    """The editions that begin with what was typed, for the shell."""
    from prepress.editions import EDITIONS

    return [name for name in EDITIONS if name.startswith(incomplete)]


def complete_clinic(
    context: click.Context, parameter: click.Parameter, incomplete: str
) -> list[str]:
    """The clinics that begin with what was typed, for the shell."""
    from prepress.project.clinics import clinic_names
    from prepress.project.project import Project

    try:
        return [name for name in clinic_names(Project.find(here())) if name.startswith(incomplete)]
    except MakebookError:
        return []


def complete_example(
    context: click.Context, parameter: click.Parameter, incomplete: str
) -> list[str]:
    """The examples that begin with what was typed, for the shell."""
    from prepress.project.example_folders import example_names

    try:
        return [name for name in example_names(root_here()) if name.startswith(incomplete)]
    except MakebookError:
        return []


def cores() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


class EditionOption(click.Option):
    """The option that names editions; its help says which there are."""

    def get_help_record(self, context: click.Context) -> tuple[str, str] | None:
        """The option, and what it is for."""
        from prepress.editions import EDITIONS

        record = super().get_help_record(context)
        return record and (record[0], f"{record[1]} One of: {', '.join(EDITIONS)}.")


class ExampleOption(click.Option):
    """The option that names an example; its help says which there are."""

    def get_help_record(self, context: click.Context) -> tuple[str, str] | None:
        """The option, and what it is for."""
        from prepress.project.example_folders import example_names

        names = ", ".join(example_names(root_here()))
        record = super().get_help_record(context)
        return record and (record[0], f"{record[1]} One of: {names}.")


@click.group(cls=Tool, epilog=EXIT_CODES, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(prepress.__version__, prog_name="makebook")
def main() -> None:
    """Make a print-ready PDF and an EPUB of each publication in sources/."""


publications_argument = click.argument(
    "publications",
    nargs=-1,
    metavar="[PUBLICATION|FILE.md]...",
    shell_complete=complete_publication,
)
editions_option = click.option(
    "-e", "--edition", "editions", multiple=True, metavar="NAME", shell_complete=complete_edition,
    cls=EditionOption, help="Only this edition; may be given several times.",
)  # fmt: skip
output_option = click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, file_okay=True),
    help="Write here, not in output/.",
)
jobs_option = click.option(
    "-j", "--jobs", type=click.IntRange(1, 64), default=cores, show_default="the processors",
    help="Make so many editions at the same time.",
)  # fmt: skip
today_option = click.option(
    "--today", type=click.DateTime(["%Y-%m-%d"]), metavar="DAY", callback=lambda _, __,
    value: value and value.date(),
    help=(
"Hold reviews against this day, such as 2027-01-01; else against today, or "
"MAKEBOOK_TODAY."
),
)  # fmt: skip
clinics_option = click.option(
    "--clinic", "clinics", multiple=True, metavar="NAME", shell_complete=complete_clinic,
    help="Make it for this clinic of sources/clinics/; may be given several times.",
)  # fmt: skip
all_clinics_option = click.option(
    "--all-clinics", is_flag=True, help="Make it for every clinic of sources/clinics/."
)
clinic_option = click.option(
    "--clinic", metavar="NAME", default="", shell_complete=complete_clinic,
    help="Only what was made for this clinic.",
)  # fmt: skip
json_option = click.option(
    "--json", "as_json", is_flag=True, help="Answer in JSON, for other programs."
)


@main.command()
@publications_argument
@editions_option
@clinics_option
@all_clinics_option
@output_option
@click.option(
    "--release",
    is_flag=True,
    help="Note it in the list of releases, and keep it in the archive; as strict as --strict.",
)
@click.option(
    "--sign", "signing_key", envvar="MAKEBOOK_SIGNING_KEY", metavar="KEY",
    type=click.Path(path_type=Path),
    help="Sign the release with this key of SSH; else with MAKEBOOK_SIGNING_KEY.",
)  # fmt: skip
@click.option(
    "--strict",
    is_flag=True,
    help="Write no edition as long as there is anything to mend, even a warning.",
)
@click.option(
    "--force", is_flag=True, help="Make every edition again, also where nothing has changed."
)
@click.option("--explain", is_flag=True, help="Say of each edition why it is or is not made again.")
@today_option
@jobs_option
@json_option
def build(
    *,
    publications: tuple[str, ...],
    editions: tuple[str, ...],
    clinics: tuple[str, ...],
    all_clinics: bool,
    output: Path | None,
    release: bool,
    signing_key: Path | None,
    strict: bool,
    force: bool,
    explain: bool,
    today: dt.date | None,
    jobs: int,
    as_json: bool,
) -> None:
    """Build every edition of every publication, or only those named, where anything they are made
    from has changed.

    FILE.md may lie anywhere: its PDF and its EPUB come to lie beside it.
    """
    from prepress.building.report import BuildRequest

    request = BuildRequest(
        publications, editions, strict, release=release, force=force, jobs=jobs, today=today,
        clinics=clinics, all_clinics=all_clinics,
        signing_key=signing_key and (here() / signing_key.expanduser()),
    )  # fmt: skip
    carry_out(request, output, as_json, explain=explain)


@main.command()
@publications_argument
@editions_option
@output_option
@jobs_option
def watch(
    *, publications: tuple[str, ...], editions: tuple[str, ...], output: Path | None, jobs: int
) -> None:
    """Build, then build again after every save, until Ctrl-C."""
    import asyncio

    from prepress.building.report import BuildRequest
    from prepress.building.watcher import watch as watch_sources

    async def follow(project: Project, request: BuildRequest) -> None:
        tell = teller(project.root)
        with progress(quiet=not sys.stderr.isatty()) as step:
            async for report in watch_sources(project, request, step):
                clear_step()
                tell(report)

    with messages():
        project, names = ordered_here(publications, output)
        click.echo("Watching for saved files; Ctrl-C ends it.", err=True)
        asyncio.run(follow(project, BuildRequest(names, editions, jobs=jobs)))


@main.command()
@publications_argument
@editions_option
@clinics_option
@all_clinics_option
@today_option
@jobs_option
@json_option
def check(
    *,
    publications: tuple[str, ...],
    editions: tuple[str, ...],
    clinics: tuple[str, ...],
    all_clinics: bool,
    today: dt.date | None,
    jobs: int,
    as_json: bool,
) -> None:
    """Say what is wrong with the sources and the finished editions, and write nothing."""
    from prepress.building.report import BuildRequest

    request = BuildRequest(
        publications, editions, strict=True, write=False, jobs=jobs, today=today,
        clinics=clinics, all_clinics=all_clinics,
    )  # fmt: skip
    carry_out(request, None, as_json)


@main.command()
@publications_argument
@editions_option
@jobs_option
@click.option(
    "--port",
    type=click.IntRange(1024, 65535),
    help="Serve at this port; else at the first free one.",
)
@click.option("--no-open", is_flag=True, help="Leave the browser alone.")
@click.option("--read-only", is_flag=True, help="Only look: nothing can be written in the browser.")
@click.option(
    "--strict",
    is_flag=True,
    help="Look over the finished pages too, and keep an edition with anything to mend.",
)
def preview(
    *,
    publications: tuple[str, ...],
    editions: tuple[str, ...],
    jobs: int,
    port: int | None,
    no_open: bool,
    read_only: bool,
    strict: bool,
) -> None:
    """Write in the browser, and see the editions anew after every save, with what is wrong beside
    the page.
    """
    import webbrowser

    from prepress.building.report import BuildRequest
    from prepress.preview.launch import preview as show

    def ready(address: str) -> None:
        click.echo(f"The preview is at {address} (Ctrl-C ends it).")
        if not no_open:
            webbrowser.open(address)

    with messages(), suppress(KeyboardInterrupt):
        project, names = ordered_here(publications)
        request = BuildRequest(names, editions, strict, jobs=jobs)
        tell = teller(project.root)
        show(project, request, port=port, is_read_only=read_only, ready=ready, tell=tell)


@main.command()
@output_option
@click.option(
    "--strict", is_flag=True, help="Nothing with a warning is ever published; kept for scripts."
)
@jobs_option
@json_option
def publish(*, output: Path | None, strict: bool, jobs: int, as_json: bool) -> None:
    """Gather the PDF and the EPUB of every publication in output/site, ready for any web server.

    The site has a page for people and a catalogue for reading apps (OPDS). What is not up to date
    is built first. A publication that cannot be built stays in the site as it was.
    """
    from prepress.building.report import BuildRequest
    from prepress.reporting.json import report_values
    from prepress.reporting.text import publishing_lines
    from prepress.site.publishing import publish as publish_all

    with messages(as_json=as_json):
        project = project_here(output)
        with progress(as_json) as step:
            done = publish_all(project, BuildRequest(strict=strict, jobs=jobs), step)
    if as_json:
        say_values(report_values(done.report) | {"exit_code": done.exit_code, **done.as_values()})
    else:
        say(publishing_lines(done, project.root))
    sys.exit(done.exit_code)


@main.command()
@click.argument("revision", metavar="ID")
def verify(revision: str) -> None:
    """Say whether the copy with ID in its foot is the current one; ends with 1 where it is not."""
    from prepress.building.build import verify as verify_revision
    from prepress.project.project import Project

    with messages():
        verdict = verify_revision(Project.find(here()), revision)
    click.echo(str(verdict))
    sys.exit(0 if verdict.is_current else 1)


@main.group()
def archive() -> None:
    """Show what was current on a day, and prove that nothing of it has changed since.

    `build --release` keeps what was given out, and what it was made from, in sources/_releases/.
    """


@archive.command("at")
@click.argument("day", type=click.DateTime(["%Y-%m-%d"]), metavar="DAY")
@click.argument("name", metavar="PUBLICATION", shell_complete=complete_publication)
@clinic_option
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), help="Write the files into this new folder."
)
@click.option(
    "--sources",
    is_flag=True,
    help="Write what they were made from, as a project that makes the same bytes again.",
)
@json_option
def archive_at(
    *, day: dt.datetime, name: str, clinic: str, output: Path | None, sources: bool, as_json: bool
) -> None:
    """Say which files of PUBLICATION were current on DAY, such as 2026-03-01, and write them.

    Its translations, and what was made of it for clinics, are meant too. Ends with 1 where nothing
    had been released by then.
    """
    from prepress.archive.lookup import current_on
    from prepress.archive.unpacking_releases import unpack, unpack_sources
    from prepress.errors import UsageError
    from prepress.reporting.archive_lines import lookup_lines, lookup_values

    with messages(as_json=as_json):
        if sources and output is None:
            raise UsageError("--sources needs a folder.", "Name a new one with -o.")
        project = project_here()
        found = current_on(project, day.date(), name, clinic)
        write = unpack_sources if sources else unpack
        written = write(project, found.current, here() / output) if output else []
    if as_json:
        say_values(lookup_values(found, written))
    else:
        say(lookup_lines(found, written, here(), sources=sources))
    sys.exit(found.exit_code)


@archive.command("verify")
@click.option(
    "--signers", type=click.Path(path_type=Path), metavar="FILE",
    help="The list of those who may sign; else `signers` of sources/clinic.yaml.",
)  # fmt: skip
@json_option
def verify_archive(*, signers: Path | None, as_json: bool) -> None:
    """Look at every list of releases, signature and copy; ends with 1 where one is not as it was
    written.
    """
    from prepress.archive.verification import signers_of, verify_archive
    from prepress.reporting.archive_lines import verification_lines, verification_values

    with messages(as_json=as_json):
        project = project_here()
        known = here() / signers if signers else signers_of(project)
        with progress(as_json) as step:
            found = verify_archive(project, known, step)
    if as_json:
        say_values(verification_values(found))
    else:
        say(verification_lines(found))
    sys.exit(found.exit_code)


@main.command()
@click.argument("old", required=False)
@editions_option
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    help="Compare what lies here, not in output/.",
)
@json_option
def diff(*, old: str | None, editions: tuple[str, ...], output: Path | None, as_json: bool) -> None:
    """Say which pages changed on paper since the last release; ends with 1 where any did.

    The editions on paper as they lie in output/ are compared with those of the last release. OLD
    compares with something else: a revision such as k7m2-9qwd (an earlier release), a publication
    (only that one), or the file of an old PDF, which is compared with the edition of the same file
    name, else with the one that it resembles.

    The report with a picture of each changed page is output/changes.html. Where nothing differs,
    there is none.
    """
    from prepress.releases.diff.differences import diff as find_differences
    from prepress.releases.diff.pairs import DiffRequest
    from prepress.reporting.json import difference_values
    from prepress.reporting.text import difference_lines

    with messages(as_json=as_json):
        project = project_here(output)
        with progress(as_json) as step:
            found = find_differences(project, DiffRequest(old, editions), here(), step)
    if as_json:
        say_values(difference_values(found))
    else:
        say(difference_lines(found, project.root))
    sys.exit(found.exit_code)


@main.command()
@click.argument("name")
@click.option(
    "--from", "example", metavar="EXAMPLE", shell_complete=complete_example, cls=ExampleOption,
    help="Begin from this finished text, not from the small example.",
)  # fmt: skip
@click.option("--lang", metavar="LANG", help="Begin in this language, as in: --lang es.")
def new(name: str, example: str | None, lang: str | None) -> None:
    """Begin a publication NAME: a small finished example that builds at once."""
    from prepress.project import new

    with messages():
        root = root_here()
        folder = new.make_publication(root, name, example, lang)
        click.echo(
            f"Made {folder.relative_to(root)}. Edit its text, then: makebook build {folder.name!r}"
        )


@main.command("import")
@click.argument("file", type=click.Path(path_type=Path), metavar="FILE.docx")
@click.argument("name", required=False)
def import_word(*, file: Path, name: str | None) -> None:
    """Make a publication NAME out of a handout that was written in Word; without NAME, it is called
    as the file is.

    It builds at once. What of the Word file did not survive, and what you should look at, is said
    line by line.
    """
    from prepress.import_word.word_import import import_word as make_publication

    with messages():
        root = root_here()
        made = make_publication(root, file.absolute(), name)
    for heading, lines in (("Did not survive", made.lost), ("Please look at", made.to_check)):
        listed = "".join([f"{heading}:\n", *(f"  - {shown(line)}\n" for line in lines)])
        click.echo(listed if lines else "", nl=False)
    click.echo(
        f"Made {made.folder.relative_to(root)}. Read it through, then: makebook build "
        f"{made.folder.name!r}"
    )


@main.group(invoke_without_command=True)
@click.pass_context
def fonts(context: click.Context) -> None:
    """Add the font of another script to the project; alone, it lists the languages and their
    fonts.
    """
    if context.invoked_subcommand is None:
        context.invoke(list_fonts)


@fonts.command("list")
def list_fonts() -> None:
    """Say which languages a font can be added for, and which fonts are there."""
    from prepress.layouts.typefaces.adding import list_typefaces
    from prepress.project.single_file import project_or_folder
    from prepress.reporting.text import typeface_lines

    with messages():
        say(typeface_lines(list_typefaces(project_or_folder(here()))))


@fonts.command("add")
@click.argument("lang")
@click.argument("files", nargs=-1, type=click.Path(path_type=Path), metavar="[FILE]...")
def add_font(*, lang: str, files: tuple[Path, ...]) -> None:
    """Add the font for texts in LANG, such as ar or zh-Hant, to the fonts/ of the project, or of
    the folder where there is none.

    It comes from a package that your npm, or else apt-get, fetches. With FILE (a package or folder,
    or both fonts, the regular and the bold one) nothing is fetched.
    """
    from prepress.layouts.typefaces.adding import add
    from prepress.project.single_file import project_or_folder
    from prepress.reporting.text import added_line

    with messages():
        project = project_or_folder(here())
        with progress(quiet=False) as step:
            added = add(project, lang, [file.absolute() for file in files], step)
        say([added_line(added, project.root)])


@main.command()
@click.argument("lang")
@publications_argument
def translated(*, lang: str, publications: tuple[str, ...]) -> None:
    """Note that the translations into LANG say what their sources say now.

    From then on `check` names each section whose source changes, with the difference.
    """
    from prepress.releases.translation_sources import record_translations

    with messages():
        project = project_here()
        noted = record_translations(project, lang, publications)
    for translation in noted:
        folder = shown_name(project.relative(translation.folder))
        click.echo(f"Noted: {folder} says what its source says now.")
    if not noted:
        click.echo("There is nothing new to note: no source has changed since.")


@main.command()
@publications_argument
@clinics_option
@all_clinics_option
@today_option
@click.option(
    "--ics", type=click.Path(path_type=Path), metavar="FILE",
    help="Write the days into this file too, for a calendar.",
)  # fmt: skip
@json_option
def due(
    *,
    publications: tuple[str, ...],
    clinics: tuple[str, ...],
    all_clinics: bool,
    today: dt.date | None,
    ics: Path | None,
    as_json: bool,
) -> None:
    """Say which texts must be reviewed by when, and who has reviewed them last."""
    from prepress.files.atomic import write_whole
    from prepress.manuscript.review import today as day_of_clock
    from prepress.reporting.review_table import review_lines, review_values
    from prepress.reviews.calendar import calendar_file
    from prepress.reviews.due_reviews import due_reviews

    with messages(as_json=as_json):
        day = today or day_of_clock()
        found = due_reviews(project_here(), publications, clinics, every_clinic=all_clinics)
        if ics:
            write_whole(here() / ics, calendar_file(found.reviews))
    if as_json:
        say_values(review_values(found, day))
    else:
        say(review_lines(found, day))
    sys.exit(found.exit_code)


@main.command()
@json_option
def doctor(as_json: bool) -> None:
    """Say what is installed, what is missing, and how to get it."""
    from prepress.doctor import examine

    with messages(as_json=as_json):
        diagnoses = examine(here())
    exit_code = 4 if any(diagnosis.is_fatal for diagnosis in diagnoses) else 0
    if as_json:
        answer = {"exit_code": exit_code, "diagnoses": [vars(diagnosis) for diagnosis in diagnoses]}
        say_values(answer)
    else:
        click.echo("\n".join(map(str, diagnoses)))
    sys.exit(exit_code)


def carry_out(
    request: BuildRequest, output: Path | None, as_json: bool, *, explain: bool = False
) -> None:
    """Run the build that `request` describes, print its report and end with its exit code."""
    from dataclasses import replace

    from prepress.building.build import build as build_editions
    from prepress.building.report import Report
    from prepress.project.single_file import orders
    from prepress.reporting.json import report_values
    from prepress.reporting.text import build_lines, check_lines

    with messages(as_json=as_json):
        report, root = Report(), here()
        for order in orders(root, request.publications, output):
            root = order.project.root
            asked = replace(request, publications=order.names)
            with progress(as_json) as step:
                report = report.plus(build_editions(order.project, asked, step))
    if as_json:
        say_values(report_values(report, with_notes=not request.write))
    else:
        say(build_lines(report, root, explain=explain) if request.write else check_lines(report))
    sys.exit(report.exit_code)


def project_here(output: Path | None = None) -> Project:
    """The project that the current folder lies in, which writes to `output` where that is given.
    Raises SourceError.
    """
    from prepress.project.project import Project

    project = Project.find(here())
    return project if output is None else project.writing_to(output.absolute())


def ordered_here(
    publications: tuple[str, ...], output: Path | None = None
) -> tuple[Project, tuple[str, ...]]:
    """The one project that these `publications`, by name or by path, lie in, and their names.
    Raises SourceError and UsageError.
    """
    from prepress.errors import UsageError
    from prepress.project.single_file import orders

    found = orders(here(), publications, output)
    if len(found) > 1:
        raise UsageError("This looks at one file at a time.", "Name one file, or no file.")
    return found[0].project, found[0].names


def root_here() -> Path:
    """The root of the project that the current folder lies in, else the current folder, which may
    become one.
    """
    from prepress.errors import SourceError
    from prepress.project.project import Project

    try:
        return Project.find(here()).root
    except SourceError:
        return here()


@contextmanager
def progress(quiet: bool) -> Iterator[Callable[[str], None]]:
    """One line that changes, where there is a terminal to see it; else a line now and then."""
    if quiet:
        yield lambda step: None
        return
    if not sys.stderr.isatty():
        from prepress.reporting.steps import SlowSteps

        steps = SlowSteps()
        yield lambda step: say(steps.lines(step))
        return
    try:
        yield lambda step: click.echo(f"\r\x1b[K{shown_name(step)} …", nl=False, err=True)
    finally:
        clear_step()


def clear_step() -> None:
    """Clear the line that changes, where there is one."""
    if sys.stderr.isatty():
        click.echo("\r\x1b[K", nl=False, err=True)


def teller(root: Path) -> Callable[[Report], None]:
    """Prints the reports of one build after the other; of a later one only what is new."""
    from prepress.reporting.text import build_lines

    before: Report | None = None

    def tell(report: Report) -> None:
        nonlocal before
        if report != before:
            say(build_lines(report if before is None else report.news, root))
        before = report

    return tell


if __name__ == "__main__":
    main()
