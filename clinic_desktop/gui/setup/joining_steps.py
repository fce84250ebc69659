"""The steps of a PC that joins a clinic: its file and its code, and what comes then."""

from collections.abc import Mapping

from clinic_desktop.domain.signed_in import Arrived
from clinic_desktop.domain.syncing import SyncMode, SyncState
from clinic_desktop.gui.setup.arrival_words import LOST, come_words, coming_words, standing_words, waiting_words
from clinic_desktop.gui.setup.given_file_step import GivenFile, GivenFileStep
from clinic_desktop.gui.setup.steps import Step
from clinic_desktop.gui.theme import Look
from clinic_desktop.gui.widgets.card import label
from clinic_desktop.gui.widgets.message_line import MessageKind
from clinic_desktop.gui.widgets.progress_line import ProgressLine


class FileStep(GivenFileStep):
    """The enrolment file, chosen or let fall here, and the code that goes with it."""

    def __init__(self) -> None:
        super().__init__(
            self.tr("File and code"),
            self.tr("What did the administrator give you?"),
            self.tr(
                "Ask an administrator of the clinic for a file made for this PC, and for the code that goes with it, "
                "read out to you. They make both in the program under “Sync and stations”. The file may come on a "
                "stick or over the network; it works once."
            ),
            GivenFile(
                caption=self.tr("Enrolment file"),
                code_caption=self.tr("Code that you were told"),
                code_looks=self.tr("three groups of four letters and figures"),
                longest_code=_LONGEST_CODE,
                dialog=self.tr("Enrolment file of this PC"),
                kind=self.tr("Enrolment files (*.{suffix})").format(suffix=_SUFFIX),
                dragged=self.tr("Let go, and this file is taken for this PC."),
            ),
        )

    def faults(self) -> Mapping[str, str]:
        faults: dict[str, str] = {}
        if not self.file:
            faults["file"] = self.tr("Choose the file that was made for this PC.")
        if not self.code:
            faults["code"] = self.tr("Type the code that the administrator tells you.")
        return faults

    def say_begun(self) -> None:
        """Say that joining was begun here before, and goes on."""
        words = self.tr(
            "This PC had begun to join a clinic. Give the same file and code once more, and it goes on where it "
            "stopped."
        )
        self.message.say(words, MessageKind.GOOD_TO_KNOW)


class ReceivingStep(Step):
    """What has come of the clinic's records, until somebody can sign in."""

    def __init__(self) -> None:
        super().__init__(
            self.tr("First records"),
            self.tr("This PC belongs to the clinic now"),
            self.tr(
                "It fetches the clinic's records. As soon as the people's accounts are here you can sign in and work; "
                "the rest comes meanwhile. Switched off, it goes on where it stopped."
            ),
        )
        self._progress = ProgressLine()
        self._come = label("", Look.STRONG, wraps=True)
        for widget in (self._progress, self._come):
            self.body.addWidget(widget)
        self.may_sign_in = False
        self.is_lost = False

    @property
    def share(self) -> float:
        """The share that has come, from 0 to 1."""
        return self._progress.share

    def begin(self) -> None:
        """Nothing has come yet."""
        self.may_sign_in = self.is_lost = False
        self.message.clear()
        self._come.setText("")
        self._progress.show()
        self._progress.show_progress(0.0, waiting_words())

    def show_arrival(self, arrived: Arrived, state: SyncState) -> None:
        """Show what has come, and how the station stands with the others."""
        self.may_sign_in = arrived.may_sign_in
        self.is_lost = state.mode in LOST
        is_all = state.mode is SyncMode.IN_SYNC
        known = state.mode in (SyncMode.FIRST, SyncMode.IN_SYNC)
        self._progress.show_progress(state.done if known else self.share, coming_words(arrived, state))
        self._come.setText(come_words(arrived, is_all=is_all))
        for widget in (self._progress, self._come):
            widget.setVisible(not self.is_lost)
        sentence = standing_words(arrived, state)
        if sentence != self.message.text:
            self.message.say(sentence, MessageKind.ERROR if self.is_lost else MessageKind.WARNING)

    def take_focus(self) -> None:
        """There is nothing to type."""


_SUFFIX = "enrolment"
_LONGEST_CODE = 40
