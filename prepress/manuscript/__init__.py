"""The manuscript: one publication as its author wrote it, with what the clinic says of itself."""
