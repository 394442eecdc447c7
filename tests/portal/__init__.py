"""What patient portals take: plain HTML, plain text, a message, and a manifest of them."""
