"""The words for the enum members of customer care, a block for each kind of paper."""

from enum import Enum

from garage.domain.appointments import AppointmentAct, AppointmentAnswer, AppointmentChannel, AppointmentState
from garage.domain.cash_ups import CashKind, MoneySource
from garage.domain.complaints import (
    ComplaintAct,
    ComplaintCategory,
    ComplaintChannel,
    ComplaintLevel,
    ComplaintState,
)
from garage.domain.contacts import ContactChannel, Direction, Outcome, Topic
from garage.domain.followups import FollowUpState, Purpose, When
from garage.domain.labels_campaigns import CAMPAIGNS
from garage.domain.labels_files import FILES
from garage.domain.labels_letters import LETTERS
from garage.domain.labels_members import MEMBERS
from garage.domain.labels_summaries import SUMMARYS
from garage.domain.labels_trainings import TRAININGS
from garage.domain.questions import QuestionAct, QuestionState
from garage.domain.receivables import BillKind, ReceivableFilter, StatementKind
from garage.domain.reminders import ReminderKind, ReminderResult, ReminderState
from garage.domain.today import TodayColumn, TodayKind
from garage.i18n import N_

_CALLS: tuple[dict[Enum, str], ...] = (
    {
        FollowUpState.PENDING: N_("Pending"),
        FollowUpState.DUE: N_("Due"),
        FollowUpState.DONE: N_("Done"),
        FollowUpState.UNREACHABLE: N_("Not reached"),
        FollowUpState.REFUSED: N_("Declined to talk"),
        FollowUpState.CANCELLED: N_("Cancelled"),
    },
    {
        Purpose.REPAIR: N_("After the repair"),
        Purpose.CONSULTATION: N_("After a talk"),
        Purpose.SURVEY: N_("Opinion survey"),
        Purpose.RECALL: N_("Call back"),
    },
    {
        When.LATE: N_("Late"),
        When.TODAY: N_("Due"),
        When.COMING: N_("Coming"),
    },
    {
        Outcome.REACHED: N_("Reached"),
        Outcome.NO_ANSWER: N_("No answer"),
        Outcome.BUSY: N_("Line busy"),
        Outcome.SWITCHED_OFF: N_("Switched off"),
        Outcome.WRONG_NUMBER: N_("Wrong number"),
        Outcome.CALL_BACK: N_("Call back later"),
        Outcome.REFUSED: N_("Wants no calls"),
    },
    {
        Direction.OUT: N_("We called"),
        Direction.IN: N_("Customer called"),
    },
    {
        ContactChannel.PHONE: N_("Telephone"),
        ContactChannel.VISIT: N_("Visit"),
        ContactChannel.WECHAT: N_("WeChat"),
        ContactChannel.SMS: N_("Text message"),
    },
    {
        Topic.QUALITY: N_("Quality"),
        Topic.PRICE: N_("Price"),
        Topic.ATTITUDE: N_("Friendliness"),
        Topic.TIME: N_("Punctuality"),
        Topic.CLEANLINESS: N_("Cleanliness"),
    },
    {
        QuestionState.OPEN: N_("Not answered"),
        QuestionState.ESCALATED: N_("With the manager"),
        QuestionState.ANSWERED: N_("To be told"),
        QuestionState.TOLD: N_("Customer told"),
        QuestionState.WITHDRAWN: N_("Withdrawn"),
    },
    {
        QuestionAct.HAND_UP: N_("Hand to the manager…"),
        QuestionAct.ANSWER: N_("Write the answer…"),
        QuestionAct.TELL: N_("Tell the customer…"),
        QuestionAct.WITHDRAW: N_("No answer needed…"),
    },
)

