"""Health: how this station is, for whoever helps it along."""
