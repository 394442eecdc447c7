"""Plain language: how hard a text is to read, and how clear its structure makes it."""
