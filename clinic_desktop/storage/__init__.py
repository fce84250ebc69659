"""Where the clinic's records are kept: one encrypted SQLite file, one writer, one journal."""
