"""Text: what is known of text itself, whatever it is written for."""
