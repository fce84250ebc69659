"""Booking while a backup is made on a thread beside it."""

import statistics
import threading
from contextlib import suppress

from clinic_desktop.domain.backups import BackupPhase, BackupReason, Stopped
from clinic_desktop.services.backup_keeping import BackupKeeper
from clinic_desktop.services.recovery import new_code

from .diary import bookings
from .figures import Figure, timed
from .measured_clinic import MeasuredClinic

_IN_A_ROW, _ROUNDS = 30, 5


def booking_during_a_backup(measured: MeasuredClinic) -> Figure:
    """Bare: the same bookings while none is made, in turns with those during one; each backup is stopped after them."""
    keeper = BackupKeeper(measured.clinic.database)
    code = new_code()
    keeper.switch_on(code, code.code, "")
    works = iter(bookings(measured))
    for _, work in zip(range(_IN_A_ROW), works, strict=False):  # warms what the first bookings find cold
        work()
    alone: list[float] = []
    during: list[float] = []
    for _ in range(_ROUNDS):
        alone += [timed(work) for _, work in zip(range(_IN_A_ROW), works, strict=False)]
        backup = _Backup(keeper)
        backup.begin()
        during += [timed(work) for _, work in zip(range(_IN_A_ROW), works, strict=False)]
        backup.stop()
    usual, then = statistics.median(alone), statistics.median(during)
    return Figure(
        name="book while a backup is made", unit="ms", figure=then, bare=usual, goal="≤ 2 × without",
        met=then <= 2 * usual,
    )  # fmt: skip


class _Backup:
    """One that is under way until it is stopped."""

    def __init__(self, keeper: BackupKeeper) -> None:
        self._begun, self._wanted_no_more = threading.Event(), threading.Event()
        self._thread = threading.Thread(target=self._make, args=(keeper,))

    def begin(self) -> None:
        """Have it made, and come back once records are being copied."""
        self._thread.start()
        self._begun.wait()

    def stop(self) -> None:
        """Have it end; nothing half-done stays."""
        self._wanted_no_more.set()
        self._thread.join()

    def _make(self, keeper: BackupKeeper) -> None:
        with suppress(Stopped):
            keeper.make(BackupReason.BY_HAND, self._tell)

    def _tell(self, _done: float, _phase: BackupPhase) -> None:
        self._begun.set()
        if self._wanted_no_more.is_set():
            raise Stopped
