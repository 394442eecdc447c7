"""The EPUB edition: EPUB 3.3 with EPUB Accessibility 1.1, packed from the galley."""
