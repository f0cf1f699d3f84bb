"""JSON and webhooks: read the input, call one use case, commit, answer."""
