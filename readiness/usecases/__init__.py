"""One function for each thing a person can do: check the right, load, decide, write, record."""
