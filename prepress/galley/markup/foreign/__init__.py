"""Blocks as other tools write them, brought into our own form line by line."""
