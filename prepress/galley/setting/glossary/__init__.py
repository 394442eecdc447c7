"""The glossary: the terms that a book explains, and the links to them where they are first used."""
