"""Every date of a series before it is kept: each clash with its way out, and one button for all of them."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QWidget

from clinic_desktop.domain.clinic_time import day_of, nearest_instant
from clinic_desktop.domain.errors import ClinicError, InvalidInput
from clinic_desktop.domain.news import Changes
from clinic_desktop.domain.policies import may_book_over
from clinic_desktop.domain.series import SeriesClash, SeriesPreview
from clinic_desktop.gui import privacy
from clinic_desktop.gui.measures import Space
from clinic_desktop.gui.privacy import shown_name
from clinic_desktop.gui.series.series_dates import DateRow, SeriesDates
from clinic_desktop.gui.series.series_over import SeriesOver
from clinic_desktop.gui.series.series_pattern import PatternFields
from clinic_desktop.gui.series.series_table import SeriesTable
from clinic_desktop.gui.series.series_time import SeriesTime
from clinic_desktop.gui.theme import Look, set_look
from clinic_desktop.gui.times import clock
from clinic_desktop.gui.typed_dates import sentence_case, weekday_date
from clinic_desktop.gui.widgets.card import label, line
from clinic_desktop.gui.widgets.dialog_panel import fit_on_screen, panel_of
from clinic_desktop.gui.widgets.message_line import MessageLine

if TYPE_CHECKING:
    from datetime import datetime

    from clinic_desktop.gui.series.series_errands import SeriesErrand
    from clinic_desktop.gui.workplace import Workplace


class SeriesDialog(QDialog):
    """Shows the dates and takes decisions; the opener stores them on `store_requested` (the errand, the choices).

    It then calls accept(), or refuse(), and everything decided stays.
    """

    store_requested = Signal(object, object)

    def __init__(self, workplace: "Workplace", parent: QWidget | None, errand: "SeriesErrand") -> None:
        super().__init__(parent)
        self._workplace = workplace
        self._errand = errand
        self._is_move = errand.recurrence is None
        self._may_book_over = may_book_over(workplace.account.role, workplace.settings.policies)
        self._is_busy = False
        self._is_looking = self._is_senseless = False
        self._preview: SeriesPreview | None = None
        self._dates = SeriesDates(workplace.zone)
        self.setWindowTitle(self.tr("Move a series") if self._is_move else self.tr("Book a series"))
        self._panel = panel_of(self)
        fit_on_screen(self, _WIDTH, _HEIGHT)

    def make_parts(self) -> Iterator[None]:
        """Make what stands in it, a part in each turn of the event loop; before that only its signals are of use.

        A series that is moved keeps its `pattern`.
        """
        ground, errand = self._panel.parentWidget(), self._errand
        self.title = label(self.windowTitle(), Look.TITLE, ground, wraps=True)
        self.about = label("", Look.MUTED, ground, wraps=True)
        if not self._is_move:
            self.pattern = PatternFields(self._workplace.today(), ground, is_narrow=self._is_narrow)
            yield
        self.table = SeriesTable(stays=self._is_move, parent=ground)
        self.time = SeriesTime(self._workplace, ground)
        yield
        self.over = SeriesOver(errand.over_reason, ground)
        self.message = MessageLine(ground)
        self.counts = label("", Look.MUTED, ground)
        self.over_button = QPushButton(ground)
        self.back_button = QPushButton(self.tr("Back"), ground)
        self.do_button = QPushButton(ground)
        self._lay_out()
        self._connect()
        if errand.recurrence is not None and errand.starts_at is not None:
            self.pattern.set_recurrence(errand.recurrence, day_of(errand.starts_at, self._workplace.zone))
        self.table.setFocus()
        self._look(afresh=True)

    @property
    def _is_narrow(self) -> bool:
        """Whether the screen had no room for all of its width."""
        return self.width() < _WIDTH

    def _is_in_pattern(self) -> bool:
        return not self._is_move and any(field.hasFocus() for field in self.pattern.findChildren(QWidget))

    def _lay_out(self) -> None:
        set_look(self.do_button, Look.PRIMARY)
        set_look(self.over_button, Look.LINK)
        self.over_button.hide()
        for button in (self.over_button, self.back_button):
            button.setAutoDefault(False)
        self.do_button.setDefault(True)
        panel = self._panel
        for widget in (self.title, self.about, *(() if self._is_move else (self.pattern,)), self.message):
            panel.addWidget(widget)
        panel.addWidget(self.table, 1)
        panel.addWidget(self.over)
        panel.addWidget(self.time)
        panel.addWidget(line(panel.parentWidget()))
        foot = QHBoxLayout()
        foot.setSpacing(Space.S)
        foot.addWidget(self.counts)
        hint = self.tr("Space leaves a date as it is") if self._is_move else self.tr("Space leaves a date out")
        said = label("" if self._is_narrow else hint, Look.SECONDARY, panel.parentWidget())
        foot.addWidget(said, 1)
        foot.addWidget(self.over_button)
        foot.addWidget(self.back_button)
        foot.addWidget(self.do_button)
        panel.addLayout(foot)
        self._say()

    def _connect(self) -> None:
        if not self._is_move:
            self.pattern.changed.connect(self._on_pattern_changed)
        self.table.acted.connect(self._on_acted)
        self.table.left_out_toggled.connect(self._on_left_out_toggled)
        self.table.row_chosen.connect(lambda *_: self._offer_over())
        self.over_button.clicked.connect(lambda *_: self._on_over_wanted())
        self.time.time_chosen.connect(self._on_time_chosen)
        self.time.left_out.connect(self._on_left_out)
        self.time.closed.connect(self.table.setFocus)
        self._workplace.news.changed.connect(self._on_news)
        privacy.switch().changed.connect(self._say_what_it_is)
        self.back_button.clicked.connect(self.reject)
        self.do_button.clicked.connect(lambda *_: self._request())

    def refuse(self, error: ClinicError) -> None:
        """Say why nothing was stored; a clash brings the dates as they are now, and what was decided stays."""
        self._is_busy = False
        if isinstance(error, SeriesClash):
            self._dates.show(error.preview)
            self._show()
        self.message.say(error.sentence)

    @property
    def rows(self) -> tuple[DateRow, ...]:
        """The dates as they are shown."""
        return tuple(self.table.dates.rows)

    # looking

    def _look(self, *, afresh: bool) -> None:
        errand, choices = self._errand, () if afresh else self._dates.choices(with_undecided=False)
        self._is_looking = True

        def show(preview: SeriesPreview) -> None:
            self._is_looking = False
            if self._is_senseless:
                return  # the pattern was changed meanwhile to one that has no dates
            self._dates.show(preview, afresh=afresh)
            self._preview = preview
            self._say_what_it_is()
            self._show()
            if afresh and not self._is_in_pattern():
                self._go_to_first()

        self._workplace.run_latest(
            ("series-preview", id(self)),
            lambda clinic: errand.preview(clinic, choices),
            done=show,
            refused=self._on_look_refused,
            owner=self,
        )

    def _on_look_refused(self, error: ClinicError) -> None:
        self._is_looking = False
        if isinstance(error, InvalidInput) and not self._is_move:
            self.pattern.complain(error)
        else:
            self.message.say(error.sentence)
        self.table.dates.set_rows(())
        self._say(problem=True)

    def _on_pattern_changed(self) -> None:
        self.message.clear()
        self.time.hide()
        try:
            self._errand = self._errand.following(self.pattern.recurrence())
            self._is_senseless = False
        except InvalidInput as problem:
            self._is_senseless = True
            self.pattern.complain(problem)
            self._say(problem=True)
        else:
            self._look(afresh=True)

    def _on_news(self, changes: Changes) -> None:
        """Someone changed a diary: look again, and keep what was decided."""
        if self._preview is not None and not self._is_busy and not self._is_senseless and changes.touches(*_CONCERNING):
            self._look(afresh=False)

    def _say_what_it_is(self) -> None:
        preview = self._preview
        if preview is None:
            return
        name = shown_name(preview.patient_name)
        self.title.setText(self.tr("{name}: {words}").format(name=name, words=preview.words))
        first = preview.occurrences[0]
        minutes = int((first.ends_at - first.starts_at).total_seconds() // 60)
        self.about.setText(
            self.tr("{type} · {minutes} min · {doctor}").format(
                type=preview.type_name, minutes=minutes, doctor=preview.practitioner_name
            )
        )

    # deciding

    def _on_acted(self, number: int) -> None:
        row = self._row(number)
        if row.is_left_out:
            self._on_left_out_toggled(number)
        elif row.is_over:
            self._book_over(number)
        elif row.needs_decision and self._dates.take_offer(number):
            self._show()
        else:
            starts_at = nearest_instant(row.starts, self._workplace.zone)
            self.time.ask(row, starts_at)

    def _on_left_out_toggled(self, number: int) -> None:
        if self._dates.is_left_out(number):
            self._dates.take_back(number)
        else:
            self._dates.leave_out(number)
        self._show()

    def _on_left_out(self, number: int) -> None:
        self._dates.leave_out(number)
        self._show()

    def _on_time_chosen(self, number: int, starts_at: "datetime") -> None:
        self._dates.put(number, starts_at)
        self._show()
        self._look(afresh=False)

    def _on_over_wanted(self) -> None:
        row = self.table.dates.row_at(self.table.currentIndex())
        if row is not None and row.over_at is not None:
            self._book_over(row.number)

    def _book_over(self, number: int) -> None:
        self._dates.book_over(number)
        self._show()
        self._look(afresh=False)

    def _offer_over(self) -> None:
        """Offer to book the chosen date over what is in its way, or not to, where the person may."""
        row = self.table.dates.row_at(self.table.currentIndex())
        at = None if row is None or not self._may_book_over else row.over_at
        self.over_button.setVisible(at is not None)
        if row is not None and at is not None:
            when = f"{weekday_date(at.date())} {clock(at)}"
            words = self.tr("Do not book over") if row.is_over else self.tr("Book &over it {when}").format(when=when)
            self.over_button.setText(words)

    def _row(self, number: int) -> DateRow:
        return next(row for row in self.rows if row.number == number)

    def _go_to_first(self) -> None:
        """To the first date that waits for a decision, or to the first of all."""
        rows = self.rows
        if rows:
            first = next((row for row in rows if row.needs_decision), rows[0])
            self.table.choose(first.number)
            self.table.setFocus()

    def _show(self) -> None:
        self.table.dates.set_rows(self._dates.rows())
        self.over.ask(self._dates.over > 0)
        self._offer_over()
        self._say()

    def _say(self, *, problem: bool = False) -> None:
        """Say how many fit, and what the button will do."""
        every, fitting, undecided = len(self.rows), self._dates.fitting, self._dates.undecided
        words = self.tr("{fitting} of {every} fit").format(fitting=fitting, every=every) if every else ""
        if undecided == 1:
            words = self.tr("{words} · 1 needs a decision").format(words=words)
        elif undecided:
            words = self.tr("{words} · {number} need a decision").format(words=words, number=undecided)
        if over := self._dates.over:
            words = self.tr("{words} · {number} over others").format(words=words, number=over)
        self.counts.setText("" if problem else words)
        self.do_button.setText(self._words_of_doing(fitting, every - fitting))
        self.do_button.setEnabled(fitting > 0 and not problem)

    def _words_of_doing(self, fitting: int, left: int) -> str:
        if self._is_move:
            words = self.tr("Move {fitting}, leave {left} as it is") if left else self.tr("Move {fitting}")
        else:
            words = self.tr("Book {fitting}, leave out {left}") if left else self.tr("Book {fitting}")
        return sentence_case(words.format(fitting=fitting, left=left))

    def _request(self) -> None:
        if self._is_busy or self._is_looking or not self.over.is_whole():
            return
        self._is_busy = True
        self.message.clear()
        self.store_requested.emit(self._errand.over_for(self.over.reason), self._dates.choices())


_WIDTH, _HEIGHT = 880, 560
_CONCERNING = ("appointment", "hold", "weekly_pattern", "availability_exception", "closure")
