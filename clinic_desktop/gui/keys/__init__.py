"""The key of the clinic's records: by which ways it opens."""
