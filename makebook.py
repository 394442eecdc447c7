"""The makebook command: options in, one call, messages out."""

from __future__ import annotations

import errno
import os
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from enum import IntEnum
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

import prepress
from prepress.errors import MachineError, MakebookError
from prepress.text.escapes import json_text, shown, shown_name

if TYPE_CHECKING:
    import datetime as dt

    from click.shell_completion import CompletionItem

    from prepress.building.report import BuildRequest, Report
    from prepress.project.project import Project
    from prepress.project.share import Share
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


class Volume(IntEnum):
    """How much is said: nothing but what is wrong, what matters, or each step and its reason."""

    QUIET = -1
    USUAL = 0
    VERBOSE = 1


def volume() -> Volume:
    """How much somebody wishes to be said."""
    context = click.get_current_context(silent=True)
    wish: Volume = context.meta.get(Volume.__name__, Volume.USUAL) if context else Volume.USUAL
    return wish


def volume_option(letter: str, wish: Volume, words: str) -> click.Option:
    """The option by which somebody has that `wish`."""

    def note(context: click.Context, _: click.Parameter, is_given: bool) -> None:
        if is_given:
            context.meta[Volume.__name__] = wish

    names = [f"-{letter}", f"--{wish.name.lower()}"]
    return click.Option(names, is_flag=True, expose_value=False, callback=note, help=words)


def volume_options() -> tuple[click.Option, ...]:
    """The options that stand before the name of a subcommand, or behind it."""
    return (
        volume_option("q", Volume.QUIET, "Say nothing but what is wrong."),
        volume_option("v", Volume.VERBOSE, "Say each step, and why an edition is made again."),
    )


