"""The care day, with a campaign: planned, approved, the first call to invite, and the letter that goes out after it."""

from PySide6.QtWidgets import QLabel

from garage.domain.campaigns import Answer, CampaignKind
from garage.domain.letters import LetterState
from garage.services import letter_rows
from garage.services.letter_rows import LetterFilter
from garage.ui.forms.campaign import CampaignForm
from garage.ui.forms.campaign_acts import ApproveForm
from garage.ui.forms.campaign_call import CampaignCallForm
from garage.ui.forms.campaign_letter import CampaignLetterForm
from garage.ui.forms.campaign_targets import TargetRuleForm
from garage.ui.forms.letter_acts import SendLettersForm
from garage.ui.main_window import MainWindow
from garage.ui.main_window.places import FOLLOW_UP
from garage.ui.pages.campaigns import CampaignsPage
from garage.ui.pages.letters import LettersPage
from garage.ui.tour.care_calls import section_page
from garage.ui.tour.care_cast import CAMPAIGN_DAYS, HERE_WITHIN, Care
from garage.ui.tour.cast import Cast
from garage.ui.tour.hand import Hand, Story
from garage.ui.tour.reception import keep_paper
from garage.ui.tour.workshop import staff_id

PAPERS = ("letter",)


def plan(hand: Hand, cast: Cast, care: Care) -> Story[None]:
    """What it is, whom it is for, the letter as it is offered, and the owner's word: one key goes from each to the next."""
    page: CampaignsPage = yield from section_page(hand, FOLLOW_UP, "campaigns")
    yield hand.keys("Ctrl+N")
    yield from hand.at(CampaignForm)
    yield hand.fill("title", care.campaign)
    yield hand.choose("kind", CampaignKind.FREE_SERVICE)
    for name, day in zip(("starts_on", "ends_on"), CAMPAIGN_DAYS, strict=True):
        yield hand.fill(name, day)
    yield hand.fill("place", cast.address)
    yield hand.choose("caller", staff_id(cast.adviser))
    yield hand.fill("content", care.campaign_tells)
    yield from hand.picture("campaign")
    yield hand.keys("Ctrl+Return")
    yield from hand.at(MainWindow)
    yield from hand.until(lambda: page.detail.row is not None, "the campaign")
    yield hand.keys("Ctrl+Return")
    yield from hand.at(TargetRuleForm)
    yield hand.fill("visited_within", HERE_WITHIN)
    yield from hand.until(lambda: HERE_WITHIN in hand.find(QLabel, "targets_found").text(), "who is found")
    yield from hand.picture("campaign-customers")
    yield hand.keys("Ctrl+Return")
    yield from hand.at(MainWindow)
    yield from hand.until(lambda: page.detail.row.rule is not None, "the rule")
    yield hand.keys("Ctrl+Return")
    yield from hand.at(CampaignLetterForm)
    yield from hand.picture("campaign-letter")
    yield hand.keys("Ctrl+Return")
    yield from hand.at(MainWindow)
    yield from hand.until(lambda: bool(page.detail.row.letter_text), "the words of the letter")
    yield hand.keys("Ctrl+Return")
    yield from hand.at(ApproveForm)
    yield from hand.picture("campaign-approval")
    yield hand.keys("Ctrl+Return")
    yield from hand.at(MainWindow)
    yield from hand.until(lambda: page.detail.row.approved_at is not None, "the owner's word")


def invite(hand: Hand, cast: Cast, care: Care) -> Story[None]:
    """The tour's own customer is called at the hour they like, says yes, and gets the letter."""
    page: CampaignsPage = yield from section_page(hand, FOLLOW_UP, "campaigns")
    targets = page.detail.list
    yield from hand.until(targets.isVisible, "the customers to call")
    yield targets.setFocus
    yield hand.keys("Ctrl+Home")
    for _row in range(targets.rows().rowCount()):
        if targets.current_row().customer == cast.customer:
            break
        yield hand.keys("Down")
    yield hand.keys("Return")
    yield from hand.at(CampaignCallForm)
    yield hand.keys("1")
    yield hand.choose("answer", Answer.COMING)
    yield hand.fill("note", care.campaign_answer)
    yield from hand.picture("campaign-call")
    yield hand.keys("Ctrl+Return")
    yield from hand.at(MainWindow)
    yield from hand.until(lambda: page.detail.row.standing.counted.called > 0, "the call")
    yield from hand.picture("campaign-on-the-telephone")
    yield hand.keys("Ctrl+Shift+L")
    yield from hand.until(lambda: not page.detail.row.standing.counted.owed, "the letter written")


def letter(hand: Hand) -> Story[None]:
    """It is printed, and stands in the register as sent."""
    page: LettersPage = yield from section_page(hand, FOLLOW_UP, "letters")
    yield from hand.until(lambda: page.detail.row is not None, "the letter")
    number = page.detail.row.id
    yield from hand.picture("letter-to-send")
    yield hand.keys("Ctrl+P")
    yield from keep_paper(hand, "letter-paper")
    yield from hand.at(MainWindow)
    yield hand.keys("Ctrl+M")
    yield from hand.at(SendLettersForm)
    yield hand.tick("print", on=False)
    yield from hand.picture("letter-goes-out")
    yield hand.keys("Ctrl+Return")
    yield from hand.at(MainWindow)
    yield from hand.until(lambda: letter_rows.one(number).state is LetterState.SENT, "the letter sent")
    yield hand.click(f"letter_chips_{LetterFilter.ALL}")
    yield from hand.until(lambda: page.detail.row is not None, "the register of letters")
    yield from hand.picture("letter-sent")
