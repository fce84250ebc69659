"""Every verb of every service, and which roles may: the table that test_access holds the services to."""

from dataclasses import replace
from uuid import UUID, uuid4

from clinic_desktop.domain.appointments import (
    CancelledBy,
    Confirmation,
)
from clinic_desktop.domain.decisions import WayOut
from clinic_desktop.domain.messages import Channel, OutboxPart
from clinic_desktop.domain.overview import Days, FigureQuery
from clinic_desktop.domain.people import Role
from clinic_desktop.domain.queries import AuditFilter, SlotQuery
from clinic_desktop.domain.requests import (
    AccountChange,
    DepartmentDetails,
    NewAccount,
    NewPractitioner,
    PatientContact,
    PractitionerDetails,
    PractitionerProfile,
    TypeDetails,
)
from clinic_desktop.domain.syncing import HubLogin, Profile
from tests.builders import PASSWORD, details
from tests.services.access_around_backups import AROUND_BACKUPS
from tests.services.access_around_keys import AROUND_KEYS
from tests.services.access_around_visits import AROUND_VISITS, ARRIVED, DAYS, IN_ROOM, Call
from tests.services.access_of_the_house import OF_THE_HOUSE
from tests.services.scene import TODAY

NOWHERE = HubLogin(host="/nowhere", user="nobody", password="")

