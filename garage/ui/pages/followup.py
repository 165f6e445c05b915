"""The tab of customer care: who is to be called, who is unhappy, who is expected, and what cars fall due for."""

from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from garage.i18n import N_, _
from garage.ui.desk import Desk
from garage.ui.forms.complaint import ComplaintForm
from garage.ui.forms.ways_complaints import say_registered
from garage.ui.pages.old_part_page_acts import open_form
from garage.ui.pages.sections import Section, SectionsPage

SECTIONS: tuple[Section, ...] = (
    Section("calls", N_("Calls"), "garage.ui.pages.calls", "CallsPage"),
    Section("complaints", N_("Complaints"), "garage.ui.pages.complaints", "ComplaintsPage"),
    Section("appointments", N_("Appointments"), "garage.ui.pages.appointments", "AppointmentsPage"),
    Section("reminders", N_("Reminders"), "garage.ui.pages.reminders", "RemindersPage"),
    Section("campaigns", N_("Campaigns"), "garage.ui.pages.campaigns", "CampaignsPage"),
    Section("letters", N_("Letters"), "garage.ui.pages.letters", "LettersPage"),
    Section("members", N_("Members & offers"), "garage.ui.pages.members", "MembersPage"),
)


class CarePage(SectionsPage):
    """The pages of customer care."""

    sections = SECTIONS

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, "care", _("Follow-up"), parent)

    def meet(self, page: Any) -> None:
        if hasattr(page, "complaint_wanted"):
            page.offer(complaint=True, appointment=True)
            page.complaint_wanted.connect(self.complain_after)
            page.appointment_wanted.connect(self.book_after)
        if hasattr(page, "calendar_wanted"):
            page.calendar_wanted.connect(lambda ref: self.show_page("appointments").show_appointment(ref))

    def complain_after(self, contact_id: int) -> None:
        """A talk was a complaint: it is registered as soon as the form of the talk has closed."""
        QTimer.singleShot(0, self, lambda: self._register(contact_id))

    def _register(self, contact_id: int) -> None:
        form = ComplaintForm(self._desk, self, contact_id=contact_id)
        form.saved.connect(lambda complaint_id: say_registered(self, complaint_id))
        open_form(form)

    def book_after(self, contact_id: int) -> None:
        """A talk asked for an appointment: its form opens with what was said, and the calendar shows it."""
        from garage.ui.pages.appointment_acts import of_talk, open_booking  # noqa: PLC0415 - calls come first

        open_booking(
            self,
            self._desk,
            of_talk(self._desk, contact_id),
            lambda ref: self.show_page("appointments").show_appointment(ref),
        )
