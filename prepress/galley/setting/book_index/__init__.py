"""The index of a book: from the marks in its text to a list of entries by letter."""
