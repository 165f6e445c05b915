"""The tab of customer care: who is to be called, who is unhappy, who is expected, and what cars fall due for."""

from typing import Any

from PySide6.QtWidgets import QWidget

from garage.i18n import N_, _
from garage.ui.desk import Desk
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
        if hasattr(page, "calendar_wanted"):
            page.calendar_wanted.connect(lambda ref: self.show_page("appointments").show_appointment(ref))
