"""What the desk and the manager of the demonstration company settle beside the day's work."""

from datetime import datetime, timedelta

from aftercare.config.demo.agenda import follow
from aftercare.config.demo.company import Cast
from aftercare.domains.accounts.actions import (
    approve_permission,
    ask_permission,
    create_token,
    decline_permission,
    save_view,
)
from aftercare.domains.accounts.models import User
from aftercare.domains.channels.actions import set_reply_template
from aftercare.domains.contracts.actions import add_warranty_term
from aftercare.domains.requests.actions import link_requests, override_coverage
from aftercare.domains.requests.models import ServiceRequest
from aftercare.domains.requests.states import State
from aftercare.kit.actor import Actor

AFTER_REPAIR = "维修更换配件保修"
REPLIES = (
    ("on-the-way", "已安排上门", "您好，已为您安排工程师上门，师傅会提前电话联系，请保持电话畅通。"),
    ("part-ordered", "配件已订", "您好，所需配件已下单，到货后我们会第一时间与您约定上门时间。"),
    ("need-photo", "请拍照片", "您好，为了更快判断故障，请拍一张机身铭牌和故障现象的照片发给我们。"),
    ("price-told", "说明费用", "您好，该设备已过保修期，上门检测后工程师会先报价，您同意后再维修。"),
)
GOODWILL = (
    "保修期刚过三天，老客户，人工费由公司承担。",
    "同一故障一个月内第二次报修，配件和人工全免。",
)
ASKS = (
    ("agent", "order_clerk", "旺季支援销售内勤录入订单。", "approve", "同意，旺季结束后收回。"),
    ("callback", "agent", "想同时接听客服电话。", "decline", "回访须独立于客服，不能兼任。"),
    ("dispatcher", "analyst", "每周调度例会需要看报表。", "", ""),
)
VIEWS = (
    ("今天到期", {"due": ["today"]}),
    ("等客户回复", {"waits": ["answer"]}),
)


def promise_after_repairs(cast: Cast, *, at: datetime) -> None:
    """From now on what a repair fits is warranted anew."""
    name = AFTER_REPAIR
    add_warranty_term(cast.actors["manager"], name=name, start_rule="repair", labour_months=3, parts_months=6, at=at)


def settle(cast: Cast, *, at: datetime) -> None:
    """Ready answers, views, rights that were asked for, goodwill, and requests that belong together."""
    manager = cast.actors["manager"]
    for code, name, text in REPLIES:
        set_reply_template(manager, code=code, language="zh-hans", name=name, text=text, at=at - timedelta(days=30))
    _open_rights(cast, at)
    for name, query in VIEWS:
        save_view(manager, _user(manager), page="requests", name=name, query=query, at=at - timedelta(days=9))
    _goodwill(cast, at)
    follow(at)


def _open_rights(cast: Cast, at: datetime) -> None:
    administrator = cast.actors["administrator"]
    lasts, made_at = at + timedelta(days=180), at - timedelta(days=40)
    create_token(
        administrator, _user(administrator), name="ERP 对接", scopes=["orders:read"], expires_at=lasts, at=made_at
    )
    for n, (role, wanted, reason, verb, answer) in enumerate(ASKS):
        asked_at = at - timedelta(days=12 - 5 * n)
        asker = _user(cast.actors[role])
        until = asked_at + timedelta(days=60)
        one = ask_permission(cast.actors[role], asker, role=wanted, reason=reason, until=until, at=asked_at)
        if verb == "approve":
            approve_permission(administrator, one, answer=answer, at=asked_at + timedelta(hours=4))
        elif verb == "decline":
            decline_permission(administrator, one, answer=answer, at=asked_at + timedelta(hours=5))


def _goodwill(cast: Cast, at: datetime) -> None:
    """The manager lets the house bear what no promise covers; two requests are tied together."""
    opened = ServiceRequest.objects.filter(state__in=(State.PENDING, State.ASSIGNED, State.IN_PROGRESS))
    newest = sorted(opened.order_by("-submitted_at")[:200], key=lambda one: one.coverage.get("by") != "none")
    for n, (request, reason) in enumerate(zip(newest, GOODWILL, strict=False)):
        shares = {"labour_percent": 100, "parts_percent": 100 * n, "travel_percent": 100}
        override_coverage(cast.actors["manager"], request, reason=reason, at=at, **shares)
    pair = list(opened.order_by("-submitted_at")[:2])
    if len(pair) == 2:
        link_requests(cast.actors["agent"], pair[0], other=pair[1], at=at)


def _user(actor: Actor) -> User:
    return User.objects.get(pk=str(actor.id))
