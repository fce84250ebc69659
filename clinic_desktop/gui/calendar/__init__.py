"""The appointments on screen: days, weeks, months and the agenda, and what is done in them by hand and by key."""
