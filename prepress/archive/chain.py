"""Chain: what a ledger's digests say was changed, taken out or put into another order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from prepress.releases.ledger import Ledger, chain_of, is_chained


@dataclass(frozen=True)
class ChainFault:
    """What is wrong with entry `number` of a ledger, from 1."""

    number: int
    what: str


def first_chained(ledger: Ledger) -> int:
    """How many entries were written before there was a chain; it says nothing of them alone."""
    chained = (number for number, line in enumerate(ledger.lines) if is_chained(line))
    return next(chained, len(ledger.lines))


def chain_faults(ledger: Ledger, others: Iterable[str] = ()) -> Iterator[ChainFault]:
    """What is wrong with the chain; `others` are lines that another copy of the ledger has.

    Each changed entry is named, but only the first that stands where it was not written: those
    behind it follow from that.
    """
    known = (*ledger.lines, *others)
    is_in_order = True
    for index in range(first_chained(ledger), len(ledger.lines)):
        line = ledger.lines[index]
        if not is_chained(line):
            yield ChainFault(index + 1, "has no sum: it was added by hand, or by an older makebook")
            continue
        text, _, chain = line.rpartition("\t")
        if chain == chain_of(ledger.lines[:index], text):
            continue
        if not any(chain == chain_of([each] if each else [], text) for each in ("", *known)):
            yield ChainFault(index + 1, "is not as it was written, or one before it is not")
        elif is_in_order:
            is_in_order = False
            yield ChainFault(
                index + 1, "does not follow the one before it: entries were moved or taken out"
            )
