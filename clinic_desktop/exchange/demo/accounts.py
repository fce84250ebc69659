"""Who may sign in at the demo clinic; their password is no secret, because nobody there exists."""

import json
from dataclasses import asdict
from pathlib import Path
from uuid import UUID

from clinic_desktop.domain.people import Account, Role
from clinic_desktop.domain.signed_in import DemoAccount
from clinic_desktop.services.sign_in import DEMO_ACCOUNTS

from .cast import HANNAH, JOAO, PETER
from .house import POSTS
from .identities import Identities

PASSWORD = "harbour-violin-42"
RECEPTIONIST = "rlopez"
ADMIN = "sortiz"

SHOWN = (
    ("rlopez", "Rosa Lopez", Role.RECEPTIONIST),
    ("jkim", "Jin Kim", Role.RECEPTIONIST),
    ("aokafor", "Amara Okafor", Role.DOCTOR),
    ("lfischer", "Lena Fischer", Role.DOCTOR),
    (ADMIN, "Sam Ortiz", Role.ADMIN),
    ("pnovak", "Peter Novak", Role.PATIENT),
)
"""The accounts that the sign-in dialog names; all others have the same password."""

_OTHERS = (
    *((post.username, post.name, Role.DOCTOR) for post in POSTS if post.username not in {"aokafor", "lfischer"}),
    *((one.username, f"{one.given} {one.family}", Role.PATIENT) for one in (HANNAH, JOAO)),
)
_DISABLED = ("osaid", "Omar Said", Role.RECEPTIONIST)


def demo_accounts(ids: Identities, password_hash: str) -> tuple[Account, ...]:
    """Every account of the demo clinic, with the hash of PASSWORD."""
    return tuple(
        Account(
            id=ids.next(),
            username=username,
            full_name=f"Dr {full_name}" if role is Role.DOCTOR else full_name,
            role=role,
            password_hash=password_hash,
            email=PETER.email if username == PETER.username else f"{username}@linden-street.example",
            active=username != _DISABLED[0],
        )
        for username, full_name, role in (*SHOWN, *_OTHERS, _DISABLED)
    )


def identities_of(accounts: tuple[Account, ...]) -> dict[str, UUID]:
    """The accounts' identities by user name."""
    return {account.username: account.id for account in accounts}


def tell_accounts(folder: Path) -> None:
    """Write down, beside the demo's database, what its sign-in dialog shows."""
    shown = [
        asdict(DemoAccount(username=username, password=PASSWORD, full_name=full_name, role=role))
        for username, full_name, role in SHOWN
    ]
    (folder / DEMO_ACCOUNTS).write_text(json.dumps(shown, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
