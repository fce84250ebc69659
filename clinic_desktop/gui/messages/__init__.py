"""The outbox on screen: what waits, what failed, whom to call, and how messages are set up."""
