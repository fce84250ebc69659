"""A message that counts down the pause before the next try."""

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QWidget

from clinic_desktop.gui.widgets.message_line import MessageKind, MessageLine


class WaitingLine(MessageLine):
    """A message line that can ask for patience; `over` tells when the pause has passed."""

    over = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, with_icon=False)
        self._left = 0
        self._clock = QTimer(self)
        self._clock.setInterval(1000)
        self._clock.timeout.connect(self._on_second)

    @property
    def seconds_left(self) -> int:
        """How long the pause still lasts; 0 when there is none."""
        return self._left

    def say_and_wait(self, sentence: str, seconds: int) -> None:
        """Show a sentence; with a pause, show instead how long it lasts and clear it when it is over."""
        self._left = max(seconds, 0)
        if self._left == 0:
            self._clock.stop()
            self.say(sentence, MessageKind.ERROR)
            return
        self._clock.start()
        self._count(aloud=True)

    def clear(self) -> None:
        self._clock.stop()
        self._left = 0
        super().clear()

    def _count(self, *, aloud: bool = False) -> None:
        if self._left >= 2 * 60:
            time = self.tr("{minutes} minutes").format(minutes=-(-self._left // 60))
        elif self._left == 1:
            time = self.tr("one second")
        else:
            time = self.tr("{seconds} seconds").format(seconds=self._left)
        sentence = self.tr("Too many wrong tries. Try again in {time}.").format(time=time)
        self.say(sentence, MessageKind.WARNING, aloud=aloud)

    def _on_second(self) -> None:
        self._left -= 1
        if self._left > 0:
            self._count()
        else:
            self.clear()
            self.over.emit()
