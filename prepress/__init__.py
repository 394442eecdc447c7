"""Prepress: everything between an author's manuscript and the finished editions on paper and
screen.
"""

__version__ = "0.1.0"
