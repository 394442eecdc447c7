"""Importing: a Word handout made into a publication."""
