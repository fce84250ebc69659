"""What stands here, and what still waits to be told, when the hub's values come beside a change that was made here."""

from collections.abc import Collection

from clinic_desktop.domain.syncing import Fields

from .outgoing import GroupOf, Pending

_APPOINTMENT = "appointment"
_MOVES = frozenset({"practitioner_id", "starts_at", "ends_at"})


def rebased(
    kind: str, standing: Fields, hub: Fields, pending: Pending, group_of: GroupOf, *, ours: Collection[str] = ()
) -> tuple[Fields, Pending | None]:
    """What is to stand, and what is pending then.

    Groups that were not changed here take the hub's values. Those that were keep what stands, and their old base: a
    new one would hide from the hub that two changes met. `ours` are the groups in which `hub` has what the station
    itself sent before these changes, with what the hub made of it (a contested time, a provisional number): nothing
    met there, so only the changed fields stay, over a new base.
    """
    shall, base = dict(hub), Fields()
    for group in pending.touched(kind, standing, group_of):
        names = [name for name in standing if group_of(kind, name) == group]
        if all(standing[name] == hub[name] for name in names):
            continue
        edited = [name for name in names if name in pending.base and standing[name] != pending.base[name]]
        is_ours = group in ours
        if is_ours and kind == _APPOINTMENT and _MOVES.intersection(edited):
            edited.append("contested")  # whoever moves it asks for the new time, as `Diary.move` does
        kept, was = (edited, hub) if is_ours else (names, pending.base)
        shall |= {name: standing[name] for name in kept}
        base |= {name: was[name] for name in edited if name in was}
    return shall, Pending(action=pending.action, seq=pending.seq, base=base) if base else None


def put_back(
    kind: str, standing: Fields, before: Fields, pending: Pending | None, group_of: GroupOf
) -> tuple[Fields, Pending | None]:
    """What is to stand, and what is pending, when an operation that began with `before` was refused whole.

    A group that was changed once more since keeps what stands: that is a new wish, for which nothing was refused yet.
    """
    touched = pending.touched(kind, standing, group_of) if pending is not None else set()
    shall = dict(standing)
    base = dict(pending.base) if pending is not None else {}
    for name, was in before.items():
        if name not in standing:
            continue
        if group_of(kind, name) in touched:
            base[name] = was
        else:
            shall[name] = was
            base.pop(name, None)
    if pending is None or not base:
        return shall, None
    return shall, Pending(action=pending.action, seq=pending.seq, base=base)