# Which roles may: A admin, R receptionist, D doctor, P patient. A row that ends in "another's" asks for what belongs to
# another doctor or patient than the caller.
EXPECTED: dict[str, tuple[str, Call]] = (
    {
        "account.who_am_i": ("ARDP", lambda at: at.me.account.who_am_i()),
        "account.change_password": ("ARDP", lambda at: at.change_password()),
        "account.lock": ("ARDP", lambda at: at.me.account.lock()),
        "account.unlock": ("ARDP", lambda at: at.me.account.unlock(PASSWORD)),
        "account.sign_out": ("ARDP", lambda at: at.me.account.sign_out()),
        "patients.search": ("ARD", lambda at: at.me.patients.search("nov")),
        "patients.list": ("ARD", lambda at: at.me.patients.list()),
        "patients.file": ("ARD", lambda at: at.me.patients.file("nov")),
        "patients.count": ("ARD", lambda at: at.me.patients.count()),
        "patients.open": ("ARDP", lambda at: at.me.patients.open(at.novak().id)),
        "patients.open another's": ("ARD", lambda at: at.me.patients.open(at.kim().id)),
        "patients.likely_same": ("ARD", lambda at: at.me.patients.likely_same(details())),
        "patients.register": ("AR", lambda at: at.me.patients.register(details(), despite_duplicates=True)),
        "patients.give_account": ("AR", lambda at: at.me.patients.give_account(at.patient().id, at.name())),
        "patients.change": ("AR", lambda at: at.me.patients.change(at.novak().id, at.novak().version, details())),
        "patients.change_alerts": (
            "ARD",
            lambda at: at.me.patients.change_alerts(at.novak().id, at.novak().version, [at.name()]),
        ),
        "patients.change_contact": (
            "ARP",
            lambda at: at.me.patients.change_contact(
                at.novak().id, at.novak().version, PatientContact(address=at.name())
            ),
        ),
        "patients.change_contact another's": (
            "AR",
            lambda at: at.me.patients.change_contact(at.kim().id, at.kim().version, PatientContact(address=at.name())),
        ),
        "patients.archive": ("A", lambda at: at.me.patients.archive(at.patient().id, 1)),
        "patients.restore_from_archive": ("A", lambda at: at.me.patients.restore_from_archive(at.patient().id, 1)),
        "duplicates.find": ("AR", lambda at: at.me.duplicates.find()),
        "duplicates.standing": ("AR", lambda at: at.me.duplicates.standing()),
        "duplicates.of": ("AR", lambda at: at.me.duplicates.of(at.novak().id)),
        "duplicates.not_same": ("AR", lambda at: at.me.duplicates.not_same(at.novak().id, at.kim().id)),
        "duplicates.perhaps_same": ("AR", lambda at: at.me.duplicates.perhaps_same(at.novak().id, at.kim().id)),
        "merging.compare": ("AR", lambda at: at.me.merging.compare(at.novak().id, at.kim().id)),
        "merging.merge": ("AR", lambda at: at.me.merging.merge(at.merging())),
        "merging.take_apart": ("AR", lambda at: at.me.merging.take_apart(at.merge())),
        "merging.merges": ("AR", lambda at: at.me.merging.merges()),
        "staff.practitioners": ("ARDP", lambda at: at.me.staff.practitioners()),
        "staff.practitioner": ("ARDP", lambda at: at.me.staff.practitioner(at.okafor().id)),
        "staff.add_practitioner": (
            "A",
            lambda at: at.me.staff.add_practitioner(NewPractitioner(details=PractitionerDetails(name=at.name()))),
        ),
        "staff.change_practitioner": (
            "A",
            lambda at: at.me.staff.change_practitioner(at.practitioner().id, 1, PractitionerDetails(name=at.name())),
        ),
        "staff.change_profile": (
            "AD",
            lambda at: at.me.staff.change_profile(
                at.okafor().id, at.okafor().version, PractitionerProfile(room=at.name())
            ),
        ),
        "staff.change_profile another's": (
            "A",
            lambda at: at.me.staff.change_profile(
                at.fischer().id, at.fischer().version, PractitionerProfile(title="Dr")
            ),
        ),
        "staff.retire_practitioner": ("A", lambda at: at.me.staff.retire_practitioner(at.practitioner().id, 1)),
        "staff.bring_back_practitioner": ("A", lambda at: at.me.staff.bring_back_practitioner(at.practitioner().id, 1)),
        "staff.departments": ("ARDP", lambda at: at.me.staff.departments()),
        "staff.add_department": ("A", lambda at: at.me.staff.add_department(DepartmentDetails(name=at.name()))),
        "staff.change_department": (
            "A",
            lambda at: at.me.staff.change_department(at.department().id, 1, DepartmentDetails(name=at.name())),
        ),
        "staff.retire_department": ("A", lambda at: at.me.staff.retire_department(at.department().id, 1)),
        "staff.bring_back_department": ("A", lambda at: at.me.staff.bring_back_department(at.department().id, 1)),
        "staff.accounts": ("A", lambda at: at.me.staff.accounts()),
        "staff.add_account": (
            "A",
            lambda at: at.me.staff.add_account(NewAccount(username=at.name(), full_name="X", role=Role.RECEPTIONIST)),
        ),
        "staff.change_account": (
            "A",
            lambda at: at.me.staff.change_account(
                at.account().id, 1, AccountChange(username=at.name(), full_name="X", role=Role.ADMIN)
            ),
        ),
        "staff.disable_account": ("A", lambda at: at.me.staff.disable_account(at.account().id)),
        "staff.enable_account": ("A", lambda at: at.me.staff.enable_account(at.account().id)),
        "staff.reset_password": ("A", lambda at: at.me.staff.reset_password(at.account().id)),
        "staff.end_sessions": ("A", lambda at: at.me.staff.end_sessions(at.account().id)),
        "staff.unlock_account": ("A", lambda at: at.me.staff.unlock_account(at.account().id)),
        "settings.read": ("ARDP", lambda at: at.me.settings.read()),
        "settings.change": ("A", lambda at: at.me.settings.change(replace(at.clinic.settings(), address=at.name()))),
        "settings.types": ("ARDP", lambda at: at.me.settings.types()),
        "settings.add_type": ("A", lambda at: at.me.settings.add_type(TypeDetails(name=at.name(), minutes=15))),
        "settings.change_type": (
            "A",
            lambda at: at.me.settings.change_type(at.type().id, 1, TypeDetails(name=at.name(), minutes=20)),
        ),
        "settings.retire_type": ("A", lambda at: at.me.settings.retire_type(at.type().id, 1)),
        "settings.bring_back_type": ("A", lambda at: at.me.settings.bring_back_type(at.type().id, 1)),
        "settings.health": ("ARD", lambda at: at.me.settings.health()),
        "scheduling.day_sheet": ("ARD", lambda at: at.me.scheduling.day_sheet(TODAY)),
        "scheduling.span_sheet": ("ARD", lambda at: at.me.scheduling.span_sheet(*DAYS)),
        "scheduling.month_days": ("ARD", lambda at: at.me.scheduling.month_days(*DAYS)),
        "scheduling.appointments": ("ARDP", lambda at: at.me.scheduling.appointments(at.listed())),
        "scheduling.appointments another's": (
            "ARD",
            lambda at: at.me.scheduling.appointments(at.listed(patient_id=at.clinic.kim.id, everyone=True)),
        ),
        "scheduling.open": ("ARDP", lambda at: at.me.scheduling.open(at.own().id)),
        "scheduling.open another's": ("ARD", lambda at: at.me.scheduling.open(at.others().id)),
        "scheduling.free_slots": (
            "ARDP",
            lambda at: at.me.scheduling.free_slots(
                SlotQuery(type_id=at.clinic.consultation.id, first_day=DAYS[0], last_day=DAYS[1])
            ),
        ),
        "scheduling.check": (
            "ARDP",
            lambda at: at.me.scheduling.check(at.wish(at.clinic.novak.id, at.clinic.okafor.id)),
        ),
        "scheduling.check another's": (
            "AR",
            lambda at: at.me.scheduling.check(at.wish(at.clinic.kim.id, at.clinic.fischer.id)),
        ),
        "scheduling.book": (
            "ARDP",
            lambda at: at.me.scheduling.book(at.booking(at.clinic.novak.id, at.clinic.okafor.id)),
        ),
        "scheduling.book another's": (
            "AR",
            lambda at: at.me.scheduling.book(at.booking(at.clinic.kim.id, at.clinic.fischer.id)),
        ),
        "scheduling.book over": ("ARD", lambda at: at.me.scheduling.book(at.booking_over())),
        "scheduling.move": ("ARDP", lambda at: at.me.scheduling.move(at.move(at.own()))),
        "scheduling.move another's": ("AR", lambda at: at.me.scheduling.move(at.move(at.others()))),
        "scheduling.cancel": ("ARDP", lambda at: at.me.scheduling.cancel(at.own().id, 1, CancelledBy.PATIENT, "Ill")),
        "scheduling.cancel another's": (
            "AR",
            lambda at: at.me.scheduling.cancel(at.others().id, 1, CancelledBy.PATIENT, "Ill"),
        ),
        "series.preview": ("ARD", lambda at: at.me.series.preview(at.series(at.novak().id, at.okafor().id))),
        "series.preview another's": ("AR", lambda at: at.me.series.preview(at.series(at.kim().id, at.fischer().id))),
        "series.book": ("ARD", lambda at: at.me.series.book(at.series(at.novak().id, at.okafor().id))),
        "series.book another's": ("AR", lambda at: at.me.series.book(at.series(at.kim().id, at.fischer().id))),
        "series.preview_move": ("ARD", lambda at: at.me.series.preview_move(at.series_move(at.own))),
        "series.preview_move another's": ("AR", lambda at: at.me.series.preview_move(at.series_move(at.others))),
        "series.move": ("ARD", lambda at: at.me.series.move(at.series_move(at.own))),
        "series.move another's": ("AR", lambda at: at.me.series.move(at.series_move(at.others))),
        "series.cancel": ("ARD", lambda at: at.cancel_series(at.own)),
        "series.cancel another's": ("AR", lambda at: at.cancel_series(at.others)),
        "series.of": ("ARD", lambda at: at.me.series.of(at.of_series(at.own).series_id or UUID(int=0))),
        "scheduling.change_notes": (
            "ARD",
            lambda at: at.me.scheduling.change_notes(at.own().id, 1, reason="Knee", desk_note=""),
        ),
        "scheduling.change_notes another's": (
            "AR",
            lambda at: at.me.scheduling.change_notes(at.others().id, 1, reason="Knee", desk_note=""),
        ),
        "scheduling.write_visit_note": (
            "D",
            lambda at: at.me.scheduling.write_visit_note(at.own(IN_ROOM).id, 1, "Well."),
        ),
        "scheduling.write_visit_note another's": (
            "",
            lambda at: at.me.scheduling.write_visit_note(at.others(IN_ROOM).id, 1, "Well."),
        ),
        "decisions.open_ones": ("ARD", lambda at: at.me.decisions.open_ones()),
        "decisions.count": ("ARD", lambda at: at.me.decisions.count()),
        "decisions.urgent": ("ARD", lambda at: at.me.decisions.urgent()),
        "decisions.settle": ("ARD", lambda at: at.me.decisions.settle(at.conflict(at.own), 1, WayOut.THEIRS)),
        "decisions.settle another's": (
            "AR",
            lambda at: at.me.decisions.settle(at.conflict(at.others), 1, WayOut.THEIRS),
        ),
        "sync.state": ("ARD", lambda at: at.me.sync.state()),
        "sync.station_names": ("ARD", lambda at: at.me.sync.station_names()),
        "sync.stations": ("ARD", lambda at: at.me.sync.stations()),
        "sync.sends_messages": ("ARD", lambda at: at.me.sync.sends_messages()),
        "sync.log": ("A", lambda at: at.me.sync.log()),
        "sync.connect": ("A", lambda at: at.without_hub(lambda: at.me.sync.connect("", ""))),
        "sync.leave": ("A", lambda at: at.me.sync.leave()),
        "sync.pause": ("A", lambda at: at.me.sync.pause()),
        "sync.resume": ("A", lambda at: at.me.sync.resume()),
        "sync.sync_now": ("A", lambda at: at.me.sync.sync_now()),
        "sync.make_station": (
            "A",
            lambda at: at.without_hub(lambda: at.me.sync.make_station(NOWHERE, "Desk 2", Profile.RECEPTION)),
        ),
        "sync.rename_station": (
            "A",
            lambda at: at.without_hub(lambda: at.me.sync.rename_station(NOWHERE, uuid4(), "Desk 3")),
        ),
        "sync.revoke_station": ("A", lambda at: at.without_hub(lambda: at.me.sync.revoke_station(NOWHERE, uuid4()))),
        "sync.allow_full_pull": ("A", lambda at: at.without_hub(lambda: at.me.sync.allow_full_pull(NOWHERE, uuid4()))),
        "sync.send_messages_here": ("A", lambda at: at.without_hub(at.me.sync.send_messages_here)),
        "holds.place": ("ARD", lambda at: at.me.holds.place(at.held_slot(at.clinic.okafor.id))),
        "holds.place another's": ("AR", lambda at: at.me.holds.place(at.held_slot(at.clinic.fischer.id))),
        "holds.renew": ("ARD", lambda at: at.me.holds.renew(uuid4())),
        "holds.release": ("ARD", lambda at: at.me.holds.release(uuid4())),
        "waiting.today": ("ARD", lambda at: at.me.waiting.today()),
        "waiting.confirm": ("ARD", lambda at: at.me.waiting.confirm(at.own().id, 1, Confirmation.CONFIRMED)),
        "waiting.confirm another's": (
            "AR",
            lambda at: at.me.waiting.confirm(at.others().id, 1, Confirmation.CONFIRMED),
        ),
        "waiting.check_in": ("ARDP", lambda at: at.me.waiting.check_in(at.today().id, 1)),
        "waiting.check_in another's": ("AR", lambda at: at.me.waiting.check_in(at.others_today().id, 1)),
        "waiting.board": ("ARD", lambda at: at.me.waiting.board()),
        "waiting.place_of": ("ARD", lambda at: at.me.waiting.place_of(at.own(ARRIVED).id)),
        "waiting.place_of another's": ("AR", lambda at: at.me.waiting.place_of(at.others(ARRIVED).id)),
        "waiting.walk_in": ("ARD", lambda at: at.me.waiting.walk_in(at.walk_in(at.clinic.okafor))),
        "waiting.walk_in another's": ("AR", lambda at: at.me.waiting.walk_in(at.walk_in(at.clinic.fischer))),
        "waiting.ask_to_arrive": ("ARD", lambda at: at.me.waiting.ask_to_arrive(at.own().id, 1, None)),
        "waiting.ask_to_arrive another's": ("AR", lambda at: at.me.waiting.ask_to_arrive(at.others().id, 1, None)),
        "waiting.open_ends": ("ARD", lambda at: at.me.waiting.open_ends()),
        "waiting.close_day": ("ARD", lambda at: at.me.waiting.close_day(no_shows=(), completed=())),
        "waiting.step_to_take_back": ("ARD", lambda at: at.me.waiting.step_to_take_back(at.own().id)),
        "waiting.step_to_take_back another's": ("AR", lambda at: at.me.waiting.step_to_take_back(at.others().id)),
        "waiting.send_to_room": ("ARD", lambda at: at.me.waiting.send_to_room(at.own(ARRIVED).id, 1)),
        "waiting.send_to_room another's": ("AR", lambda at: at.me.waiting.send_to_room(at.others(ARRIVED).id, 1)),
        "waiting.complete": ("ARD", lambda at: at.me.waiting.complete(at.own(IN_ROOM).id, 1)),
        "waiting.complete another's": ("AR", lambda at: at.me.waiting.complete(at.others(IN_ROOM).id, 1)),
        "waiting.mark_no_show": ("ARD", lambda at: at.me.waiting.mark_no_show(at.own(days=-30).id, 1)),
        "waiting.mark_no_show another's": ("AR", lambda at: at.me.waiting.mark_no_show(at.others().id, 1)),
        "messages.outbox": ("AR", lambda at: at.me.messages.outbox(OutboxPart.WAITING)),
        "messages.counts": ("AR", lambda at: at.me.messages.counts()),
        "messages.retry": ("AR", lambda at: at.me.messages.retry(at.message().id, 1)),
        "messages.withdraw": ("AR", lambda at: at.me.messages.withdraw(at.message().id, 1)),
        "messages.mark_reached": ("AR", lambda at: at.me.messages.mark_reached(at.message(Channel.PHONE).id, 1)),
        "messages.mark_unanswered": ("AR", lambda at: at.me.messages.mark_unanswered(at.message(Channel.PHONE).id, 1)),
        "messages.confirmation_to": ("AR", lambda at: at.me.messages.confirmation_to(at.clinic.novak.id)),
        "messages.set_up": ("AR", lambda at: at.me.messages.set_up()),
        "messages.change_settings": ("A", lambda at: at.me.messages.change_settings(at.message_settings())),
        "messages.delivery": ("A", lambda at: at.me.messages.delivery(at.message_settings())),
        "waiting_list.add": ("ARDP", lambda at: at.me.waiting_list.add(at.wish_of(at.clinic.novak.id))),
        "waiting_list.add another's": (
            "AR",
            lambda at: at.me.waiting_list.add(at.wish_of(at.clinic.kim.id, at.clinic.fischer.id)),
        ),
        "waiting_list.change": (
            "ARD",
            lambda at: at.me.waiting_list.change(at.entry().id, 1, at.wish_of(at.clinic.novak.id)),
        ),
        "waiting_list.change another's": (
            "AR",
            lambda at: at.me.waiting_list.change(at.others_entry().id, 1, at.wish_of(at.clinic.kim.id)),
        ),
        "waiting_list.withdraw": ("ARD", lambda at: at.me.waiting_list.withdraw(at.entry().id, 1)),
        "waiting_list.withdraw another's": ("AR", lambda at: at.me.waiting_list.withdraw(at.others_entry().id, 1)),
        "waiting_list.list": ("ARD", lambda at: at.me.waiting_list.list()),
        "waiting_list.fitting": ("ARD", lambda at: at.me.waiting_list.fitting(at.gap(at.clinic.okafor.id))),
        "waiting_list.fitting another's": ("AR", lambda at: at.me.waiting_list.fitting(at.gap(at.clinic.fischer.id))),
        "waiting_list.gaps_today": ("ARD", lambda at: at.me.waiting_list.gaps_today()),
        "waiting_list.free_for": ("ARD", lambda at: at.me.waiting_list.free_for(at.entry().id)),
        "waiting_list.free_for another's": ("AR", lambda at: at.me.waiting_list.free_for(at.others_entry().id)),
        "waiting_list.book_from": (
            "ARD",
            lambda at: at.me.waiting_list.book_from(
                at.entry().id, 1, at.booking(at.clinic.novak.id, at.clinic.okafor.id)
            ),
        ),
        "waiting_list.book_from another's": (
            "AR",
            lambda at: at.me.waiting_list.book_from(
                at.others_entry().id, 1, at.booking(at.clinic.kim.id, at.clinic.fischer.id)
            ),
        ),
        "reports.statistics": ("AD", lambda at: at.me.reports.statistics(*DAYS)),
        "reports.statistics of the day": ("ARD", lambda at: at.me.reports.statistics(TODAY, TODAY)),
        "reports.statistics another's": (
            "A",
            lambda at: at.me.reports.statistics(*DAYS, practitioner_id=at.clinic.fischer.id),
        ),
        "reports.overview": ("A", lambda at: at.me.reports.overview(*DAYS)),
        "reports.appointments_behind": (
            "A",
            lambda at: at.me.reports.appointments_behind(FigureQuery(days=Days(first=DAYS[0], last=DAYS[1]))),
        ),
        "reports.registered": ("A", lambda at: at.me.reports.registered(*DAYS)),
        "reports.own_month": ("D", lambda at: at.me.reports.own_month(TODAY)),
        "papers.lines": ("ARD", lambda at: at.me.papers.lines(TODAY, TODAY)),
        "papers.lines another's": ("AR", lambda at: at.me.papers.lines(TODAY, TODAY, [at.fischer().id])),
        "papers.slip": ("ARDP", lambda at: at.me.papers.slip(at.own().id)),
        "papers.slip another's": ("ARD", lambda at: at.me.papers.slip(at.others().id)),
        "papers.label": ("ARD", lambda at: at.me.papers.label(at.novak().id)),
        "history.undoable": ("ARD", lambda at: at.me.history.undoable()),
        "history.undo_last": ("ARD", lambda at: at.me.history.undo_last()),
        "history.trail": ("ARD", lambda at: at.me.history.trail()),
        "history.redo": ("ARD", lambda at: at.me.history.redo()),
        "history.undo": ("ARD", lambda at: at.me.history.undo(uuid4())),
        "history.of": ("ARD", lambda at: at.me.history.of("appointment", at.own().id)),
        "history.of an account": ("A", lambda at: at.me.history.of("account", at.clinic.doctor.id)),
        "history.audit": ("A", lambda at: at.me.history.audit(AuditFilter())),
        "health.report": ("ARD", lambda at: at.me.health.report()),
        "health.check_file": ("A", lambda at: at.me.health.check_file()),
        "history.entry": ("A", lambda at: at.me.history.entry(1)),
        "history.export_audit": ("A", lambda at: at.me.history.export_audit(AuditFilter(verb="none"))),
        "history.verify": ("A", lambda at: at.me.history.verify()),
    }
    | AROUND_VISITS
    | OF_THE_HOUSE
    | AROUND_BACKUPS
    | AROUND_KEYS
)
