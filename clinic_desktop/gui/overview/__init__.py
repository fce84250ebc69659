"""The overview of the clinic: its figures, painted."""
