"""What a patient would get: the e-mail and the text message as they arrive."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from clinic_desktop.domain.message_texts import Composed
from clinic_desktop.domain.sms_length import SmsLength
from clinic_desktop.gui.measures import Space
from clinic_desktop.gui.theme import Look
from clinic_desktop.gui.widgets.card import Card, label, section_label
from clinic_desktop.gui.widgets.message_line import MessageKind, MessageLine


class TextPreview(QWidget):
    """Two small cards, or the sentence about what is wrong with the text."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.subject = label("", Look.STRONG, wraps=True)
        self.body, self.short = label("", wraps=True), label("", wraps=True)
        self.length = label("", Look.MUTED, wraps=True)
        self.problem = MessageLine(kind=MessageKind.ERROR)
        self.mail_card, self.sms_card = Card(), Card()
        self.mail_card.body.addWidget(self.subject)
        self.mail_card.body.addWidget(self.body)
        self.sms_card.body.addWidget(self.short)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(Space.NONE, Space.NONE, Space.NONE, Space.NONE)
        layout.setSpacing(Space.S)
        for widget in (
            self.problem, section_label(self.tr("The e-mail")), self.mail_card, section_label(self.tr("The SMS")),
            self.sms_card, self.length,
        ):  # fmt: skip
            layout.addWidget(widget)
        layout.addStretch(1)

    def show_words(self, mail: Composed, short: str, length: SmsLength, *, is_rtl: bool) -> None:
        """Show both, and how many text messages the short one takes."""
        self.problem.clear()
        self.subject.setText(mail.subject)
        self.body.setText(mail.body)
        self.short.setText(short)
        side = Qt.AlignmentFlag.AlignRight if is_rtl else Qt.AlignmentFlag.AlignLeft
        for words in (self.subject, self.body, self.short):
            words.setAlignment(side | Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignAbsolute)
        parts = self.tr("One text message") if length.parts == 1 else self.tr("{count} text messages")
        counted = self.tr("{parts}, {units} characters.").format(
            parts=parts.format(count=length.parts), units=length.units
        )
        why = self.tr("A letter in it makes each hold 70 characters only.") if length.is_unicode else ""
        self.length.setText(f"{counted} {why}".strip())

    def refuse(self, sentence: str) -> None:
        """Say what is wrong; what was shown last stays, so that nothing jumps."""
        self.problem.say(sentence, aloud=False)
