"""Shared cache: finished editions by what they were made from, for all machines that read it."""
