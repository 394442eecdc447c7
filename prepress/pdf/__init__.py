"""The PDF editions: paper pages laid out from the galley, then finished to the standard of each."""
