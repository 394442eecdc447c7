"""A text as web pages: what stands on each, what leads from one to the other, and their files."""
