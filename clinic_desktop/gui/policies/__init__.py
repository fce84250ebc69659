"""The administrator's page of policies."""
