"""Which roles may what around a visit: its note, hours, the desk's list, a patient's own appointments."""

from collections.abc import Callable

from clinic_desktop.domain.appointments import AppointmentStatus
from clinic_desktop.domain.public_holidays import HolidayChoice
from tests.services.scene import EVERY_DAY, NEXT_MONDAY, TODAY, Scene

DAYS = (TODAY, NEXT_MONDAY)
Call = Callable[[Scene], object]
IN_ROOM, ARRIVED = AppointmentStatus.IN_ROOM, AppointmentStatus.ARRIVED

# Which roles may: A admin, R receptionist, D doctor, P patient. A row that ends in "another's" asks for what belongs to
# another doctor or patient than the caller.

AROUND_VISITS: dict[str, tuple[str, Call]] = {
    "own.overview": ("P", lambda at: at.me.own.overview()),
    "own.past": ("P", lambda at: at.me.own.past()),
    "own.visit": ("P", lambda at: at.me.own.visit(at.own().id)),
    "own.visit another's": ("", lambda at: at.me.own.visit(at.others().id)),
    "own.address_for_mail": ("P", lambda at: at.me.own.address_for_mail()),
    "own.send_by_mail": ("P", lambda at: at.mail_of(at.own())),
    "own.send_by_mail another's": ("", lambda at: at.me.own.send_by_mail(at.others().id)),
    "own.offers": ("P", lambda at: at.me.own.offers()),
    "disclosures.access": ("D", lambda at: at.me.disclosures.access(at.kim().id)),
    "disclosures.notes": ("D", lambda at: at.me.disclosures.notes(at.kim().id)),
    "disclosures.open": ("D", lambda at: at.me.disclosures.open(at.patient().id, "Called about by the hospital")),
    "visits.now": ("D", lambda at: at.me.visits.now()),
    "visits.open": ("D", lambda at: at.me.visits.open(at.own().id)),
    "visits.open another's": ("", lambda at: at.me.visits.open(at.others().id)),
    "visits.keep_draft": ("D", lambda at: at.me.visits.keep_draft(at.own(IN_ROOM).id, "Well.", begun_from="")),
    "visits.keep_draft another's": (
        "",
        lambda at: at.me.visits.keep_draft(at.others(IN_ROOM).id, "Well.", begun_from=""),
    ),
    "visits.write_note": ("D", lambda at: at.me.visits.write_note(at.own(IN_ROOM).id, "Well.", begun_from="")),
    "visits.write_note another's": (
        "",
        lambda at: at.me.visits.write_note(at.others(IN_ROOM).id, "Well.", begun_from=""),
    ),
    "visits.complete": ("D", lambda at: at.me.visits.complete(at.own(IN_ROOM).id, "Well.", begun_from="")),
    "visits.complete another's": (
        "",
        lambda at: at.me.visits.complete(at.others(IN_ROOM).id, "Well.", begun_from=""),
    ),
    "visits.call_next": ("D", lambda at: at.call_next()),
    "desk_tasks.ask": ("ARD", lambda at: at.me.desk_tasks.ask([at.wish_to_move(at.own())])),
    "desk_tasks.ask another's": ("AR", lambda at: at.me.desk_tasks.ask([at.wish_to_move(at.others())])),
    "desk_tasks.open_tasks": ("AR", lambda at: at.me.desk_tasks.open_tasks()),
    "desk_tasks.count": ("AR", lambda at: at.me.desk_tasks.count()),
    "desk_tasks.own": ("ARD", lambda at: at.me.desk_tasks.own()),
    "desk_tasks.proposals": ("AR", lambda at: at.me.desk_tasks.proposals(at.task().id)),
    "desk_tasks.likely_same": ("AR", lambda at: at.me.desk_tasks.likely_same(at.task().id)),
    "desk_tasks.book_from": (
        "AR",
        lambda at: at.me.desk_tasks.book_from(at.task().id, 1, at.booking(at.clinic.novak.id, at.clinic.okafor.id)),
    ),
    "desk_tasks.settle": ("AR", lambda at: at.me.desk_tasks.settle(at.task().id, 1)),
    "desk_tasks.withdraw": ("ARD", lambda at: at.me.desk_tasks.withdraw(at.task().id, 1)),
    "desk_tasks.withdraw another's": ("AR", lambda at: at.me.desk_tasks.withdraw(at.others_task().id, 1)),
    "hours.of": ("ARD", lambda at: at.me.hours.of(at.clinic.okafor.id)),
    "hours.of another's": ("AR", lambda at: at.me.hours.of(at.clinic.fischer.id)),
    "hours.of_several": ("ARD", lambda at: at.me.hours.of_several([at.clinic.okafor.id])),
    "hours.of_several with another": (
        "AR",
        lambda at: at.me.hours.of_several([at.clinic.okafor.id, at.clinic.fischer.id]),
    ),
    "hours.preview": ("ARD", lambda at: at.me.hours.preview(at.day_off(at.clinic.okafor))),
    "hours.preview another's": ("AR", lambda at: at.me.hours.preview(at.day_off(at.clinic.fischer))),
    "hours.preview weekly": ("AD", lambda at: at.me.hours.preview(at.weekly(at.clinic.okafor))),
    "hours.new_times": (
        "ARD",
        lambda at: at.me.hours.new_times(at.day_off(at.clinic.okafor), [at.own().id]),
    ),
    "hours.new_times another's": (
        "AR",
        lambda at: at.me.hours.new_times(at.day_off(at.clinic.fischer), [at.others().id]),
    ),
    "hours.save": ("ARD", lambda at: at.me.hours.save(at.day_off(at.clinic.okafor))),
    "hours.save another's": ("AR", lambda at: at.me.hours.save(at.day_off(at.clinic.fischer))),
    "hours.save weekly": ("AD", lambda at: at.me.hours.save(at.weekly(at.clinic.okafor))),
    "hours.save another's weekly": ("A", lambda at: at.me.hours.save(at.weekly(at.clinic.fischer))),
    "hours.preview closure": ("A", lambda at: at.me.hours.preview(at.closing())),
    "hours.new_times around a closure": (
        "A",
        lambda at: at.me.hours.new_times(at.closing(), [at.own().id]),
    ),
    "hours.save closure": ("A", lambda at: at.me.hours.save(at.closing())),
    "hours.set_weekly": (
        "AD",
        lambda at: at.me.hours.set_weekly(at.clinic.okafor.id, EVERY_DAY),
    ),
    "hours.set_weekly another's": (
        "A",
        lambda at: at.me.hours.set_weekly(at.clinic.fischer.id, EVERY_DAY),
    ),
    "hours.add_exception": ("ARD", lambda at: at.me.hours.add_exception(at.leave(at.clinic.okafor))),
    "hours.add_exception another's": ("AR", lambda at: at.me.hours.add_exception(at.leave(at.clinic.fischer))),
    "hours.change_exception": (
        "ARD",
        lambda at: at.me.hours.change_exception(
            at.exception(at.clinic.okafor).id, 1, at.leave(at.clinic.okafor), despite_stranded=True
        ),
    ),
    "hours.change_exception another's": (
        "AR",
        lambda at: at.me.hours.change_exception(
            at.exception(at.clinic.fischer).id, 1, at.leave(at.clinic.fischer), despite_stranded=True
        ),
    ),
    "hours.remove_exception": (
        "ARD",
        lambda at: at.me.hours.remove_exception(at.exception(at.clinic.okafor).id, despite_stranded=True),
    ),
    "hours.remove_exception another's": (
        "AR",
        lambda at: at.me.hours.remove_exception(at.exception(at.clinic.fischer).id, despite_stranded=True),
    ),
    "holidays.countries": ("A", lambda at: at.me.holidays.countries()),
    "holidays.of_year": ("A", lambda at: at.me.holidays.of_year(HolidayChoice(country="DE"), 2027)),
    "holidays.choose": ("A", lambda at: at.me.holidays.choose(HolidayChoice(country="DE"))),
    "hours.closures": ("ARDP", lambda at: at.me.hours.closures()),
    "hours.add_closure": ("A", lambda at: at.add_closure()),
    "hours.remove_closure": ("A", lambda at: at.me.hours.remove_closure(at.closure().id)),
}
