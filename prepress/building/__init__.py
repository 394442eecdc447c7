"""The build: what is made again and by whom, each edition put in place whole or not at all."""
