"""The last look at a finished PDF, as a printer takes it before the plates are made."""
