"""What is measured in a process of its own, so that nothing of it is remembered from run to run."""
