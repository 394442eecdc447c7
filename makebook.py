"""The makebook command: options in, one call, messages out."""


def main() -> None:
    """Run the command line."""
