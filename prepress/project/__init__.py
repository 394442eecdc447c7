"""The project: where things lie, which clinics there are, and how a new publication begins."""
