"""What the demonstration company suggests to customers who agreed to be asked, and what came of asking them."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from random import Random

from aftercare.config.demo.agenda import follow
from aftercare.config.demo.books import Home
from aftercare.config.demo.company import Cast
from aftercare.domains.accounts.models import User
from aftercare.domains.customers.actions import note_consent
from aftercare.domains.outreach.actions import add_suggestion, record_result, take_list
from aftercare.domains.outreach.models import Approach, Occasion, SalesSuggestion

AGREE = 6  # one in so many customers
HOW = ("安装验收单上签字同意。", "回访电话中同意。")
# Title, what to say, occasion, its span in days (of a device's age: in years), the product it is about.
SUGGESTIONS = (
    ("保修到期前续保", "保修即将到期，现在续保一年，配件和人工全免。", Occasion.WARRANTY_ENDS, 60, ""),
    ("冰箱以旧换新", "使用多年的老机型耗电高，以旧换新可抵扣旧机残值。", Occasion.DEVICE_AGE, 4, "BCD-520W"),
    ("合同到期续签", "服务合同即将到期，续签可沿用原价。", Occasion.AGREEMENT_ENDS, 60, ""),
    ("老客户免费检测", "许久未联系，送一次上门安全检测。", Occasion.ASLEEP, 180, ""),
)
ASKED, ASKERS = 9, ("agent", "order_clerk")
RESULTS = (
    ("interested", "请发报价，周末答复。"),
    ("not_interested", "暂时不需要。"),
    ("not_reached", "无人接听。"),
    ("reached", "再考虑一下，下周再联系。"),
    ("interested", "愿意续保一年。"),
)


def ask_customers(dice: Random, cast: Cast, homes: Sequence[Home], *, at: datetime) -> None:
    """Note who agreed, keep suggestions, hand a list out, and ask the first of it."""
    _agree(dice, cast, homes, at)
    manager, begin = cast.actors["manager"], at - timedelta(days=20)
    products = {each.model.number: each.product for each in cast.made}
    kept = [
        add_suggestion(
            manager,
            title=title,
            words=words,
            occasion=occasion,
            span=span,
            product=products.get(number),
            valid_from=begin.date(),
            at=begin,
        )
        for title, words, occasion, span, number in SUGGESTIONS
    ]
    for suggestion in kept[:2]:
        _hand_out(cast, suggestion, at)
    _ask(cast, at)


def _agree(dice: Random, cast: Cast, homes: Sequence[Home], at: datetime) -> None:
    known = {home.customer.id: home.household for home in homes if home.household.known_at < at - timedelta(days=30)}
    for n, id in enumerate(sorted(dice.sample(sorted(known), len(known) // AGREE))):
        since = at - timedelta(days=25 + n % 30, minutes=n)
        agent, contact = cast.actors["agent"], known[id].contact
        note_consent(agent, contact, channel="phone", how=HOW[n % len(HOW)], at=max(since, known[id].known_at))


def _hand_out(cast: Cast, suggestion: SalesSuggestion, at: datetime) -> None:
    """Two colleagues have some of its list in their work lists."""
    manager, given_out = cast.actors["manager"], at - timedelta(hours=5)
    owners = [User.objects.get(pk=str(cast.actors[role].id)) for role in ASKERS]
    take_list(manager, suggestion, owners=owners, wanted=ASKED, due_at=at + timedelta(days=5), at=given_out)
    follow(given_out)


def _ask(cast: Cast, at: datetime) -> None:
    """The first were called already."""
    asks = {cast.actors[role].id: cast.actors[role] for role in ASKERS}
    for n, approach in enumerate(Approach.objects.order_by("id")[: len(RESULTS)]):
        result, note = RESULTS[n]
        again_at = at + timedelta(days=3 + n) if result in ("not_reached", "reached") else None
        when = at - timedelta(minutes=90 - 9 * n)
        record_result(asks[approach.owner_id], approach, result=result, note=note, again_at=again_at, at=when)
