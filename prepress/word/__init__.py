"""The Word edition: the galley as a .docx, in which colleagues review it with Word's own means."""
