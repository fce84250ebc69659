"""The conflict desk's verbs: what waits for a decision, and deciding it."""

from contextlib import AbstractContextManager
from dataclasses import replace
from uuid import UUID

from clinic_desktop.domain.access import Permission, Scope
from clinic_desktop.domain.decisions import DecisionCard, Settled, SettleWith, WayOut
from clinic_desktop.domain.errors import ChangedMeanwhile, InvalidInput, NotAllowed
from clinic_desktop.domain.syncing import Conflict, ConflictState
from clinic_desktop.domain.undoing import DecisionVerb
from clinic_desktop.storage.kinds import KINDS
from clinic_desktop.storage.reading.base import Reading
from clinic_desktop.storage.reading.conflicts import count_open
from clinic_desktop.storage.transaction import Transaction

from .admission import Caller
from .decision_cards import Cards
from .decision_cases import Case, case_of
from .decision_ways import Deciding, settle
from .desk import Desk
from .offering import booking

_TAKES_TIME = frozenset({WayOut.MOVE_TO_NEXT, WayOut.MOVE, WayOut.APPLY_AGAIN, WayOut.REBOOK, WayOut.MINE})


class Decisions(Desk):
    """What met between stations. Every desk sees the same list; a doctor what is about their own appointments.

    Nothing closes by itself: each is settled by a person, whose change it is, and whom Undo serves as always.
    """

    def open_ones(self) -> list[DecisionCard]:
        """Every conflict that is open, the urgent ones first, then by when it was noticed."""
        caller = self.admit(Permission.SETTLE_CONFLICTS)
        with self.database.reading() as reading:
            cards = self._cards(reading, caller)
            found = [cards.card(case) for case in _open(reading) if cards.may_see(case)]
        return sorted(found, key=lambda card: (not card.is_urgent, card.noticed_at))

    def count(self) -> int:
        """How many of them there are."""
        caller = self.admit(Permission.SETTLE_CONFLICTS)
        with self.database.reading() as reading:
            if caller.scope is not Scope.OWN:
                return count_open(reading)
            cards = self._cards(reading, caller)
            return sum(cards.may_see(case) for case in _open(reading))

    def urgent(self) -> list[DecisionCard]:
        """Those where two patients are promised one time within 24 hours, soonest first."""
        caller = self.admit(Permission.SETTLE_CONFLICTS)
        with self.database.reading() as reading:
            cards = self._cards(reading, caller)
            found = [case for case in _open(reading) if cards.is_urgent(case) and cards.may_see(case)]
            return sorted((cards.card(case) for case in found), key=lambda card: card.bookings[0].span.starts_at)

    def settle(self, conflict_id: UUID, version: int, way: WayOut, answer: SettleWith | None = None) -> Settled:
        """Take one way out: the record changes and the conflict is settled, in one change.

        Raises ChangedMeanwhile when somebody settled it first, or changed the record since; InvalidInput for a way
        that is not open; and whatever the change itself is refused for, as SlotTaken with the next free times.
        """
        caller = self.admit(Permission.SETTLE_CONFLICTS)
        answer = answer or SettleWith()
        with self._deciding(caller, conflict_id, way) as transaction:
            conflict = transaction.get(Conflict, conflict_id)
            if conflict.version != version or conflict.state is not ConflictState.OPEN:
                raise ChangedMeanwhile("decision", replace(conflict, before="{}", mine="{}", theirs="{}"))
            case = case_of(transaction, conflict)
            cards = self._cards(transaction, caller)
            if not cards.may_see(case):
                raise NotAllowed
            card = cards.card(case)
            _require_open(case, card, way, answer)
            words = settle(Deciding(transaction=transaction, caller=caller, case=case, card=card, answer=answer), way)
            transaction.replace(
                replace(
                    conflict,
                    state=ConflictState.SETTLED,
                    resolution=words,
                    settled_at=transaction.now,
                    settled_by=caller.account_id,
                )
            )
            return Settled(
                change_id=transaction.change_id,
                conflict_id=conflict_id,
                appointment_id=None if case.appointment is None else case.appointment.id,
                words=f"{card.what}: {words}",
                name=card.what,
            )

    def _cards(self, reading: Reading, caller: Caller) -> Cards:
        return Cards(reading, caller, self.database.now(), self.database.station_id)

    def _deciding(self, caller: Caller, conflict_id: UUID, way: WayOut) -> AbstractContextManager[Transaction]:
        """The change of a decision; where it takes somebody's time, the hub confirms it as it does a booking."""
        verb = DecisionVerb[way.name]
        if way in _TAKES_TIME:
            with self.database.reading() as reading:
                conflict = reading.get(Conflict, conflict_id)
            if conflict.record_kind == "appointment":
                return booking(self.database, self.station, caller, conflict.record_id, verb)
        return self.database.transaction(caller.actor, verb)


def _open(reading: Reading) -> list[Case]:
    found = reading.where(Conflict, state=ConflictState.OPEN, order=("noticed_at", "id"))
    return [case_of(reading, conflict) for conflict in found]


def _require_open(case: Case, card: DecisionCard, way: WayOut, answer: SettleWith) -> None:
    if answer.record_version not in (None, card.record_version):
        kind = KINDS.get(card.record_kind)
        stands = case.standing if case.appointment is None else replace(case.appointment, visit_note="")
        raise ChangedMeanwhile("record" if kind is None else kind.words, stands)
    if way not in card.ways:
        if not card.ways:
            raise NotAllowed
        raise InvalidInput("way", "This way out is not open any more. Look at the decision again.")
