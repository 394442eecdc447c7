"""Writing: what the preview's page may change of a project's sources."""
