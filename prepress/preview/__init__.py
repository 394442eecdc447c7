"""The editions in a browser, as they will print and as a reader shows them, after every save."""