class Subcommand(click.Command):
    """A subcommand, which says more or less as somebody wishes."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.params.extend(volume_options())


class Subgroup(click.Group):
    """A command with subcommands of its own."""

    command_class = Subcommand


class Tool(Subgroup):
    """The command with all its subcommands, which Ctrl-C ends at any moment with the same words."""

    group_class = Subgroup

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
    is_quiet = volume() is Volume.QUIET
    for (tone, is_aside), alike in groupby(lines, lambda line: (line.tone, line.aside)):
        if is_quiet and tone == "plain":
            continue
        texts = [shown(line.text) for line in alike]
        if tone == "plain":  # there may be very many
            texts = ["\n".join(texts)]
        for text in texts:
            click.secho(text, fg=COLOURS.get(tone), err=is_aside)


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


def say_one_of_many(values: object) -> None:
    """Say `values` to other programs, as one line of many, each a JSON object."""
    click.echo(json_text(values))
    sys.stdout.flush()


def here() -> Path:
    """The current folder. Raises MachineError where it was deleted meanwhile."""
    try:
        return Path.cwd()
    except OSError as error:
        raise MachineError("The current folder is gone.", "Change to your project.") from error


def complete_publication(
    context: click.Context, parameter: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    """The publications that begin with what was typed, for the shell; else the files."""
    from click.shell_completion import CompletionItem

    from prepress.project.project import Project, publications

    found: list[CompletionItem] = []
    with suppress(MakebookError):
        names = [publication.name for publication in publications(Project.find(here()))]
        found = [CompletionItem(name) for name in names if name.startswith(incomplete)]
    return found or [CompletionItem(incomplete, type="file")]


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


def change_folder(context: click.Context, parameter: click.Parameter, folder: str | None) -> None:
    """Go into `folder`, where one is named, before anything is looked for."""
    if folder:
        os.chdir(folder)


def wanted_colour(environ: Mapping[str, str]) -> bool | None:
    """Whether to colour what is said, as NO_COLOR (no-color.org) and FORCE_COLOR (force-color.org)
    wish; None where a terminal decides.
    """
    if environ.get("NO_COLOR"):
        return False
    return True if environ.get("FORCE_COLOR") else None


def share_of(context: click.Context, parameter: click.Parameter, words: str | None) -> Share | None:
    """The share that somebody has written."""
    from prepress.project.share import Share

    try:
        return Share.written(words) if words else None
    except ValueError as error:
        raise click.BadParameter(str(error)) from error


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


@click.group(
    cls=Tool, epilog=EXIT_CODES, invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"]},
)  # fmt: skip
@click.version_option(prepress.__version__, prog_name="makebook")
@click.option(
    "-C", "folder", type=click.Path(exists=True, file_okay=False), metavar="DIR",
    expose_value=False, callback=change_folder,
    help="Run as if in this folder.",
)  # fmt: skip
@click.pass_context
def main(context: click.Context) -> None:
    """Make a print-ready PDF and an EPUB of each publication in sources/.

    Alone, it says what could be done here.
    """
    context.color = wanted_colour(os.environ)
    if context.invoked_subcommand is None:
        with messages():
            say(overview())


main.params.extend(volume_options())


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
file_option = click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, file_okay=True),
    help="Write here, not in output/; into one file where it ends in .pdf, .epub or .html.",
)
jobs_option = click.option(
    "-j", "--jobs", type=click.IntRange(1, 64), default=cores, show_default="the processors",
    metavar="NUMBER", help="Make so many editions at the same time.",
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
share_option = click.option(
    "--share", metavar="NUMBER/ALL", callback=share_of,
    help="Only this share of the publications, such as 3/10: ten machines make one each.",
)  # fmt: skip
clinic_option = click.option(
    "--clinic", metavar="NAME", default="", shell_complete=complete_clinic,
    help="Only what was made for this clinic.",
)  # fmt: skip
cache_option = click.option(
    "--cache", envvar="MAKEBOOK_CACHE", metavar="ADDRESS", default="",
    help=(
        "Take editions from the shared cache in this folder or at this address, and put there what "
        "is made; else as MAKEBOOK_CACHE says."
    ),
)  # fmt: skip
cache_read_only_option = click.option(
    "--cache-read-only", envvar="MAKEBOOK_CACHE_READ_ONLY", is_flag=True,
    help="Put nothing into the shared cache; else as MAKEBOOK_CACHE_READ_ONLY says.",
)  # fmt: skip
executor_option = click.option(
    "--executor", type=click.Choice(["dask"]),
    help="Have the workers of a Dask scheduler make the editions.",
)  # fmt: skip
scheduler_option = click.option(
    "--scheduler", metavar="ADDRESS", default="",
    help=(
        "The scheduler, such as tcp://host:8786; else the one that Dask's configuration or "
        "DASK_SCHEDULER_ADDRESS names."
    ),
)  # fmt: skip
json_option = click.option(
    "--json", "as_json", is_flag=True, help="Answer in JSON, for other programs."
)


@main.command()
@publications_argument
@editions_option
@clinics_option
@all_clinics_option
@file_option
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
@click.option(
    "--plan", is_flag=True,
    help="Only say what would be made, from what, why, and how long it took last time.",
)  # fmt: skip
@share_option
@cache_option
@cache_read_only_option
@executor_option
@scheduler_option
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
    plan: bool,
    share: Share | None,
    cache: str,
    cache_read_only: bool,
    executor: str | None,
    scheduler: str,
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
        clinics=clinics, all_clinics=all_clinics, share=share,
        signing_key=signing_key and (here() / signing_key.expanduser()),
        cache=cache, cache_read_only=cache_read_only, executor=executor or "", scheduler=scheduler,
    )  # fmt: skip
    if plan:
        say_plan(request, output, as_json)
    else:
        carry_out(request, output, as_json, explain=explain)


@main.command()
@publications_argument
@editions_option
@clinics_option
@all_clinics_option
@output_option
@jobs_option
@json_option
def watch(
    *,
    publications: tuple[str, ...],
    editions: tuple[str, ...],
    clinics: tuple[str, ...],
    all_clinics: bool,
    output: Path | None,
    jobs: int,
    as_json: bool,
) -> None:
    """Build, then build again after every save, until Ctrl-C. With --json, each build is a line."""
    import asyncio

    from prepress.building.report import BuildRequest
    from prepress.building.watcher import watch as watch_sources

    async def follow(project: Project, request: BuildRequest) -> None:
        tell = teller(project.root, as_json=as_json)
        with progress(quiet=as_json or not sys.stderr.isatty()) as step:
            async for report in watch_sources(project, request, step):
                clear_step()
                tell(report)

    with messages(as_json=as_json):
        project, names = ordered_here(publications, output)
        if not as_json:
            click.echo("Watching for saved files; Ctrl-C ends it.", err=True)
        request = BuildRequest(names, editions, jobs=jobs, clinics=clinics, all_clinics=all_clinics)
        asyncio.run(follow(project, request))


@main.command()
@publications_argument
@editions_option
@clinics_option
@all_clinics_option
@share_option
@today_option
@jobs_option
@json_option
def check(
    *,
    publications: tuple[str, ...],
    editions: tuple[str, ...],
    clinics: tuple[str, ...],
    all_clinics: bool,
    share: Share | None,
    today: dt.date | None,
    jobs: int,
    as_json: bool,
) -> None:
    """Say what is wrong with the sources and the finished editions, and write nothing."""
    from prepress.building.report import BuildRequest

    request = BuildRequest(
        publications, editions, strict=True, write=False, jobs=jobs, today=today,
        clinics=clinics, all_clinics=all_clinics, share=share,
    )  # fmt: skip
    carry_out(request, None, as_json)


@main.command()
@publications_argument
@editions_option
@clinics_option
@all_clinics_option
@jobs_option
@click.option(
    "--port",
    type=click.IntRange(1024, 65535),
    metavar="NUMBER",
    help="Serve at this port; else at the first free one.",
)
@click.option("--no-open", is_flag=True, help="Leave the browser alone.")
@click.option("--read-only", is_flag=True, help="Only look: nothing can be written in the browser.")
@click.option(
    "--strict",
    is_flag=True,
    help="Look over the finished pages too, and keep an edition with anything to mend.",
)
@json_option
def preview(
    *,
    publications: tuple[str, ...],
    editions: tuple[str, ...],
    clinics: tuple[str, ...],
    all_clinics: bool,
    jobs: int,
    port: int | None,
    no_open: bool,
    read_only: bool,
    strict: bool,
    as_json: bool,
) -> None:
    """Write in the browser, and see the editions anew after every save, with what is wrong beside
    the page.
    """
    import webbrowser

    from prepress.building.report import BuildRequest
    from prepress.preview.server import serve

    def ready(address: str) -> None:
        if as_json:
            say_one_of_many({"address": address})
        else:
            click.echo(f"The preview is at {address} (Ctrl-C ends it).")
        if not no_open:
            webbrowser.open(address)

    with messages(as_json=as_json), suppress(KeyboardInterrupt):
        project, names = ordered_here(publications)
        request = BuildRequest(
            names, editions, strict, jobs=jobs, clinics=clinics, all_clinics=all_clinics
        )
        tell = teller(project.root, as_json=as_json)
        serve(project, request, port=port, is_read_only=read_only, ready=ready, tell=tell)


@main.command()
@clinics_option
@all_clinics_option
@output_option
@click.option(
    "--strict", is_flag=True, help="Nothing with a warning is ever published; kept for scripts."
)
@cache_option
@cache_read_only_option
@jobs_option
@json_option
def publish(
    *,
    clinics: tuple[str, ...],
    all_clinics: bool,
    output: Path | None,
    strict: bool,
    cache: str,
    cache_read_only: bool,
    jobs: int,
    as_json: bool,
) -> None:
    """Gather the PDF and the EPUB of every publication in output/site, ready for any web server.

    The site has a page for people and a catalogue for reading apps (OPDS). What is not up to date
    is built first. A publication that cannot be built stays in the site as it was. Each clinic has
    a site of its own, such as output/site-north.
    """
    from prepress.building.report import BuildRequest
    from prepress.reporting.publishing_lines import publishing_lines, publishing_values
    from prepress.site.publishing import publish as publish_all
    from prepress.site.publishing import publish_for_clinics

    request = BuildRequest(
        strict=strict, jobs=jobs, clinics=clinics, all_clinics=all_clinics,
        cache=cache, cache_read_only=cache_read_only,
    )  # fmt: skip
    with messages(as_json=as_json):
        project = project_here(output)
        with progress(as_json) as step:
            if clinics or all_clinics:
                sites = publish_for_clinics(project, request, step)
            else:
                sites = {"": publish_all(project, request, step)}
    if as_json:
        say_values(publishing_values(sites))
    for done in () if as_json else sites.values():
        say(publishing_lines(done, project.root))
    sys.exit(max(done.exit_code for done in sites.values()))


@main.command()
@click.argument("revision", metavar="ID")
@clinics_option
@all_clinics_option
@json_option
def verify(*, revision: str, clinics: tuple[str, ...], all_clinics: bool, as_json: bool) -> None:
    """Say whether the copy with ID in its foot is the current one; ends with 1 where it is not.

    Without a clinic, the copies of all clinics are looked at too.
    """
    from prepress.building.build import verify as verify_revision
    from prepress.project.selection import Selection
    from prepress.reporting.json import failure_values
    from prepress.reporting.line import OutputLine, failure_lines

    with messages(as_json=as_json):
        asked = Selection((), clinics, all_clinics)
        verdict = verify_revision(project_here(), revision, asked if asked.is_for_clinics else None)
    if as_json:
        failures = [failure_values(failure) for failure in verdict.failures]
        answer = {"exit_code": verdict.exit_code, **verdict.as_values(), "failures": failures}
        say_values(answer)
    else:
        say([OutputLine(str(verdict)), *failure_lines(verdict.failures)])
    sys.exit(verdict.exit_code)


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
@clinics_option
@all_clinics_option
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    help="Compare what lies here, not in output/.",
)
@json_option
def diff(
    *,
    old: str | None,
    editions: tuple[str, ...],
    clinics: tuple[str, ...],
    all_clinics: bool,
    output: Path | None,
    as_json: bool,
) -> None:
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
        request = DiffRequest(old, editions, clinics, all_clinics)
        with progress(as_json) as step:
            found = find_differences(project, request, here(), step)
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
@json_option
def new(*, name: str, example: str | None, lang: str | None, as_json: bool) -> None:
    """Begin a publication NAME: a small finished example that builds at once."""
    from prepress.project import new
    from prepress.reporting.json import new_values
    from prepress.reporting.line import OutputLine

    with messages(as_json=as_json):
        root = root_here()
        folder = new.make_publication(root, name, example, lang)
    if as_json:
        say_values(new_values(folder))
    else:
        made = f"Made {folder.relative_to(root)}. Edit its text"
        say([OutputLine(f"{made}, then: makebook build {folder.name!r}")])


@main.command("import")
@click.argument("file", type=click.Path(path_type=Path), metavar="FILE.docx")
@click.argument("name", required=False)
@click.option(
    "--into", metavar="NAME", shell_complete=complete_publication,
    help="Take the edits of a Word edition back into the Markdown of the publication NAME.",
)  # fmt: skip
@json_option
def import_word(*, file: Path, name: str | None, into: str | None, as_json: bool) -> None:
    """Make a publication NAME out of a handout that was written in Word; without NAME, it is called
    as the file is.

    It builds at once. What of the Word file did not survive, and what you should look at, is said
    line by line. With --into, FILE is a Word edition (build -e docx) that colleagues have edited.
    """
    from prepress.import_word.word_import import import_word as make_publication
    from prepress.reporting.json import import_values
    from prepress.reporting.text import import_lines

    if into is not None:
        take_back_edits(file, name, into, as_json=as_json)
        return
    with messages(as_json=as_json):
        root = root_here()
        made = make_publication(root, file.absolute(), name)
    if as_json:
        say_values(import_values(made))
    else:
        say(import_lines(made, root))


def take_back_edits(file: Path, name: str | None, into: str, *, as_json: bool) -> None:
    """Take the edits of the Word `file` back, and say what became of each; a new `name` beside that
    is refused.
    """
    from prepress.errors import UsageError
    from prepress.reporting.json import taking_back_values
    from prepress.reporting.word_lines import taking_back_lines
    from prepress.word_edits.taking_back import take_back

    with messages(as_json=as_json):
        if name is not None:
            raise UsageError("There are two names.", f"Leave out {name!r}, or --into.")
        project = project_here()
        result = take_back(project, into, file.absolute())
    if as_json:
        say_values(taking_back_values(result))
    else:
        say(taking_back_lines(result, project.root))


@main.group(invoke_without_command=True)
@json_option
@click.pass_context
def fonts(context: click.Context, *, as_json: bool) -> None:
    """Add the font of another script to the project; alone, it lists the languages and their
    fonts.
    """
    if context.invoked_subcommand is None:
        context.invoke(list_fonts, as_json=as_json)


@fonts.command("list")
@json_option
def list_fonts(as_json: bool) -> None:
    """Say which languages a font can be added for, and which fonts are there."""
    from prepress.layouts.typefaces.adding import list_typefaces
    from prepress.project.single_file import project_or_folder
    from prepress.reporting.json import typeface_values
    from prepress.reporting.text import typeface_lines

    with messages(as_json=as_json):
        found = list_typefaces(project_or_folder(here()))
    if as_json:
        say_values(typeface_values(found))
    else:
        say(typeface_lines(found))


@fonts.command("add")
@click.argument("lang")
@click.argument("files", nargs=-1, type=click.Path(path_type=Path), metavar="[FILE]...")
@json_option
def add_font(*, lang: str, files: tuple[Path, ...], as_json: bool) -> None:
    """Add the font for texts in LANG, such as ar or zh-Hant, to the fonts/ of the project, or of
    the folder where there is none.

    It comes from a package that your npm, or else apt-get, fetches. With FILE (a package or folder,
    or both fonts, the regular and the bold one) nothing is fetched.
    """
    from prepress.layouts.typefaces.adding import add
    from prepress.project.single_file import project_or_folder
    from prepress.reporting.json import added_values
    from prepress.reporting.text import added_line

    with messages(as_json=as_json):
        project = project_or_folder(here())
        with progress(as_json) as step:
            added = add(project, lang, [file.absolute() for file in files], step)
    if as_json:
        say_values(added_values(added))
    else:
        say([added_line(added, project.root)])


@main.command()
@click.argument("lang")
@publications_argument
@json_option
def translated(*, lang: str, publications: tuple[str, ...], as_json: bool) -> None:
    """Note that the translations into LANG say what their sources say now.

    From then on `check` names each section whose source changes, with the difference.
    """
    from prepress.releases.translation_sources import record_translations
    from prepress.reporting.json import translated_values
    from prepress.reporting.text import translated_lines

    with messages(as_json=as_json):
        project = project_here()
        noted = record_translations(project, lang, publications)
    if as_json:
        say_values(translated_values(noted))
    else:
        say(translated_lines(noted, project))


@main.command()
@output_option
@click.option("--dry-run", is_flag=True, help="Only say what would be removed.")
@json_option
def clean(*, output: Path | None, dry_run: bool, as_json: bool) -> None:
    """Remove what makebook has made in output/, and nothing else.

    What was changed since, or is not known to be makebook's, stays, as do the copies of releases.
    """
    from prepress.building.cache import record_folder
    from prepress.building.cleaning import clean as remove_made
    from prepress.reporting.cleaning_lines import cleaning_lines, cleaning_values

    with messages(as_json=as_json):
        project = project_here(output)
        done = remove_made(project, dry=dry_run)
    if as_json:
        say_values(cleaning_values(done, dry=dry_run))
    else:
        say(cleaning_lines(done, project.root, record_folder(project), dry=dry_run))


@main.command("list")
@publications_argument
@clinics_option
@all_clinics_option
@today_option
@json_option
def list_all(
    *,
    publications: tuple[str, ...],
    clinics: tuple[str, ...],
    all_clinics: bool,
    today: dt.date | None,
    as_json: bool,
) -> None:
    """Say which publications and editions there are, whether each is current, and when reviews are
    due.
    """
    from prepress.building.edition_states import list_publications
    from prepress.manuscript.review import today as day_of_clock
    from prepress.project.selection import Selection
    from prepress.reporting.listing_table import listing_lines, listing_values

    with messages(as_json=as_json):
        day = today or day_of_clock()
        project, names = ordered_here(publications)
        found = list_publications(project, Selection(names, clinics, all_clinics))
    if as_json:
        say_values(listing_values(found, day))
    else:
        say(listing_lines(found, day))
    sys.exit(found.exit_code)


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
    from prepress.project.selection import Selection
    from prepress.reporting.review_table import review_lines, review_values
    from prepress.reviews.calendar import calendar_file
    from prepress.reviews.due_reviews import due_reviews

    with messages(as_json=as_json):
        day = today or day_of_clock()
        project, names = ordered_here(publications)
        found = due_reviews(project, Selection(names, clinics, all_clinics))
        if ics:
            write_whole(here() / ics, calendar_file(found.reviews))
    if as_json:
        say_values(review_values(found, day))
    else:
        say(review_lines(found, day))
    sys.exit(found.exit_code)


@main.command()
@click.option("--fix", is_flag=True, help="Install Pango where it is missing, after asking.")
@click.option("-y", "--yes", is_flag=True, help="Do not ask.")
@json_option
def doctor(*, fix: bool, yes: bool, as_json: bool) -> None:
    """Say what is installed, what is missing, and how to get it."""
    from prepress.doctor import examine
    from prepress.reporting.line import OutputLine

    with messages(as_json=as_json):
        if fix:
            install_pango(lambda command: yes or click.confirm(f"Run “{command}”?", err=True))
        diagnoses = examine(here())
    exit_code = 4 if any(diagnosis.is_fatal for diagnosis in diagnoses) else 0
    if as_json:
        answer = {"exit_code": exit_code, "diagnoses": [vars(diagnosis) for diagnosis in diagnoses]}
        say_values(answer)
    else:
        say(OutputLine(str(each), "error" if each.is_fatal else "plain") for each in diagnoses)
    sys.exit(exit_code)


def install_pango(may_run: Callable[[str], bool]) -> None:
    """Install Pango where it is missing and its command `may_run`. Raises MachineError where that
    cannot be done.
    """
    from prepress.pdf.engine import pango

    if not pango.missing_libraries() or pango.only_unseen():
        return
    installation = pango.pango_installation()
    if installation is None:
        raise MachineError("This system is unknown.", pango.pango_remedy())
    if may_run(installation.command):
        pango.install(installation)


def overview() -> Iterator[OutputLine]:
    """What could be done in the current folder."""
    from prepress.building.edition_states import list_publications
    from prepress.errors import SourceError
    from prepress.manuscript.review import today
    from prepress.project.example_folders import example_names
    from prepress.project.selection import Selection
    from prepress.project.single_file import markdown_in
    from prepress.reporting.overview import beginning_lines, overview_lines

    try:
        found = list_publications(project_here(), Selection())
    except SourceError:
        return beginning_lines(markdown_in(here()), example_names(root_here()))
    return overview_lines(found, today())


def carry_out(
    request: BuildRequest, output: Path | None, as_json: bool, *, explain: bool = False
) -> None:
    """Run the build that `request` describes, print its report and end with its exit code."""
    from prepress.building.asked_build import build_asked
    from prepress.reporting.json import report_values
    from prepress.reporting.text import build_lines, build_summary, check_lines, check_summary

    begun = time.monotonic()
    with messages(as_json=as_json), progress(as_json) as step:
        report, root = build_asked(here(), request, output, step)
    spent = time.monotonic() - begun
    if as_json:
        say_values(report_values(report, with_notes=not request.write))
    elif request.write:
        say(build_lines(report, root, explain=explain or volume() is Volume.VERBOSE))
        say([build_summary(report, spent)])
    else:
        say(check_lines(report))
        say(check_summary(report, spent))
    sys.exit(report.exit_code)


def say_plan(request: BuildRequest, output: Path | None, as_json: bool) -> None:
    """Say what the build that `request` describes would make."""
    from dataclasses import replace

    from prepress.building.build_plan import plan_build
    from prepress.reporting.plan_table import plan_lines, plan_values

    with messages(as_json=as_json):
        project, names = ordered_here(request.publications, output)
        plan = plan_build(project, replace(request, publications=names))
    if as_json:
        say_values(plan_values(plan))
    else:
        say(plan_lines(plan, detailed=volume() is Volume.VERBOSE))
    sys.exit(plan.exit_code)


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
    from prepress.building.one_file import is_one_file
    from prepress.errors import UsageError
    from prepress.project.single_file import orders

    if output and is_one_file(here() / output):
        raise UsageError("This writes several files.", "Name a folder.", output)
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
    """One line that changes, where there is a terminal to see it; else a line now and then, or for
    each step where somebody wants to know all.
    """
    if quiet or volume() is Volume.QUIET:
        yield lambda step: None
        return
    from prepress.reporting.steps import SlowSteps, TimedSteps

    if volume() is Volume.VERBOSE:
        yield lambda step: click.echo(shown_name(step), err=True)
    elif not is_changeable():
        steps = SlowSteps()
        yield lambda step: say(steps.lines(step))
    else:
        timed = TimedSteps()
        try:
            yield lambda step: show_step(timed.text(step))
        finally:
            clear_step()


def is_changeable() -> bool:
    """Whether a line that has been said can be changed."""
    return sys.stderr.isatty() and os.environ.get("TERM") != "dumb"


def show_step(step: str) -> None:
    """Put `step` in place of the line that changes."""
    from shutil import get_terminal_size

    from prepress.reporting.steps import in_one_line

    line = in_one_line(shown_name(step), get_terminal_size().columns)
    click.echo(f"\r\x1b[K{line} …", nl=False, err=True)


def clear_step() -> None:
    """Clear the line that changes, where there is one."""
    if is_changeable():
        click.echo("\r\x1b[K", nl=False, err=True)


def teller(root: Path, *, as_json: bool = False) -> Callable[[Report], None]:
    """Prints the reports of one build after the other; of a later one only what is new, but all of
    it for other programs.
    """
    from prepress.reporting.json import report_values
    from prepress.reporting.text import build_lines

    before: Report | None = None

    def tell(report: Report) -> None:
        nonlocal before
        if as_json:
            say_one_of_many(report_values(report))
        elif report != before:
            say(build_lines(report if before is None else report.news, root))
        before = report

    return tell


if __name__ == "__main__":
    main()
