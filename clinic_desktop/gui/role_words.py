"""What the roles are called on screen."""

from PySide6.QtCore import QCoreApplication

from clinic_desktop.domain.people import Role


def role_words(role: Role) -> str:
    """A role as a person says it."""
    translate = QCoreApplication.translate
    return {
        Role.ADMIN: translate("roles", "Administrator"),
        Role.RECEPTIONIST: translate("roles", "Reception"),
        Role.DOCTOR: translate("roles", "Doctor"),
        Role.PATIENT: translate("roles", "Patient"),
    }[role]
