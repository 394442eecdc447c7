"""Releases: what was given out, kept, and compared with what would be given out today."""
