"""Those who work here and those who may sign in, at one place."""

from .accounts import Accounts
from .departments import Departments
from .practitioners import Practitioners


class Staff(Practitioners, Departments, Accounts):
    """Practitioners, departments and accounts."""
