"""The outside world, one thing a file: no Flask and no SQL."""
