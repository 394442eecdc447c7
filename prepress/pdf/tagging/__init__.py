"""Tagging: the structure tree of a PDF, which screen readers read, and its repairs."""
