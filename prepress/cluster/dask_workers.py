"""Dask workers: those of the Dask scheduler at an address, for one build."""

from __future__ import annotations

import logging
import re
import time
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING

from prepress import __version__
from prepress.building.workers import Workers
from prepress.errors import ClusterError, MachineError, UsageError

if TYPE_CHECKING:
    from distributed import Client

    from prepress.project.project import Project

_ADDRESS = re.compile(r"((?P<scheme>tcp|tls)://)?(\[[0-9A-Fa-f:.]+\]|[^\s:/\[\]]+):\d{1,5}")
_CONNECT_S, _ANSWER_S = 10, 2
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
        client = _connected(Client, address)
        try:
            _expect_makebook(client)
            executor = DaskExecutor(client, project, slow_s or SLOW_S)
            yield Workers(executor, executor)
        finally:
            client.close(_CONNECT_S)


def _connected(client: type[Client], address: str) -> Client:
    """A `client` of the scheduler. Where its versions differ, we say that ourselves."""
    from distributed.versions import VersionMismatchWarning

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", VersionMismatchWarning)
            return client(address, timeout=_CONNECT_S, set_as_default=False, name="makebook")
    except OSError as error:
        what = f"No scheduler answers at {address}: {str(error).rstrip('.')}."
        raise ClusterError(what, "Look whether it runs, and lets you in.") from error


def _expect_makebook(client: Client) -> None:
    """Raise ClusterError where the scheduler, or a worker that answers at once, has another
    makebook or none: what it is sent would end it.
    """
    asked = {
        address: client.submit(version, "makebook", workers=[address], pure=False)
        for address in client.nthreads()
    }
    found: dict[str, str | None] = {}
    end = time.monotonic() + _ANSWER_S
    for address, answer in asked.items():
        with suppress(TimeoutError):  # it may be at work for somebody else, or be lost
            left_s = max(end - time.monotonic(), 0.1)
            found[f"The worker {address}"] = _version_in(partial(answer.result, left_s))
    found["The scheduler"] = _version_in(partial(client.run_on_scheduler, version, "makebook"))
    for who, there in found.items():
        if there != __version__:
            what = f"{who} has {there or 'no'} makebook, and this machine has {__version__}."
            raise ClusterError(what, "Install makebook[cluster] there as it is here.")


def _version_in(answer: Callable[[], str]) -> str | None:
    try:
        return answer()
    except PackageNotFoundError:
        return None


@contextmanager
def _only_our_words() -> Iterator[None]:
    """In the block, Dask does not say itself, with a traceback, that the scheduler is lost."""
    logger = logging.getLogger("distributed.client")
    before = logger.level
    logger.setLevel(logging.CRITICAL)
    try:
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
