"""The words for the enum members of letters."""

from enum import Enum

from garage.domain.letter_texts import Blank
from garage.domain.letters import LetterAct, LetterChannel, LetterKind, LetterState
from garage.i18n import N_

LETTERS: tuple[dict[Enum, str], ...] = (
    {
        LetterKind.NOTICE: N_("Notice letter"),
        LetterKind.INVITATION: N_("Letter of invitation"),
        LetterKind.ANSWER: N_("Letter of reply"),
    },
    {
        LetterState.WRITTEN: N_("Not sent yet"),
        LetterState.SENT: N_("Letter sent"),
        LetterState.ANSWERED: N_("Reply came"),
        LetterState.RETURNED: N_("Came back"),
        LetterState.VOID: N_("Void"),
    },
    {
        LetterChannel.POST: N_("By post"),
        LetterChannel.WECHAT: N_("By WeChat"),
        LetterChannel.HANDED: N_("Handed over"),
        LetterChannel.EMAIL: N_("By e-mail"),
    },
    {
        LetterAct.CHANGE: N_("Change letter"),
        LetterAct.SEND: N_("Mark as sent"),
        LetterAct.REPLY: N_("Note the reply"),
        LetterAct.RETURN: N_("It came back"),
        LetterAct.VOID: N_("Void the letter"),
    },
    {
        Blank.CUSTOMER: N_("Customer"),
        Blank.PLATE: N_("Plate"),
        Blank.MODEL: N_("Model"),
        Blank.LAST_VISIT: N_("Last visit"),
        Blank.TITLE: N_("Campaign title"),
        Blank.STARTS: N_("First day"),
        Blank.ENDS: N_("Last day"),
        Blank.PLACE: N_("Where it takes place"),
        Blank.GARAGE: N_("Name of the garage"),
        Blank.PHONE: N_("Phone of the garage"),
    },
)
