"""Pages: read the input, call one use case, commit, answer."""
