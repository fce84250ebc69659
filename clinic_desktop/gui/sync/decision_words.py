"""The conflict desk in words: what met, who did what where and when, and what each way out does."""

from collections.abc import Sequence
from datetime import date
from zoneinfo import ZoneInfo

from PySide6.QtCore import QCoreApplication

from clinic_desktop.domain.clinic_time import Span, wall_time
from clinic_desktop.domain.decisions import DecidedBooking, DecisionCard, Maker, Meeting, WayOut
from clinic_desktop.domain.sheets import Slot
from clinic_desktop.gui.appointment_words import shorter_name
from clinic_desktop.gui.privacy import shown_detail, shown_name
from clinic_desktop.gui.sync_words import moment_words
from clinic_desktop.gui.times import clock, clock_span
from clinic_desktop.gui.typed_dates import near_day, sentence_case


class DecisionWords:
    """Tells of conflicts on the clinic's clock, as of a day."""

    def __init__(self, zone: ZoneInfo, today: date) -> None:
        self._zone = zone
        self._today = today

    # what met

    def title(self, card: DecisionCard) -> str:
        """What a card is headed with."""
        what = self._what(card)
        match card.meeting:
            case Meeting.TWO_BOOKINGS if card.bookings:
                return self._double(card.bookings)
            case Meeting.MOVE_INTO_TAKEN:
                words = _tr("%1 could not be moved to %2")
                return _put(words, what, "" if card.wished is None else self.when(card.wished))
            case Meeting.SAME_FIELD:
                return ", ".join(part for part in (what, self.labels(card)) if part)
            case Meeting.SAME_NAME:
                values = ", ".join(self.detail(card, each.mine) for each in card.fields if each.mine)
                if values and card.patient_id is not None:
                    return _put(_tr("%1 is used twice: %2"), values, what)
                return _put(_tr("%1 is used twice"), values or what)
            case Meeting.CHANGED_AFTER_RESTORE:
                return _put(_tr("%1: changed here, and the shared server was restored from an older backup"), what)
        words = {
            Meeting.TWO_BOOKINGS: _tr("%1 is booked twice"),
            Meeting.CHANGED_AND_CANCELLED: _tr("%1: changed at one desk, cancelled at another"),
            Meeting.CHANGED_AND_ARCHIVED: _tr("%1: changed at one desk, archived at another"),
            Meeting.CHANGED_AND_REMOVED: _tr("%1: changed at one desk, taken out at another"),
            Meeting.DENIED: _tr("%1: this change was not allowed"),
            Meeting.FAULTY: _tr("%1: this change could not be stored"),
            Meeting.OVER: _tr("%1: somebody has changed this since"),
        }[card.meeting]
        return _put(words, what)

    def tag(self, card: DecisionCard) -> str:
        """The kind of it in a word or two, for the card's corner."""
        return {
            Meeting.TWO_BOOKINGS: _tr("double booking"),
            Meeting.MOVE_INTO_TAKEN: _tr("moved into a taken time"),
            Meeting.SAME_FIELD: _tr("both changed"),
            Meeting.CHANGED_AND_CANCELLED: _tr("changed and cancelled"),
            Meeting.CHANGED_AND_ARCHIVED: _tr("changed and archived"),
            Meeting.CHANGED_AND_REMOVED: _tr("changed and taken out"),
            Meeting.SAME_NAME: _tr("same name"),
            Meeting.DENIED: _tr("not allowed"),
            Meeting.FAULTY: _tr("not stored"),
            Meeting.CHANGED_AFTER_RESTORE: _tr("after a restore"),
            Meeting.OVER: _tr("changed since"),
        }[card.meeting]

    def sentences(self, card: DecisionCard) -> Sequence[str]:
        """What happened, for a card that shows neither two bookings nor a table."""
        mine, theirs = self.made(_tr("Changed"), card.mine), self.made("", card.theirs)
        told: list[str] = []
        match card.meeting:
            case Meeting.MOVE_INTO_TAKEN:
                told.append(self.made(_tr("Moved"), card.mine))
                told += [self._holder(each) for each in card.bookings if each.has_slot]
                told.append(_tr("The appointment keeps the time that it had."))
            case Meeting.CHANGED_AND_CANCELLED:
                if card.wished is not None:
                    mine = self.made(_put(_tr("Moved to %1"), self.when(card.wished)), card.mine)
                told += [mine, self.made(_tr("Cancelled"), card.theirs), _tr("For now it stays cancelled.")]
            case Meeting.CHANGED_AND_ARCHIVED:
                told += [mine, self.made(_tr("Archived"), card.theirs), _tr("For now the record stays in the file.")]
            case Meeting.CHANGED_AND_REMOVED:
                told += [mine, self.made(_tr("Taken out"), card.theirs)]
            case Meeting.SAME_NAME:
                told += [self.made(_tr("Made"), card.mine), self.made(_tr("The other one: made"), card.theirs)]
                stand_in = ", ".join(self.detail(card, each.theirs) for each in card.fields if each.theirs)
                words = _tr("Both are kept; until it gets one of its own, this one has %1.")
                told.append(_put(words, stand_in) if stand_in else _tr("Both are kept; this one has none for now."))
            case Meeting.DENIED | Meeting.FAULTY:
                told += [mine, card.sentence]
            case Meeting.OVER:
                told += [mine, self.made(_tr("Then changed"), card.theirs) if theirs else ""]
            case _:
                told += [card.sentence]
        return [sentence for sentence in told if sentence]

    def labels(self, card: DecisionCard) -> str:
        """What the fields are called that are concerned."""
        return ", ".join(each.label[:1].lower() + each.label[1:] for each in card.fields)

    # who, where and when

    def made(self, what: str, maker: Maker) -> str:
        """Who did it where and when: "Changed here, 10:21, by Rosa Lopez"; empty where nothing is known."""
        parts = [f"{what} {self.place(maker)}".strip()]
        if maker.at is not None:
            parts.append(moment_words(maker.at, self._zone, self._today))
        if maker.name:
            parts.append(_put(_tr("by %1"), maker.name))
        return ", ".join(parts) if maker.name or maker.at is not None or maker.station else ""

    def place(self, maker: Maker) -> str:
        """Where: "here" or "at Front desk 1"."""
        if maker.is_here:
            return _tr("here")
        return _put(_tr("at %1"), maker.station) if maker.station else _tr("at another desk")

    def column(self, maker: Maker) -> str:
        """The head of a column of values: "Here, 10:30, Rosa Lopez"."""
        parts = [self.desk(maker)]
        if maker.at is not None:
            parts.append(moment_words(maker.at, self._zone, self._today))
        parts.append(maker.name)
        return ", ".join(part for part in parts if part)

    def desk(self, maker: Maker) -> str:
        """The name of a desk at the beginning of a line."""
        if maker.is_here:
            return _tr("Here")
        return maker.station or _tr("Another desk")

    def booking(self, booking: DecidedBooking) -> str:
        """The line below a name in a double booking."""
        words = self.made(_tr("booked"), booking.maker) or _tr("booked")
        if booking.maker.is_here and booking.maker.station:
            words = _put(_tr("%1 (%2)"), words, booking.maker.station)
        return f"{words} · {_tr('holds the slot')}" if booking.has_slot else words

    def when(self, span: Span) -> str:
        """Day and times: "today 13:00–13:20"."""
        starts, ends = wall_time(span.starts_at, self._zone), wall_time(span.ends_at, self._zone)
        return f"{near_day(starts.date(), self._today)} {clock_span(starts, ends)}"

    def slot(self, slot: Slot) -> str:
        """A free time on a button: "Today 13:40"."""
        wall = wall_time(slot.starts_at, self._zone)
        return sentence_case(f"{near_day(wall.date(), self._today)} {clock(wall)}")

    # the ways out

    def way(self, card: DecisionCard, way: WayOut) -> str:
        """What a button says."""
        if way is WayOut.MOVE_TO_NEXT:
            return self._next(card)
        if way is WayOut.MINE:
            return _put(_tr("Keep %1"), _lowered(self.desk(card.mine), is_here=card.mine.is_here))
        if way is WayOut.THEIRS:
            return _put(_tr("Keep %1"), _lowered(self.desk(card.theirs), is_here=card.theirs.is_here))
        if way is WayOut.APPLY_AGAIN and card.wished is not None:
            at = clock(wall_time(card.wished.starts_at, self._zone))
            return _put(_tr("Try %1 again"), at)
        if way is WayOut.KEEP and card.meeting is Meeting.SAME_NAME:
            return _tr("Keep the stand-in")
        if card.meeting is Meeting.CHANGED_AND_REMOVED and way in (WayOut.KEEP, WayOut.PUT_AWAY):
            return _tr("Keep it") if way is WayOut.KEEP else _tr("Take it out again")
        return {
            WayOut.MOVE: _tr("Find another slot…"),
            WayOut.OVERBOOK: _tr("Allow both…"),
            WayOut.WAITING_LIST: _tr("Put on the waiting list"),
            WayOut.CANCEL: _tr("Cancel…"),
            WayOut.APPLY_AGAIN: _tr("Apply it again"),
            WayOut.DROP: _tr("Leave it where it is"),
            WayOut.NEW_VALUE: _tr("Another value…"),
            WayOut.REBOOK: _tr("Book it again…"),
            WayOut.LEAVE: _tr("Leave it as it is"),
            WayOut.KEEP: _tr("Keep in the file"),
            WayOut.PUT_AWAY: _tr("Archive again"),
            WayOut.RETRY: _tr("Try again"),
            WayOut.DISCARD: _tr("Discard this change…"),
        }[way]

    def contested(self, card: DecisionCard) -> DecidedBooking | None:
        """Whose booking has no slot."""
        return next((each for each in card.bookings if not each.has_slot), None)

    def detail(self, card: DecisionCard, text: str) -> str:
        """A value as it may be seen now."""
        return text if card.patient_id is None else shown_detail(text)

    def banner(self, card: DecisionCard) -> str:
        """A double booking in one line."""
        title = self.title(card)
        return f"{title}: {_and([shown_name(each.patient_name) for each in card.bookings])}" if card.bookings else title

    def _what(self, card: DecisionCard) -> str:
        return card.what if card.patient_id is None else shown_name(card.what)

    def _double(self, bookings: Sequence[DecidedBooking]) -> str:
        first = bookings[0]
        doctor, when = shorter_name(first.practitioner_name), self.when(first.span)
        if len({each.patient_id for each in bookings}) == 1:
            return _put(_tr("%1 is booked twice with %2, %3"), shown_name(first.patient_name), doctor, when)
        if len(bookings) == _TWO:
            return _put(_tr("Two patients hold %1, %2"), doctor, when)
        return _put(_tr("%1 patients hold %2, %3"), str(len(bookings)), doctor, when)

    def _holder(self, booking: DecidedBooking) -> str:
        made = self.made(_tr("booked"), booking.maker)
        words = _put(_tr("%1 has %2"), shown_name(booking.patient_name), self.when(booking.span))
        return f"{words}: {made}" if made else words

    def _next(self, card: DecisionCard) -> str:
        slot = card.next_free
        contested = self.contested(card)
        whom = _brief(self._what(card) if contested is None else shown_name(contested.patient_name))
        if slot is None:
            return _put(_tr("Move %1 to the next free time"), whom)
        wall = wall_time(slot.starts_at, self._zone)
        stood = contested.span if contested is not None else card.wished
        is_same_day = stood is not None and wall_time(stood.starts_at, self._zone).date() == wall.date()
        at = clock(wall) if is_same_day else f"{near_day(wall.date(), self._today)} {clock(wall)}"
        if card.next_name:
            return _put(_tr("Move %1 to %2 with %3 (next free)"), whom, at, shorter_name(card.next_name))
        return _put(_tr("Move %1 to %2 (next free)"), whom, at)


def _brief(name: str) -> str:
    """A name as long as a button has room for."""
    short = name if len(name) <= _LONGEST_NAME else shorter_name(name)
    return short if len(short) <= _LONGEST_NAME else f"{short[:_LONGEST_NAME].rstrip()}…"


def _and(names: Sequence[str]) -> str:
    if len(names) < _TWO:
        return "".join(names)
    return _put(_tr("%1 and %2"), ", ".join(names[:-1]), names[-1])


def _lowered(words: str, *, is_here: bool) -> str:
    """A desk's name in the middle of a line; a name of its own keeps its letters."""
    return words[:1].lower() + words[1:] if is_here else words


def _put(text: str, *values: str) -> str:
    """Fill the places of a text; a value may hold any sign."""
    first, *parts = text.split("%")
    return first + "".join(values[int(part[0]) - 1] + part[1:] for part in parts)


def _tr(text: str) -> str:
    return QCoreApplication.translate("decisions", text)


_TWO = 2
_LONGEST_NAME = 28
