"""What a signed-in patient sees: their own appointments, and the ways to book, cancel, check in and keep in touch."""
