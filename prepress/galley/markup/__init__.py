"""Markup: the reading of Markdown, from the author's text to safe XHTML."""
