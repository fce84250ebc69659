"""The whole file searched for records of one person, and who was found to be two people after all."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from threading import Lock
from uuid import UUID

from clinic_desktop.domain.access import Permission
from clinic_desktop.domain.merging import DistinctPatients, DuplicateList, DuplicatePair, pair_of
from clinic_desktop.domain.people import Patient
from clinic_desktop.domain.undoing import FileVerb
from clinic_desktop.storage.reading.base import Reading
from clinic_desktop.storage.reading.likeness import (
    KnownPerson,
    last_change,
    pairs_told_apart,
    patients_changed_after,
    people_after,
    people_of,
)
from clinic_desktop.storage.reading.people import patient_lines

from .admission import Admission
from .asking_the_desk import links_done
from .blocking import Blocks, are_worth_comparing
from .desk import Desk
from .likely_same import LIKELY, WORTH_A_LOOK, likely_duplicates, not_told_apart, pairs_with
from .likeness import FileCounts, likeness
from .likeness_words import reason_of
from .pace import Pace, Stopped
from .traits import Traits, traits_of_known
from .written import limit_of

Progress = Callable[[float], object]
Pairs = dict[tuple[UUID, UUID], tuple[float, str]]


@dataclass(slots=True)
class _Kept:
    """What the last search found, and up to which entry of the journal it has followed the file."""

    found_at: datetime
    people: int
    pairs: Pairs
    seq: int
    is_old: bool = False


@dataclass(frozen=True, slots=True)
class _File:
    """Everybody's traits, how common each is, and who is to be compared with whom."""

    people: list[tuple[UUID, Traits]] = field(default_factory=list)
    counts: FileCounts = field(default_factory=FileCounts)
    blocks: Blocks = field(default_factory=Blocks)

    def add(self, person: KnownPerson) -> None:
        """Take one person in."""
        traits = traits_of_known(person)
        self.people.append((person.id, traits))
        self.counts.add(traits)


