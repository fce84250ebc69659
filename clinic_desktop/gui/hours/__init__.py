"""Working hours on screen: painted on real weeks, looked at, and saved with what becomes of who was booked."""
