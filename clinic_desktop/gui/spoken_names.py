"""What a full name gives: its title, and a user name to propose."""

import re


def split_title(name: str) -> tuple[str, str]:
    """A name's academic title, where it begins with one, and the rest."""
    found = re.match(r"\s*((?:(?:Dr|Prof|PD|Dra|Dott)\.?\s+(?:med\.\s+)?)+)(.*)", name)
    return (found[1].strip(), found[2].strip()) if found else ("", name.strip())


def suggested_username(name: str) -> str:
    """A short user name from a full one, in plain letters: "aokafor" for Dr Amara Okafor."""
    from anyascii import anyascii

    parts = [re.sub(r"[^a-z0-9]", "", anyascii(part).casefold()) for part in split_title(name)[1].split()]
    parts = [part for part in parts if part]
    if len(parts) < 2:
        return "".join(parts)
    return parts[0][0] + parts[-1]
