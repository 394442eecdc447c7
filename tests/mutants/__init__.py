"""Mutants: small changes of the code of which a test should tell; those that none tells are
survivors.
"""
