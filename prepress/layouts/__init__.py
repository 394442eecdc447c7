"""Layouts: where they are found, what they may know, and the words, colours and typefaces they set
with.
"""
