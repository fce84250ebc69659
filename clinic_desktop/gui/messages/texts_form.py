"""The words of messages, each language and occasion for itself, with what comes of them beside it."""

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QGridLayout, QLineEdit, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from clinic_desktop.domain.errors import InvalidInput
from clinic_desktop.domain.message_languages import LANGUAGES, default_text
from clinic_desktop.domain.message_settings import MessageSettings, MessageSetUp, MessageText
from clinic_desktop.domain.message_texts import PLACE_HOLDERS, check_text, composed, text_of, values_for
from clinic_desktop.domain.messages import Channel, Occasion
from clinic_desktop.domain.sms_length import sms_length
from clinic_desktop.gui.measures import Space
from clinic_desktop.gui.messages.message_words import occasion_word
from clinic_desktop.gui.messages.settings_forms import SetUpForm
from clinic_desktop.gui.messages.text_preview import TextPreview
from clinic_desktop.gui.theme import Look, set_look
from clinic_desktop.gui.widgets.labelled_field import LabelledField
from clinic_desktop.gui.widgets.record_form import show_text, text_field
from clinic_desktop.gui.widgets.segmented import SegmentedButtons

if TYPE_CHECKING:
    from clinic_desktop.gui.workplace import Workplace

_Key = tuple[str, Occasion]


