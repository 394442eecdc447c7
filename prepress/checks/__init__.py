"""Checks: what stands after an edition or a text and judges it, and never changes it."""
