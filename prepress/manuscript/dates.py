"""Dates: the moment that an edition's files carry, which never comes from the clock."""

from __future__ import annotations

import datetime as dt
import os
from typing import TYPE_CHECKING

from prepress.errors import UsageError

if TYPE_CHECKING:
    from prepress.manuscript.metadata import Metadata

_UNDATED = dt.date(2000, 1, 1)


def moment(metadata: Metadata) -> dt.datetime:
    """SOURCE_DATE_EPOCH where it is set (reproducible-builds.org), else the metadata's date at
    midnight UTC.

    Raises UsageError where SOURCE_DATE_EPOCH is not a number of seconds.
    """
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    if epoch:
        try:
            return dt.datetime.fromtimestamp(int(epoch), dt.UTC)
        except (ValueError, OverflowError, OSError) as error:
            what = f"SOURCE_DATE_EPOCH is “{epoch}”, which is not a number of seconds."
            raise UsageError(what, "Set it to whole seconds since 1970, or unset it.") from error
    day = metadata.date or metadata.reviewed or _UNDATED
    return dt.datetime.combine(day, dt.time(), dt.UTC)


def stamp(metadata: Metadata) -> str:
    """The moment in the form that PDF and EPUB metadata share, such as `2026-11-23T00:00:00Z`."""
    return moment(metadata).strftime("%Y-%m-%dT%H:%M:%SZ")
