"""What the pages share on which something is typed and saved: the bar that saves, and the question before leaving."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QWidget

from clinic_desktop.gui.actions import Command, MenuPlace
from clinic_desktop.gui.page import Page
from clinic_desktop.gui.widgets.ask_dialog import AskDialog, ask_before_leaving, unsaved_question
from clinic_desktop.gui.widgets.save_bar import SaveBar
from clinic_desktop.gui.workplace import Workplace


class SavedPage(Page):
    """Keeps what was typed until it is saved or discarded, whatever is refused.

    A page overrides `is_changed`, `discard` and `store`, calls `show_unsaved` after each edit, and ends what `store`
    began with `end_saving`.
    """

    def __init__(self, workplace: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(workplace, parent)
        self._is_busy = False
        self._after_saving: Callable[[], object] | None = None
        self.save_bar = SaveBar()
        self.save_bar.save_wanted.connect(self.save)
        self.save_bar.discard_wanted.connect(self.discard)

    @property
    def is_changed(self) -> bool:
        """Whether something was typed that is not saved."""
        return False

    def discard(self) -> None:
        """Forget what was typed; overridden, as is `store`."""

    def store(self) -> None:
        """Have what was typed stored, as a task; refused, it stays, with the sentence where it belongs."""

    def may_save(self) -> bool:
        """Whether what was typed can be stored; a page that says no says why."""
        return True

    def save(self) -> None:
        """Store what was typed, unless there is nothing, or it is being stored already."""
        if self._is_busy or not self.is_changed or not self.may_save():
            return
        self._is_busy = True
        self.show_unsaved()
        self.store()

    def end_saving(self, *, is_saved: bool) -> None:
        """What was typed is stored, and whoever waits for it goes on; or it was refused, and nobody does."""
        self._is_busy = False
        self.show_unsaved()
        then, self._after_saving = self._after_saving, None
        if is_saved and then is not None:
            then()

    def show_unsaved(self) -> None:
        """Offer to save while there is something to be saved."""
        if self.is_changed:
            self.save_bar.show_unsaved(self.title, is_busy=self._is_busy)
        else:
            self.save_bar.hide()

    def ask_to_save(self, then: Callable[[], object]) -> AskDialog:
        """Ask what to do with what was typed, and go on `then` unless the person goes back."""

        def save() -> None:
            self._after_saving = then
            self.save()

        dialog = unsaved_question(self.title, self.workplace.zone, self.window())
        return ask_before_leaving(dialog, save=save, discard=self.discard, then=then)

    def commands(self) -> Sequence[Command]:
        save = self.tr("Save &changes")
        return (Command(name="save", text=save, run=self.save, shortcut="Ctrl+S", menu=MenuPlace.FILE, group="page"),)
