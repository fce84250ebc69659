"""The walk of Undo and Redo over what a person did in a session."""

from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from clinic_desktop.domain.undoing import STEPS_BACK, DiaryVerb, Step, redo_path, undo_path


class Walker:
    """A session that does new things, undoes and redoes, and knows by plain stacks what should be offered."""

    def __init__(self) -> None:
        self.steps: list[Step] = []
        self.done: list[UUID] = []
        self.undone: list[UUID] = []

    def do(self) -> None:
        step = self._add(DiaryVerb.BOOK, None)
        self.done.append(step)
        self.undone.clear()

    def undo(self) -> None:
        path = undo_path(self.steps)
        if not path:
            return
        first, tip = path[0]
        assert first == self.done[-1]
        self._add(DiaryVerb.UNDO, tip)
        self.undone.append(self.done.pop())

    def redo(self) -> None:
        path = redo_path(self.steps)
        if not path:
            assert not self.undone
            return
        self._add(DiaryVerb.REDO, path[0])
        self.done.append(self.undone.pop())

    def _add(self, verb: DiaryVerb, undoes: UUID | None) -> UUID:
        step = Step(change_id=UUID(int=len(self.steps) + 1), verb=verb, undoes=undoes)
        self.steps.insert(0, step)
        return step.change_id


@given(st.lists(st.sampled_from(["do", "undo", "redo"]), max_size=60))
def test_undo_and_redo_walk_as_two_stacks_would(acts: list[str]) -> None:
    walker = Walker()

    for act in acts:
        getattr(walker, act)()

    assert [done for done, _ in undo_path(walker.steps)] == list(reversed(walker.done))[:STEPS_BACK]
    assert len(redo_path(walker.steps)) == len(walker.undone)


def test_no_more_than_fifty_things_are_taken_back() -> None:
    walker = Walker()
    for _ in range(STEPS_BACK + 20):
        walker.do()

    assert len(undo_path(walker.steps)) == STEPS_BACK
