"""The archive: what was given out, and what it was made from, kept so that both can be shown long
after."""
