"""The truth table of the merge: what the hub does where two desks' changes meet, in both orders, and sent again."""

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID, uuid4

import pytest

from clinic_desktop.domain.syncing import AnswerStatus, Fields, Operation
from tests.sync.hub_kit import Desk, Hub, inserting, removing, updating
from tests.sync.merge_rows import PRACTITIONER, ROWS, Change, Known, Row


@dataclass(slots=True, kw_only=True)
class Meeting:
    """One test's own ids and values, and what both desks know at its beginning."""

    hub: Hub
    ids: dict[str, UUID] = field(default_factory=lambda: {"x": uuid4(), "y": uuid4()})
    lot: str = field(default_factory=lambda: uuid4().hex[:10])
    practitioner: UUID = field(default_factory=uuid4)

    def own(self, value: Any) -> Any:  # Any: JSON's
        """A value of a row in this test's own words."""
        if isinstance(value, dict):
            return {name: self.own(inner) for name, inner in value.items()}
        if not isinstance(value, str):
            return value
        for word, meant in (
            (PRACTITIONER.hex, self.practitioner.hex), ("$id", self.practitioner.hex), ("$same", f"s{self.lot}"),
            ("~$x", f"~{self.ids['x'].hex[:4]}"), ("~$y", f"~{self.ids['y'].hex[:4]}"),
            ("$x", f"x{self.lot}"), ("$y", f"y{self.lot}"),
        ):  # fmt: skip
            value = value.replace(word, meant)
        return value

    def operation(self, known: Known, change: Change) -> Operation:
        record_id, new = self.ids[change.record], self.own(change.new)
        if change.action == "insert":
            return inserting(new.pop("kind"), record_id, new)
        kind, standing = known[change.record]
        if change.action == "delete":
            return removing(kind, record_id, self.own(standing))
        return updating(kind, record_id, self.own(standing), new)

    def standing(self, kind: str, record: str) -> Fields | None:
        rows = self.hub.rows(
            "SELECT document FROM clinic_sync.record WHERE kind = %s AND id = %s AND NOT deleted",
            kind,
            self.ids[record],
        )
        return rows[0][0] if rows else None


@pytest.mark.parametrize("order", ["one first", "other first"])
@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.sentence.replace(" ", "-"))
def test_what_meets_comes_to_this(row: Row, order: str, hub: Hub, front: Desk, back: Desk) -> None:
    meeting = Meeting(hub=hub)
    for record, (kind, document) in row.known.items():
        assert front.insert(kind, meeting.ids[record], meeting.own(document)).status is AnswerStatus.APPLIED
    first, later, outcome = (
        (row.one, row.other, row.one_first) if order == "one first" else (row.other, row.one, row.other_first)
    )

    begun = front.push(meeting.operation(row.known, first))[0]
    operation = meeting.operation(row.known, later)
    answer = back.push(operation)[0]

    assert begun.status is AnswerStatus.APPLIED
    assert answer.status is outcome.answer
    for record, fields in outcome.stands.items():
        kind = row.known[record][0] if row.known else operation.kind
        found = meeting.standing(kind, record)
        expected = meeting.own(fields)
        assert expected == (found if found is None else {name: found.get(name) for name in expected})
    conflicts = hub.conflicts(*meeting.ids.values())
    assert [conflict["kind"] for conflict in conflicts] == list(outcome.desk)
    assert (answer.conflict_id is not None) == bool(outcome.desk)
    if outcome.desk:
        assert conflicts[0]["op_id"] == operation.op_id.hex
        assert conflicts[0]["station_id"] == back.id.hex

    again = back.push(operation)[0]

    assert again == answer
    assert hub.conflicts(*meeting.ids.values()) == conflicts