class Duplicates(Desk):
    """The verbs of the page of possible duplicates; what a search found is kept until the session ends."""

    def __init__(self, admission: Admission) -> None:
        super().__init__(admission)
        self._kept: _Kept | None = None
        self._turn = Lock()

    def find(
        self, progress: Progress | None = None, is_cancelled: Callable[[], bool] | None = None
    ) -> DuplicateList | None:
        """Search the whole file; None, and what was found before stays, when it was cancelled.

        `progress` hears of the part that is done (0 to 1). It takes minutes in a large file, so it rests between
        steps of a few milliseconds and lets other threads through.
        """
        self.admit(Permission.MERGE_PATIENTS)
        pace = Pace(is_cancelled or (lambda: False))
        with self.database.reading() as reading:
            seq = last_change(reading)
        file = _File()
        try:
            self._take_in(file, pace, progress)
            kept = _Kept(self.database.now(), len(file.people), dict(_likely_pairs(file, pace, progress)), seq)
        except Stopped:
            return None
        finally:
            pace.let_go(file.people, file.counts.others, *file.blocks.parts)
        with self._turn:
            self._kept = kept
        return self._brought_up_to_date(_MOST_LISTED)

    def standing(self, *, limit: int = 500) -> DuplicateList | None:
        """What the last search found, brought up to what has changed since; None before the first search."""
        self.admit(Permission.MERGE_PATIENTS)
        return self._brought_up_to_date(limit_of(limit))

    def of(self, patient_id: UUID) -> list[DuplicatePair]:
        """The records that are probably this patient's too, likeliest first; this patient's stands left."""
        self.admit(Permission.MERGE_PATIENTS)
        with self.database.reading() as reading:
            return pairs_with(reading, patient_id)

    def not_same(self, one_id: UUID, other_id: UUID) -> DistinctPatients:
        """Remember that two records are two people's: they are not shown as duplicates any more."""
        caller = self.admit(Permission.MERGE_PATIENTS)
        first, second = pair_of(one_id, other_id)
        with self.database.transaction(caller.actor, FileVerb.TELL_APART) as transaction:
            for patient_id in (first, second):
                transaction.get(Patient, patient_id)
            known = transaction.find(DistinctPatients, one_id=first, other_id=second)
            told = known or transaction.add(
                DistinctPatients(
                    id=transaction.new_id(),
                    one_id=first,
                    other_id=second,
                    said_at=transaction.now,
                    said_by=caller.account_id,
                )
            )
            links_done(transaction, caller, (first, second), unless=_is_like_somebody)
            return told

    def perhaps_same(self, one_id: UUID, other_id: UUID) -> None:
        """Take back that two records are two people's."""
        caller = self.admit(Permission.MERGE_PATIENTS)
        first, second = pair_of(one_id, other_id)
        with self.database.transaction(caller.actor, "no longer tell patients apart") as transaction:
            known = transaction.find(DistinctPatients, one_id=first, other_id=second)
            if known is not None:
                transaction.remove(known)

    def _brought_up_to_date(self, limit: int) -> DuplicateList | None:
        with self._turn, self.database.reading() as reading:
            kept = self._kept
            if kept is None:
                return None
            self._follow(reading, kept)
            apart = pairs_told_apart(reading)
            ranked = sorted(
                (pair for pair in kept.pairs if pair not in apart), key=lambda pair: (-kept.pairs[pair][0], pair)
            )
            lines = patient_lines(reading, {patient_id for pair in ranked[:limit] for patient_id in pair})
            shown = [
                DuplicatePair(left=lines[one], right=lines[other], probability=chance, reason=reason)
                for one, other in ranked[:limit]
                for chance, reason in (kept.pairs[(one, other)],)
            ]
            return DuplicateList(
                found_at=kept.found_at,
                people=kept.people,
                pairs=tuple(shown),
                every_pair=tuple(ranked),
                is_old=kept.is_old,
            )

    def _take_in(self, file: _File, pace: Pace, progress: Progress | None) -> None:
        """Read everybody, page by page so that no snapshot holds the file."""
        last = 0
        while page := self._page(last):
            for person in page:
                file.add(person)
                pace.step()
            last = page[-1].row
            if progress is not None:
                progress(_READING * len(file.people) / (len(file.people) + _PAGE))

    def _page(self, last: int) -> list[KnownPerson]:
        with self.database.reading() as reading:
            return people_after(reading, last, limit=_PAGE)

    def _follow(self, reading: Reading, kept: _Kept) -> None:
        """Look again at whoever was changed, added or merged since; too many, and the search is old."""
        seq = last_change(reading)
        if seq == kept.seq:
            return
        changed = patients_changed_after(reading, kept.seq, limit=_MOST_FOLLOWED)
        kept.seq = seq
        if changed is None:
            kept.is_old = True
            return
        gone = set(changed)
        kept.pairs = {pair: why for pair, why in kept.pairs.items() if gone.isdisjoint(pair)}
        for person in people_of(reading, changed):
            for one in likely_duplicates(reading, person):
                kept.pairs[pair_of(person.id, one.patient_id)] = (one.probability, one.reason)


def _is_like_somebody(reading: Reading, patient_id: UUID) -> bool:
    return bool(not_told_apart(reading, patient_id, least=WORTH_A_LOOK))


def _likely_pairs(
    file: _File, pace: Pace, progress: Progress | None
) -> Iterator[tuple[tuple[UUID, UUID], tuple[float, str]]]:
    for number, (patient_id, traits) in enumerate(file.people):
        for earlier in file.blocks.take(number, traits):
            other_id, other = file.people[earlier]
            if are_worth_comparing(other, traits):
                like = likeness(other, traits, file.counts)
                if like.probability >= LIKELY:
                    yield pair_of(other_id, patient_id), (like.probability, reason_of(like))
            pace.step()
        if progress is not None and number % _TOLD_EVERY == 0:
            progress(_READING + (1 - _READING) * number / len(file.people))


_MOST_LISTED = 500
_PAGE = 500
_READING = 0.2
_TOLD_EVERY = 250
_MOST_FOLLOWED = 200
