"""The forms that pages take: one file for each noun."""
