"""A start that has to be refused: told on the terminal, and in a window where nobody looks at one."""

import sys

from .terminal import complain


def complain_in_window(sentence: str, code: int) -> int:
    """Say why the program was not opened, in a window too if it was started without a terminal; gives the exit code."""
    complain(sentence, code)
    if sys.stderr is None or not sys.stderr.isatty():
        _show(sentence, code)
    return code


def _show(sentence: str, code: int) -> None:
    from clinic_desktop.gui.no_screen import ends_in_a_sentence, has_screen

    if not has_screen():
        return
    from clinic_desktop.gui.application import ClinicApplication
    from clinic_desktop.gui.refused_start import RefusedStart

    application = ClinicApplication.instance()
    if not isinstance(application, ClinicApplication):
        with ends_in_a_sentence(code):
            application = ClinicApplication(sys.argv[:1])
    application.ask(RefusedStart(sentence))
