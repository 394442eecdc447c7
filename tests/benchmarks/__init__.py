"""Benchmarks: what makebook takes in time and memory, beside what its peers take in the same
minutes.
"""
