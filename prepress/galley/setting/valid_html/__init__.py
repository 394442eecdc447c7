"""Raw HTML made valid: what stands where HTML has no place for it, and values that no attribute can
have, are mended or left out, so that every EPUB is one.
"""
