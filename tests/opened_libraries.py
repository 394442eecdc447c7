"""Opens what a build needs, in the process from which others are copied."""

# ruff: noqa: F401
import prepress.building.build
import prepress.building.publication_build
import prepress.checks.preflight.preflight
import prepress.editions.epub_edition
import prepress.editions.laid_out_pages
import prepress.editions.print_edition
import prepress.epub.packing
import prepress.galley.markup.conversion
import prepress.galley.markup.sanitising
import prepress.galley.setting.set_galley
import prepress.pdf.printing
import prepress.pdf.tagging.repairs
from prepress.building.edition_builder import open_engines
from prepress.registry import distributions

open_engines()
assert not distributions.cache_info().currsize, "packages are looked for by the commands themselves"
