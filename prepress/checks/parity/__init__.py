"""Whether an edition shows all that the galley says, so that nothing disappears on the way."""
