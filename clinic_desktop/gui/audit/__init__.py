"""The audit log: who did what, when and where, and whether the journal it stands in holds together."""
