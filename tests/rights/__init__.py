"""Who may do what, held as one table over every route."""
