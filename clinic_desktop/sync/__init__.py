"""How stations agree: what they and the shared PostgreSQL, the hub, say to each other."""
