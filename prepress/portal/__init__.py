"""What a patient portal takes in: a handout as plain HTML, as plain text and as a text message."""
