"""What differs on paper between the editions as they lie in output/ and those given out before."""
