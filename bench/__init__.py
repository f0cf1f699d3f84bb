"""Benchmarks that print ratios: each compares two things in one run on the same machine."""
