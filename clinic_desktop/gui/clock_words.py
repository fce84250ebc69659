"""What is said when the computer's clock was set by more than time servers do."""

from PySide6.QtCore import QCoreApplication


def clock_moved_words(seconds: float) -> str:
    """By how much it went, and what to do about it."""
    sentence = (
        QCoreApplication.translate(
            "clock",
            "The clock of this PC went back by {time}. If it is wrong now, have it put right: all is dated by it.",
        )
        if seconds < 0
        else QCoreApplication.translate(
            "clock",
            "The clock of this PC went ahead by {time}. If it is wrong now, have it put right: all is dated by it.",
        )
    )
    return sentence.format(time=_time_words(abs(seconds)))


def clock_locked_words(seconds: float) -> str:
    """Why the window is locked, where the clock is the reason."""
    sentence = (
        QCoreApplication.translate(
            "clock",
            "This PC’s clock was set back by {time}. Type your password to go on: what you typed is still there. "
            "If the clock is wrong now, have it put right.",
        )
        if seconds < 0
        else QCoreApplication.translate(
            "clock",
            "This PC’s clock was set ahead by {time}. Type your password to go on: what you typed is still there. "
            "If the clock is wrong now, have it put right.",
        )
    )
    return sentence.format(time=_time_words(abs(seconds)))


def _time_words(seconds: float) -> str:
    minutes = round(seconds / 60)
    if minutes == _HOUR:
        return QCoreApplication.translate("clock", "an hour")
    if minutes < _HOUR * 2:
        return QCoreApplication.translate("clock", "{n} min").format(n=minutes)
    if minutes < _DAY * 2:
        return QCoreApplication.translate("clock", "{n} hours").format(n=round(minutes / _HOUR))
    return QCoreApplication.translate("clock", "{n} days").format(n=round(minutes / _DAY))


_HOUR, _DAY = 60, 1440
