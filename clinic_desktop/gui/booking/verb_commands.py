"""The verbs of the chosen appointment as commands of a window, each with its key."""

from collections.abc import Callable, Iterator, Mapping
from functools import partial

from clinic_desktop.domain.access import Permission
from clinic_desktop.domain.appointments import AppointmentStatus, Confirmation
from clinic_desktop.gui.actions import Command, MenuPlace
from clinic_desktop.gui.booking.verb_offers import AppointmentVerb, verbs_of

VERB_KEYS = {
    AppointmentVerb.CHECK_IN: "F5",
    AppointmentVerb.SEND_TO_ROOM: "F7",
    AppointmentVerb.COMPLETE: "F8",
    AppointmentVerb.NO_SHOW: "F9",
    AppointmentVerb.MOVE: "F2",
    AppointmentVerb.CANCEL: "Del",
}
"""The keys of the steps (F6 goes to the notice in every window)."""


def verb_commands(
    permissions: Mapping[Permission, object],
    do: Callable[[AppointmentVerb], object],
    may: Callable[[AppointmentVerb], bool],
) -> Iterator[Command]:
    """Yield a command for every verb that the permissions hold; `do` and `may` speak of the page's chosen one."""
    offered = {
        offer.verb: offer for status in AppointmentStatus for offer in verbs_of(status, Confirmation.NONE, permissions)
    }
    for verb in AppointmentVerb:
        if verb in offered:
            yield Command(
                name=verb.command,
                text=offered[verb].text,
                icon=offered[verb].icon,
                run=partial(do, verb),
                enabled=partial(may, verb),
                shortcut=VERB_KEYS.get(verb),
                menu=MenuPlace.SCHEDULE,
                group="steps",
            )
