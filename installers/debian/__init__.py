"""The package for Debian and what descends from it."""
