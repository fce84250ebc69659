"""The administrator's page of backups, and what goes with it."""
