"""What is done for the customer in sight, each where the list of it stands: talks, complaints, letters, points, coupons."""

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from garage.domain.customer_page import FileTab
from garage.i18n import _, ngettext
from garage.ui.desk import Desk
from garage.ui.forms import print_members
from garage.ui.forms.complaint import ComplaintForm
from garage.ui.forms.letter import WriteLetterForm, say_written
from garage.ui.forms.member_settings import PointsForm
from garage.ui.forms.offer import CouponForm
from garage.ui.forms.ways_complaints import say_registered
from garage.ui.kit.actions import make_action
from garage.ui.kit.messages import toast
from garage.ui.pages.old_part_page_acts import open_form
from garage.ui.pages.talk_steps import TalkSteps


class CustomerSteps(QObject):
    """Actions of the page on the customer that `follow` names; the first of a list is the first step out of an empty one."""

    def __init__(self, desk: Desk, page: QWidget) -> None:
        super().__init__(page)
        self._desk, self._page = desk, page
        self._customer_id: int | None = None
        self._vehicle_id: int | None = None
        self._talks = TalkSteps(page, desk)

        def action(name: str, text: str, slot: Callable[[int], object], keys: str, icon: str) -> QAction:
            return make_action(page, text, lambda: self._of_customer(slot), keys, icon, name=name)

        self.talk = make_action(
            page,
            _("Log a call or visit…"),
            lambda: self._of_customer(self._log_talk),
            icon="phone",
            tip=f"{_('Log a call or visit')} (F4)",  # the window listens to the key, on every page
            name="customer_talk",
        )
        self.complaint = action(
            "customer_complaint", _("New complaint…"), self._complain, "Ctrl+Shift+C", "plus"
        )
        self.letter = action("customer_letter", _("Write a letter…"), self._write, "Ctrl+L", "pencil")
        self.coupon = action("customer_coupon", _("New coupon…"), self._give_coupon, "Ctrl+Shift+V", "plus")
        self.points = action(
            "customer_points", _("Correct points…"), self._correct_points, "Ctrl+Shift+P", "pencil"
        )
        self.statement = action(
            "customer_points_statement", _("Points statement…"), self._print_points, "Ctrl+P", "print"
        )
        self.of_tab: Mapping[FileTab, Sequence[QAction]] = {
            FileTab.TALKS: (self.talk,),
            FileTab.COMPLAINTS: (self.complaint,),
            FileTab.LETTERS: (self.letter,),
            FileTab.MEMBER: (self.coupon, self.points, self.statement),
        }

    def follow(self, customer_id: int | None, vehicle_id: int | None) -> None:
        """These two are in sight."""
        self._customer_id, self._vehicle_id = customer_id, vehicle_id
        for actions in self.of_tab.values():
            for action in actions:
                action.setEnabled(customer_id is not None)

    def _of_customer(self, slot: Callable[[int], object]) -> None:
        if self._customer_id is not None:
            slot(self._customer_id)

    def _log_talk(self, customer_id: int) -> None:
        self._talks.log(customer_id, self._vehicle_id)

    def _complain(self, customer_id: int) -> None:
        form = ComplaintForm(self._desk, self._page, customer_id=customer_id)
        form.saved.connect(lambda ref: say_registered(self._page, ref))
        open_form(form)

    def _write(self, customer_id: int) -> None:
        form = WriteLetterForm(self._desk, self._page, customer_id=customer_id)
        form.saved.connect(lambda ref: say_written(self._page, ref))
        open_form(form)

    def _correct_points(self, customer_id: int) -> None:
        open_form(PointsForm(self._page, self._desk, customer_id))

    def _give_coupon(self, customer_id: int) -> None:
        form = CouponForm(self._page, self._desk, customer_id)
        form.saved.connect(self._issued)
        open_form(form)

    def _print_points(self, customer_id: int) -> None:
        print_members.print_points(self._page, self._desk, customer_id)

    def _issued(self, made: list[int]) -> None:
        said = ngettext("{n} coupon issued", "{n} coupons issued", len(made)).format(n=len(made))
        now = (_("Print"), lambda: print_members.print_coupons(self._page, self._desk, made))
        toast(self._page, said, "ok", now)
