"""Divisions: a book laid out, tagged and written part by part, each from what begins a new page to
the next such place, and joined to one PDF.
"""
