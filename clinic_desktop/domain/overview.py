"""What the overview of the clinic shows."""

LEAD_DAYS = (0, 1, 3, 8, 15, 31)
"""From how many days before its time an appointment was booked; each reaches up to the next."""
