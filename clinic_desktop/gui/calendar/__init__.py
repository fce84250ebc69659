"""The appointments on screen: the calendar, booking, and the chosen appointment beside it."""
