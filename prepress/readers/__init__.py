"""Readers: finished files opened in one way, whoever looks into them."""
