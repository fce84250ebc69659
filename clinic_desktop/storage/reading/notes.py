"""What a station keeps in mind for itself, by name: neither journalled nor shared."""

from .base import Reading


def noted(reading: Reading, name: str) -> str | None:
    """What was noted last under that name."""
    row = reading.ask("SELECT value FROM meta WHERE name = ?", (name,)).fetchone()
    return None if row is None else str(row[0])


def forget_note(reading: Reading, name: str) -> None:
    """Keep nothing under that name; inside a transaction."""
    reading.ask("DELETE FROM meta WHERE name = ?", (name,))


def note(reading: Reading, name: str, value: str) -> None:
    """Keep that in mind; inside a transaction."""
    reading.ask(
        "INSERT INTO meta(name, value) VALUES (?, ?) ON CONFLICT(name) DO UPDATE SET value = excluded.value",
        (name, value),
    )