class TextsForm(SetUpForm):
    """Shows one text at a time and keeps what was typed into the others."""

    def __init__(self, workplace: "Workplace", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workplace = workplace
        self._texts: dict[_Key, MessageText] = {}
        self._key: _Key = ("en", Occasion.REMINDER)
        self.occasions = SegmentedButtons()
        self.occasions.setAccessibleName(self.tr("Occasion"))
        for occasion in (Occasion.REMINDER, Occasion.BOOKED, Occasion.MOVED, Occasion.CANCELLED):
            self.occasions.add(occasion, occasion_word(occasion))
        self.languages = QComboBox()
        self.languages.setAccessibleName(self.tr("Language"))
        self.languages.addItems([language.name for language in LANGUAGES.values()])
        self.subject = text_field(longest=150)
        self.body, self.short = _paper(_BODY_LINES), _paper(_SHORT_LINES)
        self.usual_button = QPushButton(self.tr("Back to the program's own words"))
        set_look(self.usual_button, Look.LINK)
        self.preview = TextPreview()
        self._last: QLineEdit | QPlainTextEdit = self.body
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        left = QVBoxLayout()
        left.setSpacing(Space.S)
        left.addWidget(self.field("subject", self.tr("Subject of the e-mail"), self.subject))
        left.addWidget(self.field("body", self.tr("E-mail"), self.body))
        left.addWidget(self.field("short", self.tr("SMS, and what is said on the telephone"), self.short))
        left.addWidget(LabelledField(self.tr("Put in at the cursor"), self._chips()))
        left.addWidget(self.usual_button, 0, Qt.AlignmentFlag.AlignLeading)
        left.addStretch(1)
        grid = QGridLayout(self)
        grid.setContentsMargins(Space.NONE, Space.NONE, Space.NONE, Space.NONE)
        grid.setHorizontalSpacing(Space.L)
        grid.setVerticalSpacing(Space.M)
        grid.addWidget(self.occasions, 0, 0, Qt.AlignmentFlag.AlignLeading)
        grid.addWidget(self.languages, 0, 1, Qt.AlignmentFlag.AlignTrailing)
        grid.addLayout(left, 1, 0)
        grid.addWidget(self.preview, 1, 1, Qt.AlignmentFlag.AlignTop)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)

    def _chips(self) -> QWidget:
        words = {
            "patient": self.tr("Patient"), "day": self.tr("Day"), "time": self.tr("Time"),
            "practitioner": self.tr("Doctor"), "room": self.tr("Room"), "old_day": self.tr("Old day"),
            "old_time": self.tr("Old time"), "clinic": self.tr("Clinic"), "phone": self.tr("Phone"),
            "address": self.tr("Address"),
        }  # fmt: skip
        made = QWidget()
        grid = QGridLayout(made)
        grid.setContentsMargins(Space.NONE, Space.NONE, Space.NONE, Space.NONE)
        grid.setSpacing(Space.XS)
        for number, name in enumerate(sorted(PLACE_HOLDERS, key=[*words].index)):
            chip = QPushButton(words[name])
            chip.setToolTip(f"{{{name}}}")
            chip.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click leaves the cursor where the words go
            set_look(chip, Look.CHIP)
            chip.clicked.connect(lambda *_, name=name: self._put_in(name))
            grid.addWidget(chip, number // _CHIPS, number % _CHIPS)
        return made

    def _connect(self) -> None:
        self.occasions.chosen.connect(lambda *_: self._on_another_chosen())
        self.languages.activated.connect(lambda *_: self._on_another_chosen())
        self.subject.textEdited.connect(lambda *_: self._on_typed(self.subject))
        self.body.textChanged.connect(lambda: self._on_typed(self.body))
        self.short.textChanged.connect(lambda: self._on_typed(self.short))
        self.subject.cursorPositionChanged.connect(lambda *_: self._on_cursor(self.subject))
        self.body.cursorPositionChanged.connect(lambda: self._on_cursor(self.body))
        self.short.cursorPositionChanged.connect(lambda: self._on_cursor(self.short))
        self.usual_button.clicked.connect(lambda *_: self._take_usual_words())

    def fill(self, set_up: MessageSetUp) -> None:
        for code in LANGUAGES:
            for occasion in Occasion:
                self._texts[code, occasion] = text_of(set_up.settings, code, occasion)
        if self._kept is None:
            self._key = (set_up.settings.language, Occasion.REMINDER)
        self._show()

    def put_into(self, settings: MessageSettings) -> MessageSettings:
        own = tuple(text for (code, occasion), text in self._texts.items() if text != default_text(code, occasion))
        return replace(settings, texts=own)

    def fault(self) -> InvalidInput | None:
        """The first text that cannot be kept, shown with the sentence about it."""
        for key, text in self._texts.items():
            refusal = refusal_of(text)
            if refusal is not None:
                self._key = key
                self._show()
                self.point_at(refusal)
                return refusal
        return None

    def _on_another_chosen(self) -> None:
        occasion = self.occasions.current
        assert isinstance(occasion, Occasion)
        self._key = ([*LANGUAGES][max(self.languages.currentIndex(), 0)], occasion)
        self._show()

    def _show(self) -> None:
        code, occasion = self._key
        text = self._texts[self._key]
        self.occasions.set_current(occasion)
        self.languages.setCurrentIndex([*LANGUAGES].index(code))
        self.clear_complaints()
        is_rtl = LANGUAGES[code].is_right_to_left
        for written in (self.subject, self.body, self.short):
            written.setLayoutDirection(Qt.LayoutDirection.RightToLeft if is_rtl else Qt.LayoutDirection.LeftToRight)
        for edit in (self.body, self.short):
            edit.blockSignals(True)
        show_text(self.subject, text.subject)
        self.body.setPlainText(text.body)
        self.short.setPlainText(text.short)
        for edit in (self.body, self.short):
            edit.blockSignals(False)
        self._last = self.body
        self._preview()

    def _on_typed(self, _: QWidget) -> None:
        code, occasion = self._key
        self._texts[self._key] = MessageText(
            language=code,
            occasion=occasion,
            subject=self.subject.text().strip(),
            body=self.body.toPlainText().strip(),
            short=self.short.toPlainText().strip(),
        )
        self.clear_complaints()
        self._preview()
        self.edited.emit()

    def _on_cursor(self, edit: QLineEdit | QPlainTextEdit) -> None:
        if edit.hasFocus():
            self._last = edit

    def _put_in(self, name: str) -> None:
        words = f"{{{name}}}"
        if isinstance(self._last, QLineEdit):
            self._last.insert(words)
            self._on_typed(self._last)
        else:
            self._last.insertPlainText(words)
        self._last.setFocus()

    def _take_usual_words(self) -> None:
        self._texts[self._key] = default_text(*self._key)
        self._show()
        self.edited.emit()

    def _preview(self) -> None:
        """What a patient would get, for an appointment that might be."""
        text, language = self._texts[self._key], LANGUAGES[self._key[0]]
        self.usual_button.setEnabled(text != default_text(*self._key))
        refusal = refusal_of(text)
        if refusal is not None:
            self.preview.refuse(refusal.sentence)
            return
        clinic = self._workplace.settings
        tomorrow = datetime.combine(self._workplace.today(), _HALF_PAST_THREE, UTC) + timedelta(days=1)
        is_moved = text.occasion is Occasion.MOVED
        values = values_for(
            language,
            clinic.zone_info,
            starts_at=tomorrow.replace(tzinfo=clinic.zone_info).astimezone(UTC),
            was_at=self._workplace.now() if is_moved else None,
            patient_name=self.tr("Peter Novak"),
            practitioner_name=self.tr("Dr Amara Okafor"),
            room=self.tr("Room 2"),
            clinic=clinic,
        )
        mail, short = composed(text, Channel.EMAIL, values), composed(text, Channel.SMS, values)
        self.preview.show_words(mail, short.body, sms_length(short.body), is_rtl=language.is_right_to_left)


def refusal_of(text: MessageText) -> InvalidInput | None:
    """Why a text cannot be kept; None when it can."""
    try:
        for field in ("subject", "body", "short"):
            check_text(field, getattr(text, field))
    except InvalidInput as refusal:
        return refusal
    return None


def _paper(lines: int) -> QPlainTextEdit:
    edit = QPlainTextEdit()
    edit.setTabChangesFocus(True)
    edit.setFixedHeight(edit.fontMetrics().lineSpacing() * lines + 2 * Space.S)
    return edit


_HALF_PAST_THREE = time(15, 30)
_BODY_LINES, _SHORT_LINES, _CHIPS = 11, 4, 5
