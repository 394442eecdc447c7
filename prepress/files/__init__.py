"""Files: written whole or not at all, known by their content, and gone when they are no longer
needed.
"""
