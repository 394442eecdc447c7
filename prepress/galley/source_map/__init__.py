"""The source map: where in a chapter's file everything stands that the galley is set from."""