_COMPLAINTS: tuple[dict[Enum, str], ...] = (
    {
        ComplaintState.REGISTERED: N_("Registered"),
        ComplaintState.CLASSIFIED: N_("Classified"),
        ComplaintState.ASSIGNED: N_("Assigned"),
        ComplaintState.VERIFIED: N_("Verified"),
        ComplaintState.MEASURES: N_("Measures set"),
        ComplaintState.IMPLEMENTED: N_("Carried out"),
        ComplaintState.INFORMED: N_("Customer informed"),
        ComplaintState.REVISITED: N_("Asked again"),
        ComplaintState.REOPENED: N_("Begun anew"),
        ComplaintState.CLOSED: N_("Case closed"),
        ComplaintState.WITHDRAWN: N_("Withdrawn"),
    },
    {
        ComplaintCategory.PRODUCT: N_("Product quality"),
        ComplaintCategory.REPAIR: N_("Repair work"),
        ComplaintCategory.PARTS: N_("Parts supply"),
        ComplaintCategory.SERVICE: N_("After-sales service"),
    },
    {
        ComplaintLevel.NORMAL: N_("Normal"),
        ComplaintLevel.SERIOUS: N_("Serious"),
    },
    {
        ComplaintChannel.PHONE: N_("Telephone"),
        ComplaintChannel.VISIT: N_("At the counter"),
        ComplaintChannel.MESSAGE: N_("Message"),
        ComplaintChannel.LETTER: N_("Letter"),
        ComplaintChannel.FOLLOW_UP: N_("Follow-up call"),
        ComplaintChannel.AUTHORITY: N_("Through an authority"),
    },
    {
        ComplaintAct.CLASSIFY: N_("Classify…"),
        ComplaintAct.ASSIGN: N_("Assign…"),
        ComplaintAct.VERIFY: N_("Verify…"),
        ComplaintAct.PLAN: N_("Set measures…"),
        ComplaintAct.IMPLEMENT: N_("Measures carried out…"),
        ComplaintAct.INFORM: N_("Tell the customer…"),
        ComplaintAct.REVISIT: N_("Ask again…"),
        ComplaintAct.CLOSE: N_("Close the complaint"),
        ComplaintAct.REOPEN: N_("Begin anew…"),
        ComplaintAct.ESCALATE: N_("Hand to the owner…"),
        ComplaintAct.WITHDRAW: N_("No complaint after all…"),
    },
)

_TODAY: tuple[dict[Enum, str], ...] = (
    {
        TodayColumn.OVERDUE: N_("Late"),
        TodayColumn.TODAY: N_("Today"),
        TodayColumn.WEEK: N_("This week"),
    },
    {
        TodayKind.COMPLAINT_VERIFY: N_("Verify the complaint"),
        TodayKind.COMPLAINT_TELL: N_("Tell the result of the complaint"),
        TodayKind.COMPLAINT_REVISIT: N_("Ask again after the complaint"),
        TodayKind.LATE_JOB: N_("Car is promised"),
        TodayKind.ESCALATE: N_("Tell somebody above"),
        TodayKind.APPOINTMENT: N_("Appointment"),
        TodayKind.TELL_ANSWER: N_("Tell the answer"),
        TodayKind.QUESTION: N_("Answer the question"),
        TodayKind.CALL: N_("Call"),
        TodayKind.REWORK: N_("Evidence for the rework"),
        TodayKind.REWORK_DECIDE: N_("Decide whose fault it was"),
        TodayKind.REWORK_REFER: N_("Refer to another garage"),
        TodayKind.REWORK_OWED: N_("Rework owed"),
        TodayKind.MAJOR_FAULT: N_("Report the major fault at once"),
        TodayKind.CLAIMS: N_("Claims of the month"),
        TodayKind.CLAIM_ANSWER: N_("Supplier has to answer"),
        TodayKind.WEEK_REPORT: N_("Weekly fault report"),
        TodayKind.RECEIVABLE: N_("Bill on account"),
        TodayKind.SALE_OWED: N_("Sale on account"),
        TodayKind.NOTICE_OWED: N_("Supplier has to pay"),
        TodayKind.CAMPAIGN_CALLS: N_("Call for the campaign"),
        TodayKind.CAMPAIGN_LETTERS: N_("Letters of the campaign"),
        TodayKind.CAMPAIGN_END: N_("Close the campaign"),
        TodayKind.LETTER: N_("Send the letter"),
        TodayKind.REMINDER: N_("Reminder"),
        TodayKind.FILE: N_("Complete the file"),
        TodayKind.LOW_STOCK: N_("Order parts"),
        TodayKind.SUMMARY: N_("Write the summary"),
        TodayKind.MEASURE: N_("Carry out the measure"),
        TodayKind.TRAINING: N_("Next course"),
    },
)

