"""The hub's next page, asked for while the one before it is stored."""

import threading
from collections.abc import Callable
from typing import TypeAlias
from uuid import UUID

from clinic_desktop.domain.errors import ClinicError
from clinic_desktop.domain.syncing import HubPage

Asked: TypeAlias = tuple[bool, tuple[str, str | None, str | None, str | None, UUID | None, int]]
"""Whether in columns; and from where, up to where, after which record (three parts), and how many."""


class AskingAhead:
    """One question that is asked, and its answer read, in a thread of its own before anybody wants it."""

    def __init__(self, ask: Callable[[Asked], HubPage]) -> None:
        self._ask = ask
        self._asked: Asked | None = None
        self._thread: threading.Thread | None = None
        self._answer: HubPage | None = None
        self._refusal: ClinicError | None = None

    def begin(self, asked: Asked) -> None:
        """Ask; what was asked before and not fetched is forgotten."""
        self.settle()
        self._asked, self._answer = asked, None
        self._thread = threading.Thread(target=self._run, args=(asked,), name="hub's next page", daemon=True)
        self._thread.start()

    def answer_to(self, asked: Asked) -> HubPage | None:
        """The answer if that is what was asked, else None; raises what the call raised."""
        self.settle()
        answer = self._answer if asked == self._asked else None
        self._asked = self._answer = None
        return answer

    def settle(self) -> None:
        """Wait until nothing is under way; raises what the call raised, once: it was over the connection of all."""
        if self._thread is not None:
            self._thread.join()
            self._thread = None
        refusal, self._refusal = self._refusal, None
        if refusal is not None:
            self._asked = None
            raise refusal

    def close(self) -> None:
        """Wait for the call under way, which the closing of the link ends."""
        thread = self._thread
        if thread is not None:
            thread.join()

    def _run(self, asked: Asked) -> None:
        try:
            self._answer = self._ask(asked)
        except ClinicError as refusal:
            self._refusal = refusal
