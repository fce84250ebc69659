"""The dialogs and verbs of an appointment: find a time, book, move, cancel, block."""
