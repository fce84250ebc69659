"""Appointments that come again: the pattern, its dates, and what is done to them."""
