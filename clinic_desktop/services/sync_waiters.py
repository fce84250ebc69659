"""Who waits for the hub's word: the bookings that somebody stands before, and questions to the hub."""

import threading
from collections.abc import Callable, Collection, Mapping
from types import MappingProxyType
from typing import TypeVar
from uuid import UUID

from clinic_desktop.domain.syncing import Answer, AnswerStatus

from .hub_engine import Engine

_UNTIL_WITHDRAWN = 5.0
T = TypeVar("T")


class Waiters:
    """Between those who wait and the one thread that goes to the hub; `changed` is told of all that they wait for."""

    def __init__(self, changed: threading.Condition) -> None:
        self._changed = changed
        self._strict: frozenset[UUID] = frozenset()
        self._behind: dict[UUID, UUID] = {}
        self._earlier: set[UUID] = set()
        self._told: set[UUID] = set()
        self._answers: dict[UUID, Answer] = {}
        self._rounds = 0
        self._errands: list[Callable[[Engine], None]] = []

    @property
    def is_anyone(self) -> bool:
        """Whether somebody waits for the hub at this moment."""
        return bool(self._strict or self._errands)

    def strict(self) -> frozenset[UUID]:
        """The records whose next operation somebody waits for."""
        with self._changed:
            return self._strict - self._behind.keys()

    def expect(self, record_ids: Collection[UUID], behind: Mapping[UUID, UUID] = MappingProxyType({})) -> None:
        """Somebody will wait for the hub's word on these; said before they are committed.

        What is on the way of some of them already (`behind`: the operation of a record) is of an earlier change: its
        answer is none to this one.
        """
        with self._changed:
            self._strict |= frozenset(record_ids)
            self._behind |= {one: operation for one, operation in behind.items() if operation not in self._told}
            self._earlier.update(behind.values())

    def forget(self, record_ids: Collection[UUID]) -> None:
        """Nobody waits for these any more."""
        with self._changed:
            self._strict -= frozenset(record_ids)
            for one in record_ids:
                self._answers.pop(one, None)
                self._behind.pop(one, None)

    def tell(self, answers: Mapping[UUID, Answer]) -> frozenset[UUID]:
        """What the hub answered; gives back for which of them somebody still waits, who is told for certain.

        Of a time that was taken nobody goes on before `round_over`: the other free times are not known yet.
        """
        with self._changed:
            standing = self._strict & answers.keys()
            waited_for = frozenset(one for one in standing if answers[one].op_id not in self._earlier)
            for one, answer in answers.items():
                self._behind.pop(one, None)  # what goes on its way next is what somebody waits for
                self._told.add(answer.op_id)
            self._answers |= {one: answers[one] for one in waited_for}
            self._changed.notify_all()
            return waited_for

    def round_over(self) -> None:
        """What was withdrawn is withdrawn, and what others did is here."""
        with self._changed:
            self._rounds += 1
            self._told.clear()
            self._changed.notify_all()

    def answers_to(self, wanted: frozenset[UUID], seconds: float, gives_up: Callable[[], bool]) -> dict[UUID, Answer]:
        """The answers to these, as far as they came in that time; nobody waits for them afterwards."""
        with self._changed:
            self._changed.wait_for(lambda: wanted <= self._answers.keys() or gives_up(), seconds)
            found = {one: self._answers.pop(one) for one in wanted if one in self._answers}
            self._strict -= wanted
            self._behind = {one: operation for one, operation in self._behind.items() if one not in wanted}
            if not self._strict:
                self._earlier.clear()
            if any(answer.status is AnswerStatus.TAKEN for answer in found.values()):
                rounds = self._rounds
                self._changed.wait_for(lambda: self._rounds != rounds or gives_up(), _UNTIL_WITHDRAWN)
        return found

    def send(self, errand: Callable[[Engine], T]) -> list[T]:
        """Have a question asked on the hub's thread; the list holds the answer once it came."""
        found: list[T] = []

        def run(engine: Engine) -> None:
            answer = errand(engine)
            with self._changed:
                found.append(answer)
                self._changed.notify_all()

        with self._changed:
            self._errands.append(run)
        return found

    def run_errands(self, engine: Engine) -> None:
        """Ask what there is to be asked; one that the hub refuses is not asked again."""
        while True:
            with self._changed:
                if not self._errands:
                    return
                errand = self._errands.pop(0)
            errand(engine)

    def forget_errands(self) -> None:
        """Nobody waits for their answers any more."""
        with self._changed:
            self._errands.clear()
