"""Customers: what those who print or sell an edition ask of its file, where the author names
them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from prepress.checks import CheckedEdition
    from prepress.findings import Finding


def customer_findings(checked: CheckedEdition) -> tuple[Finding, ...]:
    """What the customer of the edition would refuse, or print otherwise than it is meant."""
    if checked.edition.form == "epub":
        from prepress.checks.customers.stores import store_findings

        return store_findings(checked)
    from prepress.checks.customers.book_printers import printer_findings

    return printer_findings(checked)
