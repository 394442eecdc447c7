"""The galley: the manuscript read and set once, before any edition is made of it."""
