"""Typefaces for the scripts that the shipped fonts lack: which text needs which, and how a project
gets it.
"""