_REMINDERS: tuple[dict[Enum, str], ...] = (
    {
        ReminderKind.SERVICE: N_("Service due"),
        ReminderKind.INSURANCE: N_("Insurance ends"),
        ReminderKind.INSPECTION: N_("Annual inspection due"),
        ReminderKind.PART: N_("Part due"),
    },
    {
        ReminderState.SCHEDULED: N_("Scheduled"),
        ReminderState.CONTACTED: N_("Customer told"),
        ReminderState.BOOKED: N_("Appointment made"),
        ReminderState.DECLINED: N_("Declined"),
        ReminderState.DONE: N_("Done"),
        ReminderState.EXPIRED: N_("Nobody came"),
    },
    {
        ReminderResult.TOLD: N_("Told, will come by himself"),
        ReminderResult.BOOKED: N_("Appointment made"),
        ReminderResult.DECLINED: N_("Does not want it"),
        ReminderResult.ELSEWHERE: N_("Had it done elsewhere"),
    },
)

_APPOINTMENTS: tuple[dict[Enum, str], ...] = (
    {
        AppointmentState.BOOKED: N_("Booked"),
        AppointmentState.CONFIRMED: N_("Confirmed"),
        AppointmentState.ARRIVED: N_("Has arrived"),
        AppointmentState.NO_SHOW: N_("Did not come"),
        AppointmentState.CANCELLED: N_("Called off"),
    },
    {
        AppointmentChannel.PHONE: N_("Telephone"),
        AppointmentChannel.VISIT: N_("Visit"),
        AppointmentChannel.MESSAGE: N_("Message"),
        AppointmentChannel.OUR_CALL: N_("When we called"),
    },
    {
        AppointmentAnswer.CONFIRMED: N_("Comes as agreed"),
        AppointmentAnswer.MOVED: N_("Comes at another time"),
        AppointmentAnswer.CANCELLED: N_("Does not come"),
    },
    {
        AppointmentAct.ARRIVE: N_("The car is here"),
        AppointmentAct.CONFIRM: N_("Customer confirms"),
        AppointmentAct.MOVE: N_("Move it…"),
        AppointmentAct.CHANGE: N_("Change it…"),
        AppointmentAct.NO_SHOW: N_("Did not come"),
        AppointmentAct.CANCEL: N_("Call it off…"),
        AppointmentAct.RESTORE: N_("It stands after all"),
    },
)

_MONEY: tuple[dict[Enum, str], ...] = (
    {
        BillKind.ORDER: N_("Work order"),
        BillKind.SALE: N_("Counter sale"),
    },
    {
        StatementKind.BILL: N_("Bill put on account"),
        StatementKind.SALE: N_("Sale on account"),
        StatementKind.RETURN: N_("Goods taken back"),
        StatementKind.DEPOSIT: N_("Deposit"),
        StatementKind.PAYMENT: N_("Payment at the counter"),
        StatementKind.BALANCE: N_("Payment on account"),
        StatementKind.REFUND: N_("Refund"),
        StatementKind.REVERSAL: N_("Receipt voided"),
        StatementKind.ALLOWANCE: N_("Allowance"),
    },
    {
        ReceivableFilter.ALL: N_("All"),
        ReceivableFilter.OVERDUE: N_("Overdue"),
        ReceivableFilter.INSURERS: N_("Insurers"),
        ReceivableFilter.DEPOSITS: N_("Deposits without a bill"),
    },
    {
        CashKind.FLOAT: N_("Change put in"),
        CashKind.EXPENSE: N_("Petty expense"),
        CashKind.SCRAP: N_("Scrap sold"),
        CashKind.BANK: N_("Taken to the bank"),
        CashKind.OTHER: N_("Something else"),
    },
    {
        MoneySource.RECEIPT: N_("Money taken"),
        MoneySource.REFUND: N_("Refunds"),
        MoneySource.SUPPLIER: N_("Suppliers"),
        MoneySource.ENTRY: N_("Cash book"),
    },
)

CARE: tuple[dict[Enum, str], ...] = (
    *_MONEY,
    *_TODAY,
    *_REMINDERS,
    *_APPOINTMENTS,
    *_CALLS,
    *_COMPLAINTS,
    *CAMPAIGNS,
    *FILES,
    *LETTERS,
    *MEMBERS,
    *SUMMARYS,
    *TRAININGS,
)
