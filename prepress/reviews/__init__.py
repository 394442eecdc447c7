"""Reviews: which texts must be reviewed by when, for people, programs and calendars."""
