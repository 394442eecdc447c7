"""The PDF editions: paper pages laid out from the galley, tagged and finished to their standard."""
