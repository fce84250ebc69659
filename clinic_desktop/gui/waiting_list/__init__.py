"""The waiting list: who waits, putting somebody on it, and who could take a time that has come free."""
