"""Word edits: what colleagues have changed in a Word edition, taken back into the Markdown."""
