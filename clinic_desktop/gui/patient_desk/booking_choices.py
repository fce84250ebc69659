"""The questions of a booking that are answered by pressing a tile."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QCoreApplication

from clinic_desktop.gui.drawings import Icon
from clinic_desktop.gui.patient_desk import own_names
from clinic_desktop.gui.patient_desk.booking_path import BookingPath, Chosen
from clinic_desktop.gui.patient_desk.booking_steps import Choice, ChoiceStep

Choose = Callable[[BookingPath], object]


def departments_of(path: BookingPath, choose: Choose) -> ChoiceStep:
    """Where: each department, and who belongs to none."""
    choices = [
        Choice(
            text=one.name,
            more=one.description or one.location,
            act=partial(choose, replace(path, department=Chosen(id=one.id))),
        )
        for one in path.departments
    ]
    if path.has_doctors_apart:
        others = QCoreApplication.translate("own pages", "Other doctors")
        choices.append(Choice(text=others, act=partial(choose, replace(path, department=Chosen(id=None)))))
    return ChoiceStep(choices, icon=Icon.BUILDING_2)


def kinds_of(path: BookingPath, choose: Choose) -> ChoiceStep:
    """What for."""
    minutes = QCoreApplication.translate("own pages", "{minutes} minutes")
    return ChoiceStep(
        [
            Choice(
                text=one.name, more=minutes.format(minutes=one.minutes), act=partial(choose, replace(path, kind=one))
            )
            for one in path.kinds
        ]
    )


def doctors_of(path: BookingPath, choose: Choose) -> ChoiceStep:
    """With whom: anyone, or one of the department's doctors."""
    anyone = Choice(
        text=QCoreApplication.translate("own pages", "Anyone"),
        more=QCoreApplication.translate("own pages", "Whoever is free first"),
        act=partial(choose, replace(path, doctor=Chosen(id=None))),
    )
    return ChoiceStep(
        [
            anyone,
            *(
                Choice(
                    text=one.practitioner.display_name,
                    more=one.practitioner.specialty or one.department_name,
                    act=partial(choose, replace(path, doctor=Chosen(id=one.practitioner.id))),
                )
                for one in path.doctors
            ),
        ]
    )


def what_now(go: Callable[[str], object]) -> ChoiceStep:
    """Once it is booked."""
    return ChoiceStep(
        [
            Choice(
                text=QCoreApplication.translate("own pages", "Take it along"),
                more=QCoreApplication.translate("own pages", "On your phone or on paper"),
                act=partial(go, own_names.TAKE_ALONG),
            ),
            Choice(
                text=QCoreApplication.translate("own pages", "Done"),
                more=QCoreApplication.translate("own pages", "Back to the start"),
                act=partial(go, own_names.HOME),
            ),
        ]
    )
