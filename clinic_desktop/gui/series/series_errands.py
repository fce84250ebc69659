"""What the preview of a series is opened for: to book one, or to move what is booked."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Protocol

from clinic_desktop.domain.appointments import BookingRequest
from clinic_desktop.domain.recurrence import Recurrence
from clinic_desktop.domain.series import OccurrenceChoice, SeriesDone, SeriesMove, SeriesPreview, SeriesRequest

if TYPE_CHECKING:
    from clinic_desktop.services.clinic import Clinic

Choices = Sequence[OccurrenceChoice]


class SeriesErrand(Protocol):
    """How to look at the dates, and how to store them.

    The recurrence is None where it stands already and is not to be filled in; `starts_at` is when its first date is.
    """

    @property
    def recurrence(self) -> Recurrence | None: ...
    @property
    def starts_at(self) -> datetime | None: ...
    @property
    def over_reason(self) -> str: ...
    def following(self, recurrence: Recurrence) -> "SeriesErrand": ...
    def over_for(self, reason: str) -> "SeriesErrand": ...
    def preview(self, clinic: "Clinic", choices: Choices) -> SeriesPreview: ...
    def store(self, clinic: "Clinic", choices: Choices) -> SeriesDone: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class BookSeries:
    """A series that is to be booked."""

    booking: BookingRequest
    recurrence: Recurrence | None

    @property
    def starts_at(self) -> datetime:
        """When the booking would be."""
        return self.booking.starts_at

    @property
    def over_reason(self) -> str:
        """Why dates are booked over others, if that was said."""
        return self.booking.overbook_reason

    def over_for(self, reason: str) -> "BookSeries":
        """The same booking, over others where that is chosen."""
        return replace(self, booking=replace(self.booking, overbook_reason=reason))

    def following(self, recurrence: Recurrence) -> "BookSeries":
        """The same booking by another rhythm."""
        return replace(self, recurrence=recurrence)

    def preview(self, clinic: "Clinic", choices: Choices) -> SeriesPreview:
        """Look at its dates."""
        return clinic.series.preview(self._request(), choices)

    def store(self, clinic: "Clinic", choices: Choices) -> SeriesDone:
        """Book it."""
        return clinic.series.book(self._request(), choices)

    def _request(self) -> SeriesRequest:
        assert self.recurrence is not None
        return SeriesRequest(booking=self.booking, recurrence=self.recurrence)


@dataclass(frozen=True, slots=True, kw_only=True)
class MoveSeries:
    """Booked appointments that are to go elsewhere together."""

    asked: SeriesMove

    @property
    def recurrence(self) -> Recurrence | None:
        """It stands already."""
        return None

    @property
    def starts_at(self) -> datetime | None:
        """Where the one goes at which it was asked."""
        return self.asked.starts_at

    @property
    def over_reason(self) -> str:
        """Why dates are moved over others, if that was said."""
        return self.asked.overbook_reason

    def over_for(self, reason: str) -> "MoveSeries":
        """The same move, over others where that is chosen."""
        return replace(self, asked=replace(self.asked, overbook_reason=reason))

    def following(self, recurrence: Recurrence) -> "MoveSeries":
        """A move has no rhythm of its own."""
        return self

    def preview(self, clinic: "Clinic", choices: Choices) -> SeriesPreview:
        """Look at where they would be."""
        return clinic.series.preview_move(self.asked, choices)

    def store(self, clinic: "Clinic", choices: Choices) -> SeriesDone:
        """Move them."""
        return clinic.series.move(self.asked, choices)
