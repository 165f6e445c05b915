"""The care day, with the appointment: booked into a bay, seen in its day and week, and the car that comes opens its order."""

from datetime import datetime

from garage.services import shop
from garage.ui.forms.appointment import AppointmentForm
from garage.ui.kit.search_field import SearchField
from garage.ui.main_window import MainWindow
from garage.ui.main_window.places import FOLLOW_UP, ORDERS
from garage.ui.pages.appointments import AppointmentsPage
from garage.ui.tour.care_calls import section_page
from garage.ui.tour.care_cast import LATER_KM, Care
from garage.ui.tour.cast import Cast
from garage.ui.tour.hand import Hand, Story
from garage.ui.tour.reception import has_hits
from garage.ui.tour.visit import People, Visit


def book(hand: Hand, cast: Cast, care: Care, people: People, when: datetime) -> Story[None]:
    """Who, when, where and for what; then the day by bays and its week."""
    page: AppointmentsPage = yield from section_page(hand, FOLLOW_UP, "appointments")
    yield hand.keys("Ctrl+N")
    form = yield from hand.at(AppointmentForm)
    yield hand.fill("who", cast.plate)
    yield from hand.until(lambda: has_hits(form.findChild(SearchField)), cast.plate)
    if form.findChild(SearchField).popup.highlighted() is None:
        yield hand.keys("Down")
    yield hand.keys("Return")
    yield hand.fill("planned_at", f"{when:%m-%d %H:%M}")
    yield hand.fill("minutes", "60")
    yield hand.choose("bay", shop.bays()[0][0])
    yield hand.choose("mechanic", people.mechanics[1])
    yield hand.fill("request", care.request)
    yield from hand.picture("appointment")
    yield hand.keys("Ctrl+Return")
    yield from hand.at(MainWindow)
    yield from hand.until(lambda: page.detail.row is not None, "the appointment")
    yield hand.keys("Ctrl+W")
    yield from hand.until(lambda: page.by_week, "the week")
    yield from hand.picture("appointments-of-the-week")
    yield hand.keys("Ctrl+W")
    yield from hand.until(lambda: not page.by_week, "the day")
    yield from hand.picture("appointments-of-the-day")


def arrives(hand: Hand, cast: Cast, people: People) -> Story[None]:
    """The expected car is here: one key opens its order with what was agreed; it is done and leaves."""
    page: AppointmentsPage = yield from section_page(hand, FOLLOW_UP, "appointments")
    window = yield from hand.at(MainWindow)
    yield from hand.until(lambda: page.detail.row is not None, "the appointment")
    yield hand.keys("Ctrl+Return")
    view = window.page(ORDERS).view
    yield from hand.until(view.isVisible, "the order")
    yield hand.keys("Alt+2")
    yield from hand.picture("expected-car-arrives")
    usual = cast.others[3]
    visit = Visit(people, hand.clock.now)
    visit.estimate(visit.take_over(view.page.id, LATER_KM), [usual.operation], {usual.part: 1})
    visit.work()
    visit.check()
    visit.leave()
    hand.clock.now = visit.at
