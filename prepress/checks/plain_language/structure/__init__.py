"""Structure: what makes a handout clear and easy to act on, as far as a machine can see it."""
