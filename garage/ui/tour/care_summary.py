"""The care day, with the month's summary: drafted from the figures, added to, a measure, filed, and both papers."""

from garage.domain.summaries import SummaryState, period_of
from garage.ui.forms.measure import MeasureForm
from garage.ui.kit.messages import Box
from garage.ui.main_window import MainWindow
from garage.ui.main_window.places import REPORTS
from garage.ui.pages.summaries import SummariesPage
from garage.ui.tour.care_calls import section_page
from garage.ui.tour.care_cast import MEASURE_UNTIL, Care
from garage.ui.tour.care_month import MAY
from garage.ui.tour.hand import Hand, Story
from garage.ui.tour.reception import keep_paper

PAPERS = ("summary", "satisfaction")


def summary(hand: Hand, care: Care, inspector: int) -> Story[None]:
    """The month that is over waits under the bar; one key drafts it, the owner adds what he thinks and files it."""
    page: SummariesPage = yield from section_page(hand, REPORTS, "summaries")
    yield page.setFocus
    yield from hand.until(lambda: page.period == period_of(MAY), str(MAY))
    yield hand.keys("Ctrl+D")
    yield from hand.until(lambda: page.sheet.row is not None, "the draft")
    yield from hand.at(MainWindow)
    yield from hand.picture("summary-drafted")
    yield from _measure(hand, page, care, inspector)
    yield lambda: page.sheet.scroll.ensureWidgetVisible(page.sheet.boxes["opinion"])
    yield from _add_to_plan(hand, page, care.plan_of_month)
    yield hand.fill("summary_opinion", care.opinion_of_month)
    yield hand.keys("Ctrl+Return")
    yield from hand.until(lambda: not page.sheet.is_dirty(), "what was written")
    yield from hand.picture("summary-written")
    yield hand.keys("Ctrl+Shift+F")
    yield from hand.at(Box)
    yield from hand.picture("summary-to-file")
    yield hand.keys("Return")
    yield from hand.until(lambda: _state(page) is SummaryState.FILED, "the summary filed")
    yield from hand.at(MainWindow)
    yield from _papers(hand)


def _measure(hand: Hand, page: SummariesPage, care: Care, inspector: int) -> Story[None]:
    """What is to change gets somebody who does it, and a day."""
    yield hand.keys("Ctrl+N")
    yield from hand.at(MeasureForm)
    yield hand.fill("text", care.measure)
    yield hand.choose("staff", inspector)
    yield hand.fill("due_on", MEASURE_UNTIL)
    yield from hand.picture("measure")
    yield hand.keys("Ctrl+Return")
    yield from hand.at(MainWindow)
    yield from hand.until(lambda: page.sheet.measures.rows().rowCount() > 0, "the measure")


def _add_to_plan(hand: Hand, page: SummariesPage, words: str) -> Story[None]:
    """One more item under those that were drafted."""
    drafted = page.sheet.texts().plan.splitlines()
    yield hand.click("summary_plan")
    yield hand.keys("Ctrl+End", *(["Return"] if drafted else []))
    yield hand.write(f"{len(drafted) + 1}. {words}")


def _papers(hand: Hand) -> Story[None]:
    """The summary as it is filed, and what customers said of the month."""
    yield hand.keys("Ctrl+P")
    yield from keep_paper(hand, "summary-paper")
    yield from hand.at(MainWindow)
    yield hand.keys("Ctrl+Shift+P")
    yield from keep_paper(hand, "satisfaction-report")
    yield from hand.at(MainWindow)


def _state(page: SummariesPage) -> SummaryState | None:
    return page.sheet.row.state if page.sheet.row is not None else None
