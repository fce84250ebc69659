"""The demo clinic as a start makes it: in a window, and told on the terminal."""

from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from clinic_desktop.exchange.demo import DemoMade
    from clinic_desktop.gui.application import ClinicApplication
    from clinic_desktop.start import Start


def with_demo(start: "Start") -> "ClinicApplication | None":
    """Make it in the folder of a start, in a window of the application object that this gives.

    Where there is no screen for it, none is made, as no program will open.
    Raises what `make_demo` raises, and KeyboardInterrupt where somebody stopped it.
    """
    from clinic_desktop.app import make_application
    from clinic_desktop.gui.demo_making import DemoMaking
    from clinic_desktop.gui.no_screen import has_screen

    def make(tell: Callable[[float, str], None]) -> "DemoMade | None":
        from clinic_desktop.exchange.demo import ClinicExists, make_demo

        with suppress(ClinicExists):  # another start was making it, and has made it meanwhile
            return make_demo(start.folder, progress=tell)
        return None

    if not has_screen():
        return None
    application = make_application(start.folder, start)
    made = DemoMaking(make).made(application)
    if made is not None:
        tell_of_demo(made)
    return application


def tell_of_demo(made: "DemoMade") -> None:
    """Say on the terminal what was made, and who can sign in."""
    from clinic_desktop.exchange.demo.accounts import PASSWORD, SHOWN

    print(
        f"The demo clinic stands in {made.folder}: {made.patients:,} patients and {made.appointments:,} appointments, "
        f"made in {made.seconds:.0f} seconds."
    )
    print(f"Everyone's password is {PASSWORD}. These can sign in:")
    for username, full_name, role in SHOWN:
        print(f"  {username:<10} {full_name}, {role}")
