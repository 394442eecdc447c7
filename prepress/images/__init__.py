"""Images: pictures and drawings, examined before they are set and made ready for each edition."""
