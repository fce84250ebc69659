"""The administrator's page of policies: each with a sentence, its default, and what a change of it will do."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from clinic_desktop.domain.clinic import ClinicSettings, Policies
from clinic_desktop.domain.errors import ChangedMeanwhile, ClinicError, InvalidInput
from clinic_desktop.domain.news import Changes
from clinic_desktop.domain.policies import changed_between
from clinic_desktop.gui.actions import Command
from clinic_desktop.gui.icons import Icon
from clinic_desktop.gui.measures import Space
from clinic_desktop.gui.policies.policy_list import PolicyList
from clinic_desktop.gui.saved_page import SavedPage
from clinic_desktop.gui.theme import Look
from clinic_desktop.gui.widgets.card import label
from clinic_desktop.gui.widgets.dialog_panel import scrolling
from clinic_desktop.gui.widgets.empty_state import EmptyState
from clinic_desktop.gui.widgets.message_line import MessageKind, MessageLine
from clinic_desktop.gui.widgets.search_field import SearchField

if TYPE_CHECKING:
    from clinic_desktop.gui.workplace import Workplace


class PoliciesPage(SavedPage):
    """Keeps what was changed until it is saved or discarded; somebody else's changes come in around it."""

    def __init__(self, workplace: "Workplace", parent: QWidget | None = None) -> None:
        super().__init__(workplace, parent)
        self._seen: Policies = workplace.settings.policies
        self.set_title(self.tr("Policies"))
        self.search = SearchField(self.tr("Find a policy…"), keys="Ctrl+F")
        self.search.setMaximumWidth(_SEARCH_WIDTH)
        self.search.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.message = MessageLine(kind=MessageKind.WARNING)
        self.empty = EmptyState(Icon.SEARCH, self.tr("No policy found"), "")
        self.empty.hide()
        self._lay_out()
        self.list.edited.connect(self.show_unsaved)
        self.search.textChanged.connect(lambda *_: self._on_searched())
        self.search.returnPressed.connect(self._go_to_found)

    @property
    def is_changed(self) -> bool:
        """Whether something was changed that is not saved."""
        return bool(self.list.changes)

    def discard(self) -> None:
        self.message.clear()
        for row in self.list.rows.values():
            row.complain("")
        self._take(self._seen)

    def store(self) -> None:
        self.message.clear()
        seen, wanted = self._seen, replace(self._seen, **self.list.changes)

        def saved(settings: ClinicSettings) -> None:
            self._take(settings.policies)
            self._say_saved(seen, wanted)
            self.end_saving(is_saved=True)

        self.workplace.run(
            lambda clinic: clinic.settings.change_policies(seen, wanted),
            done=saved,
            refused=self._on_refused,
            owner=self,
        )

    def cares(self, changes: Changes) -> bool:
        return changes.touches("clinic_settings")

    def reload(self) -> None:
        self.workplace.run_latest(self, lambda clinic: clinic.settings.read().policies, done=self._on_read)

    def commands(self) -> Sequence[Command]:
        find = self.tr("Find a policy")
        return (*super().commands(), Command(name="filter", text=find, run=self._go_to_search, shortcut="Ctrl+F"))

    # making

    def _lay_out(self) -> None:
        self._area, self._floor = scrolling(self)
        heading = QHBoxLayout()
        heading.setSpacing(Space.S)
        heading.addWidget(label(self.title, Look.TITLE, self._floor), 1)
        heading.addWidget(self.search)
        self._column = QVBoxLayout(self._floor)
        self._column.setContentsMargins(Space.XL, Space.XL, Space.XL, Space.XL)
        self._column.setSpacing(Space.L)
        self._column.addLayout(heading)
        about = self.tr("They hold for the whole clinic and at every PC, as soon as they are saved.")
        self._column.addWidget(label(about, Look.MUTED, self._floor, wraps=True))
        self._column.addWidget(self.message)
        self.list = PolicyList(self._seen, self._floor)
        self._column.addWidget(self.list)
        self._column.addWidget(self.empty, 1)
        self._column.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(Space.NONE, Space.NONE, Space.NONE, Space.NONE)
        layout.setSpacing(Space.NONE)
        layout.addWidget(self._area, 1)
        layout.addWidget(self.save_bar)

    # searching

    def _on_searched(self) -> None:
        typed = self.search.text().strip()
        found = self.list.look_for(typed)
        sentence = self.tr("No policy speaks of “{words}”. Type less, or another word.")
        self.empty.set_words(self.tr("No policy found"), sentence.format(words=typed))
        self.empty.setVisible(not found)
        count = self.tr("{found} of {all}").format(found=found, all=len(self.list.rows))
        self.search.set_found(count if typed else "")

    def _go_to_found(self) -> None:
        first = self.list.first_shown()
        if first is not None:
            self._reveal(first)
            first.control.setFocus(Qt.FocusReason.OtherFocusReason)

    def _go_to_search(self) -> None:
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    # what comes back

    def _on_read(self, policies: Policies) -> None:
        """What others changed comes in, but for what was changed here: saving that says that they were quicker."""
        mine = self.list.changes
        theirs = {name: getattr(policies, name) for name in changed_between(self._seen, policies) if name not in mine}
        self._seen = replace(self._seen, **theirs)
        if theirs:
            self.list.show_standing(self._seen, but=mine)
            self.show_unsaved()

    def _take(self, policies: Policies) -> None:
        self._seen = policies
        self.list.show_standing(policies)
        self.show_unsaved()

    def _say_saved(self, before: Policies, after: Policies) -> None:
        changed = changed_between(before, after)
        if len(changed) == 1:
            will = self.list.rows[changed[0]].fact.will(getattr(after, changed[0]))
            words = self.tr("Saved. {will}").format(will=will)
        else:
            words = self.tr("Saved {count} policies.").format(count=len(changed))
        self.workplace.say(words, undo=lambda: self._take_back(after, before))

    def _take_back(self, seen: Policies, wanted: Policies) -> None:
        self.workplace.run(
            lambda clinic: clinic.settings.change_policies(seen, wanted),
            done=lambda _: self.workplace.say(self.tr("The policies are as they were.")),
            owner=self,
        )

    def _on_refused(self, error: ClinicError) -> None:
        self.end_saving(is_saved=False)
        if isinstance(error, ChangedMeanwhile) and isinstance(error.theirs, ClinicSettings):
            self._say_meanwhile(error.theirs.policies)
        elif isinstance(error, InvalidInput) and error.field in self.list.rows:
            self.search.clear()
            row = self.list.rows[error.field]
            row.complain(error.sentence)
            self._reveal(row)
        else:
            self.message.say(error.sentence, MessageKind.ERROR)
            self._reveal(self.message)

    def _say_meanwhile(self, standing: Policies) -> None:
        """Name what somebody else set meanwhile; what was changed here stays in the rows."""
        mine = self.list.changes
        told = [self._told(name, standing) for name in changed_between(self._seen, standing) if name in mine]
        self._seen = standing
        self.list.show_standing(standing, but=mine)
        words = self.tr("Somebody else has just set: {what}. Saving again takes yours; Discard leaves theirs.")
        self.message.say(words.format(what=", ".join(told)), MessageKind.WARNING)
        self.show_unsaved()
        self._reveal(self.message)

    def _told(self, name: str, policies: Policies) -> str:
        fact = self.list.rows[name].fact
        return f"{fact.title}: {fact.words_of(getattr(policies, name))}"

    def _reveal(self, widget: QWidget) -> None:
        # The area learns of the new height only once its layout has run.
        QTimer.singleShot(0, widget, lambda: self._area.ensureWidgetVisible(widget))


_SEARCH_WIDTH = 260
