"""The engine is opened as makebook opens it before a module of tests imports a part of it."""

from prepress.pdf.engine.engine import open_engine

open_engine()
