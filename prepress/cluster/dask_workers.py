"""Dask workers: those of the Dask scheduler at an address, for one build."""

from __future__ import annotations

import logging
import re
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING

from prepress import __version__
from prepress.building.workers import Workers
from prepress.errors import ClusterError, MachineError, UsageError

if TYPE_CHECKING:
    from distributed import Client

    from prepress.project.project import Project

_ADDRESS = re.compile(r"((?P<scheme>tcp|tls)://)?(\[[0-9A-Fa-f:.]+\]|[^\s:/\[\]]+):\d{1,5}")
_CONNECT_S = 10
#: Our packs are as large as they should be.
_CONFIGURATION = {"distributed.admin.large-graph-warning-threshold": "1 TiB"}


@contextmanager
def dask_workers(
    project: Project, scheduler: str, slow_s: float | None = None
) -> Iterator[Workers]:
    """In the block, the workers of the `scheduler` at that address; where it is empty, at the one
    that Dask's configuration names. At the end, they stop what they are at. After `slow_s` seconds,
    who has nothing to do tries what others have not done.

    Raises UsageError where there is no such address, MachineError where Dask is not installed,
    ClusterError where no scheduler answers, or makebook is not installed there.
    """
    try:
        import dask
        from distributed import Client

        from prepress.cluster.dask_executor import SLOW_S, DaskExecutor
    except ImportError as error:
        what = f"A build on a cluster needs Dask: {error}."
        raise MachineError(what, "Install makebook[cluster].") from error
    address = _address(scheduler or dask.config.get("scheduler-address", None) or "")
    with dask.config.set(_CONFIGURATION), _only_our_words():
        try:
            client = Client(address, timeout=_CONNECT_S, set_as_default=False, name="makebook")
        except OSError as error:
            what = f"No scheduler answers at {address}: {str(error).rstrip('.')}."
            raise ClusterError(what, "Look whether it runs, and lets you in.") from error
        try:
            _expect_makebook(client)
            executor = DaskExecutor(client, project, slow_s or SLOW_S)
            yield Workers(executor, executor)
        finally:
            client.close(_CONNECT_S)


def _expect_makebook(client: Client) -> None:
    """Raise ClusterError where the scheduler, or a worker that is there already, has another
    makebook or none: what it is sent would end it.
    """
    found = client.run(version, "makebook", on_error="return")
    there = {f"The worker {address}": each for address, each in found.items()}
    try:
        there["The scheduler"] = client.run_on_scheduler(version, "makebook")
    except PackageNotFoundError as error:
        there["The scheduler"] = error
    for who, each in there.items():
        if each != __version__:
            has = f"makebook {each}" if isinstance(each, str) else "no makebook"
            what = f"{who} has {has}, and this machine has {__version__}."
            raise ClusterError(what, "Install makebook[cluster] there as it is here.")


@contextmanager
def _only_our_words() -> Iterator[None]:
    """In the block, Dask does not say itself what we say: that versions differ, or, with a
    traceback, that the scheduler is lost.
    """
    from distributed.versions import VersionMismatchWarning

    logger = logging.getLogger("distributed.client")
    before = logger.level
    logger.setLevel(logging.CRITICAL)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", VersionMismatchWarning)
            yield
    finally:
        logger.setLevel(before)


def _address(words: str) -> str:
    if not words:
        what = "No scheduler is named."
        remedy = "Write for example: --scheduler tcp://host:8786, or set DASK_SCHEDULER_ADDRESS."
        raise UsageError(what, remedy)
    found = _ADDRESS.fullmatch(words)
    if not found:
        what = f"“{words}” is not the address of a scheduler."
        raise UsageError(what, "Write for example: --scheduler tcp://host:8786")
    if found["scheme"] == "tls":
        _expect_certificates()
    return words


def _expect_certificates() -> None:
    """Raise UsageError where Dask's configuration names none, without which a client that fails
    to begin would fail to end too.
    """
    from distributed.security import Security

    if Security().get_connection_args("client").get("ssl_context") is None:
        what = "A scheduler at tls:// needs certificates, and Dask's configuration names none."
        raise UsageError(what, "Set distributed.comm.tls, for example in ~/.config/dask/.")
