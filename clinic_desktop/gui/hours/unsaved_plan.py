"""What is asked where somebody leaves a plan of hours, or of closing days, that is not saved."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from clinic_desktop.gui.hours.plan_keeper import PlanKeeper
from clinic_desktop.gui.widgets.ask_dialog import AskDialog, ask_before_leaving
from clinic_desktop.gui.workplace import Workplace


def ask_about_plan(
    heading: str,
    workplace: Workplace,
    keeper: PlanKeeper,
    discard: Callable[[], object],
    then: Callable[[], object],
    parent: QWidget,
) -> AskDialog:
    """Save the plan, handing over whom it strands, or discard it, and go on `then`; or stay."""
    count = keeper.still_stranded
    if count:
        sentence = _tr("{count} booked appointments lose their time. If you save, reception is asked to move them.")
        do = _tr("Save and hand {count} to reception")
        if count == 1:
            sentence = _tr("One booked appointment loses its time. If you save, reception is asked to move it.")
            do = _tr("Save and hand it to reception")
    else:
        sentence, do = _tr("What you planned is not saved yet. Nobody booked loses their time."), _tr("Save")
    dialog = AskDialog(
        heading,
        sentence.format(count=count),
        do.format(count=count),
        otherwise=_tr("Discard"),
        zone=workplace.zone,
        parent=parent,
    )

    return ask_before_leaving(dialog, save=lambda: keeper.save(hands_over=True, then=then), discard=discard, then=then)


def _tr(text: str) -> str:
    return QCoreApplication.translate("hours", text)
