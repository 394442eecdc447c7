"""A small site for any web server, with everything that patients may have."""
