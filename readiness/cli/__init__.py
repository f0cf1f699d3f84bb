"""Commands and the worker: read the input, call one use case, commit, answer."""
