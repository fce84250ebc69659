"""Those who work here and those who may sign in, at one place."""

from .accounts import Accounts
from .departments import Departments
from .practitioners import Practitioners
from .rooms import Rooms


class Staff(Practitioners, Departments, Rooms, Accounts):
    """Practitioners, departments, rooms and accounts."""
