"""Reporting: reports as lines for people and as values for programs; whoever runs a command prints
them.
"""
