"""Who could take a time that has just come free: a calm card over the corner of the page."""

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from clinic_desktop.domain.clinic_time import wall_time
from clinic_desktop.domain.errors import ClinicError
from clinic_desktop.domain.waiting_list import Candidate, Gap, GapOffer
from clinic_desktop.gui import privacy
from clinic_desktop.gui.announce import announce
from clinic_desktop.gui.icons import Icon, set_icon
from clinic_desktop.gui.measures import Measure, Space
from clinic_desktop.gui.theme import Look, set_look
from clinic_desktop.gui.times import clock
from clinic_desktop.gui.waiting_list.gap_row import GapRow
from clinic_desktop.gui.waiting_list.gap_watch import MOST_SHOWN, GapWatch
from clinic_desktop.gui.waiting_list.waiting_verbs import WaitingVerbs
from clinic_desktop.gui.waiting_list.words import gap_words
from clinic_desktop.gui.widgets.card import label, line
from clinic_desktop.gui.widgets.floating_panel import EDGE, FloatingPanel
from clinic_desktop.gui.widgets.message_line import MessageLine
from clinic_desktop.gui.widgets.sides import mirrored
from clinic_desktop.gui.workplace import Workplace


class GapCard(FloatingPanel):
    """Shows the latest gap and says how many more there are.

    It never takes the focus by itself; `take_focus` goes to it, Esc puts the gap away. Whoever goes on to another page
    finds it folded, so that it covers nothing there; the next gap that comes free unfolds it. `folded` tells of that,
    and of other words on a folded one.
    """

    folded = Signal(bool)

    def __init__(self, workplace: Workplace, watch: GapWatch, verbs: WaitingVerbs, host: QWidget) -> None:
        super().__init__(host)
        self._workplace = workplace
        self._watch = watch
        self._verbs = verbs
        self._shown: GapOffer | None = None
        self._newest: Gap | None = None
        self._known: frozenset[Gap] = frozenset()
        self._is_folded = False
        self._before: QWidget | None = None
        self._icon = QLabel()
        set_icon(self._icon, Icon.CALENDAR_CLOCK, "accent")
        self._heading = label("", Look.HEADING, wraps=True)
        self._more = label("", Look.SECONDARY)
        self.next_button = QPushButton(self.tr("Next gap"), self)
        set_look(self.next_button, Look.LINK)
        self.close_button = QToolButton(self)
        set_look(self.close_button, Look.QUIET)
        set_icon(self.close_button, Icon.X, "muted", size=Measure.ICON_SMALL)
        self.close_button.setToolTip(self.tr("Put this gap away (Esc)"))
        self.close_button.setAccessibleName(self.tr("Put this gap away"))
        self._message = MessageLine()
        self.rows = tuple(GapRow(self) for _ in range(MOST_SHOWN))
        self._lines = tuple(line() for _ in self.rows)
        self._lay_out()
        for row in self.rows:
            row.booking_wanted.connect(self._on_booking_wanted)
        self.close_button.clicked.connect(lambda *_: self.put_away())
        self.next_button.clicked.connect(lambda *_: self.show_next())
        watch.changed.connect(self._on_changed)
        privacy.switch().changed.connect(self._on_changed)
        if isinstance(host, QStackedWidget):
            host.currentChanged.connect(lambda *_: self._fold())

    @property
    def offer(self) -> GapOffer | None:
        """The gap that is shown, and for whom."""
        return self._shown

    @property
    def words(self) -> str:
        """What came free, and for how many."""
        return self._heading.text()

    def look(self) -> None:
        """Show what the watch knows already."""
        self._on_changed()

    def take_focus(self) -> None:
        """Go to the card, when there is one."""
        if self._shown is not None:
            self._before = QApplication.focusWidget()
            self.unfold()
            self.rows[0].book_button.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def unfold(self) -> None:
        """Show it whole again."""
        self._is_folded = False
        if self._shown is not None:
            self._show(self._shown)

    def put_away(self) -> None:
        """Offer this gap no more; the next one comes in its place."""
        if self._shown is not None:
            self._leave()
            self._watch.dismiss(self._shown.gap)

    def show_next(self) -> None:
        """Look at the gap after this one; after the last comes the first."""
        offers = self._watch.offers
        if self._shown is not None and len(offers) > 1:
            at = next((n for n, offer in enumerate(offers) if offer.gap == self._gap), 0)
            self._show(offers[(at + 1) % len(offers)])

    @property
    def _gap(self) -> Gap | None:
        return None if self._shown is None else self._shown.gap

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(Space.S)
        head.addWidget(self._icon)
        head.addWidget(self._heading, 1)
        head.addWidget(self.close_button)
        foot = QHBoxLayout()
        foot.addWidget(self._more, 1)
        foot.addWidget(self.next_button)
        layout = self._layout = QVBoxLayout(self)
        edge = EDGE + Space.M
        layout.setContentsMargins(*mirrored(edge + Space.XS, edge, edge, edge))
        layout.setSpacing(Space.XS)
        layout.addLayout(head)
        layout.addWidget(self._message)
        for row, above in zip(self.rows, self._lines, strict=True):
            layout.addWidget(above)
            layout.addWidget(row)
        layout.addLayout(foot)

    def _on_changed(self) -> None:
        offers = self._watch.offers
        if not offers:
            self._hide()
            return
        standing = next((offer for offer in offers if offer.gap == self._gap), None)
        is_newer = offers[0].gap != self._newest
        if standing is None or (is_newer and not self._is_in_use()):
            standing = offers[0]
        if offers[0].gap not in self._known:
            self._is_folded = False
        self._newest = offers[0].gap
        self._known = frozenset(offer.gap for offer in offers)
        self._show(standing)

    def _fold(self) -> None:
        """Another page came to the front: be out of its way."""
        if self._shown is not None:
            self._leave()
            self._is_folded = True
            self.hide()
            self.folded.emit(True)

    def _is_in_use(self) -> bool:
        """What somebody is about to click, or walks by keys, does not change under their hand."""
        focus = QApplication.focusWidget()
        return self.underMouse() or (focus is not None and self.isAncestorOf(focus))

    def _show(self, offer: GapOffer) -> None:
        is_new = offer.gap != self._gap
        self._shown = offer
        words = gap_words(offer, self._workplace.zone, self._workplace.today())
        self._heading.setText(words)
        if is_new:
            self._message.clear()
        for number, (row, above) in enumerate(zip(self.rows, self._lines, strict=True)):
            is_there = number < len(offer.candidates)
            row.setVisible(is_there)
            above.setVisible(is_there)
            if is_there:
                candidate = offer.candidates[number]
                row.show_candidate(candidate, when=self._when(offer, candidate))
        left = len(self._watch.offers) - 1
        rest = offer.count - len(offer.candidates)
        self._more.setText(self.tr("and {count} more who wait").format(count=rest) if rest else "")
        self._more.setVisible(rest > 0 or left > 0)
        self.next_button.setVisible(left > 0)
        gaps = self.tr("Next gap ({count} more)").format(count=left)
        self.next_button.setText(gaps)
        self.setAccessibleName(words)
        self.place()
        if not self._is_folded:
            self.show()
            self.raise_()
        self.folded.emit(self._is_folded)
        if is_new:
            announce(self, words)

    def _when(self, offer: GapOffer, candidate: Candidate) -> str:
        """The clock time, where it is another than the gap begins at."""
        if candidate.slot.starts_at == offer.gap.span.starts_at:
            return ""
        return clock(wall_time(candidate.slot.starts_at, self._workplace.zone))

    def _hide(self) -> None:
        self._shown = self._newest = None
        self._known = frozenset()
        self._is_folded = False
        self._leave()
        self.hide()
        self.folded.emit(False)

    def _leave(self) -> None:
        """Give the focus back to where it was, or to the page below, if it is here."""
        focus = QApplication.focusWidget()
        if focus is None or not self.isAncestorOf(focus):
            return
        if self._before is not None and self._before.isVisible():
            self._before.setFocus()
        elif isinstance(self.host, QStackedWidget) and (page := self.host.currentWidget()) is not None:
            page.setFocus()

    def _on_booking_wanted(self, candidate: Candidate) -> None:
        self._message.clear()
        self._verbs.book(candidate, refused=self._on_refused)

    def _on_refused(self, error: ClinicError) -> None:
        self._message.say(error.sentence)
        self.place()
        self._watch.refresh()

    def place(self) -> None:
        host = self.host
        width = min(_WIDTH, host.width())
        self._layout.activate()
        height = self._layout.totalHeightForWidth(width)
        bottom = host.height() - _ABOVE_NOTICES
        left = host.width() - width if self.layoutDirection() is Qt.LayoutDirection.LeftToRight else 0
        self.setGeometry(QRect(left, max(0, bottom - height), width, min(height, bottom)))


_WIDTH = 500
_ABOVE_NOTICES = 72
