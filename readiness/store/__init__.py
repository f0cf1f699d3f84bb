"""The tables and their small queries."""
