"""Setting: the steps that turn a manuscript into its galley, one module each."""
