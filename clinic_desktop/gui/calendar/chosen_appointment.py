"""What can be done with the appointment that is chosen in a calendar."""

from clinic_desktop.domain.sheets import AppointmentLine
from clinic_desktop.gui.booking.appointment_verbs import AppointmentVerbs
from clinic_desktop.gui.booking.verb_offers import AppointmentVerb
from clinic_desktop.gui.calendar.view_stage import ViewStage


class ChosenAppointment:
    """What is chosen in the views, and the verbs for it: what role and status allow, and nothing else."""

    def __init__(self, stage: ViewStage, verbs: AppointmentVerbs) -> None:
        self._stage = stage
        self._verbs = verbs

    def line(self) -> AppointmentLine | None:
        """The appointment, if one is chosen among those shown."""
        return self._stage.chosen_line()

    def may(self, verb: AppointmentVerb) -> bool:
        """Whether role and status allow a verb now."""
        line = self.line()
        return line is not None and any(offer.verb is verb for offer in self._verbs.offers(line))

    def do(self, verb: AppointmentVerb) -> None:
        """Do it, where it is allowed."""
        line = self.line()
        if line is not None and self.may(verb):
            self._verbs.run(verb, line)
