"""延时告知单: the car will be ready later than promised, and how the customer was told. A5 or half form."""

from garage.domain.documents_consent import DelayNotice
from garage.domain.labels import label
from garage.i18n import Words
from garage.reports.blocks import Block, Space, Text
from garage.reports.frame import Frame
from garage.reports.layout import build
from garage.reports.papers import Paper
from garage.reports.pieces import facts, moment, phone, signatures


def render(notice: DelayNotice, paper: Paper, words: Words) -> bytes:
    """The notice as a PDF."""
    _ = words
    frame = Frame(
        paper=paper,
        title=_("Delay Notice"),
        number=notice.number,
        date=_("Date {date}").format(date=moment(notice.told_at)),
        garage=notice.garage,
        imprint=notice.imprint,
        words=words,
        parts=_("Two copies: customer, garage"),
    )
    sorry = _("We are sorry that your car takes longer than we promised, and thank you for your patience.")
    names = [(_("Customer's signature"), ""), (_("Service advisor"), notice.head.advisor)]
    blocks: list[Block] = [
        _facts(notice, paper, words),
        Space(6),
        Text(sorry, paper.body),
        Space(6),
        signatures(paper, names, words, dated=True),
    ]
    return build(frame, blocks)


def _facts(notice: DelayNotice, paper: Paper, words: Words) -> Block:
    _ = words
    head, car = notice.head, notice.head.car
    large = paper.strong.but(size=paper.size + 3, leading=1.25)
    return facts(
        paper,
        [
            [
                (_("Customer"), head.customer.name),
                (_("Phone"), phone(head.customer.phone)),
                (_("Plate"), Text(car.plate, paper.strong)),
            ],
            [
                (_("Make and model"), car.model),
                (_("Brought in"), moment(head.received_at)),
                (_("Order no."), head.order_no),
            ],
            [(_("Why it takes longer"), notice.reason)],
            [
                (_("Promised so far"), moment(notice.promised_before) or "–"),
                (_("New promised time"), Text(moment(notice.promised_at), large), 2),
            ],
            [
                (_("Told to"), notice.told_who),
                (_("When"), moment(notice.told_at)),
                (_("How"), "  ".join(filter(None, (label(notice.channel, words), notice.note)))),
            ],
        ],
    )
