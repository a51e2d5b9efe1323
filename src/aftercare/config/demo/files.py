"""Files of records that the demonstration company took in: one is done, one waits for a decision."""

import csv
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from io import StringIO
from random import Random

from aftercare.config.demo import words
from aftercare.config.demo.agenda import follow
from aftercare.config.demo.books import Home
from aftercare.config.demo.company import Cast
from aftercare.config.demo.places import OUTLETS
from aftercare.domains.sheets.actions import check_import, run_import, upload_import
from aftercare.domains.sheets.models import SheetImport

ROWS = 24
CUSTOMERS = ("客户编码", "客户名称", "客户类型", "等级", "联系人", "手机", "地点名称", "地址", "区划代码", "网点")
DEVICES = ("型号", "序列号", "客户编号", "购买日期", "安装日期")
UNKNOWN_GRADE, UNKNOWN_MODEL = "钻石客户", "KFR-99GW"
SERIALS_FROM = 80_001  # the books and the orders give out lower ones


def take_files_in(dice: Random, cast: Cast, homes: Sequence[Home], *, at: datetime) -> None:
    """A list of customers was taken in two days ago, a list of devices is checked and not written yet."""
    before = at - timedelta(days=2)
    done = _checked(cast, "customers", "网点移交客户.csv", [CUSTOMERS, *_customers(dice)], before)
    run_import(cast.actors["manager"], done, at=before)
    follow(before)
    _checked(cast, "devices", "经销商销售明细.csv", [DEVICES, *_devices(dice, homes, at)], at - timedelta(hours=3))


def _checked(cast: Cast, noun: str, name: str, lines: Iterable[Sequence[str]], at: datetime) -> SheetImport:
    written = StringIO()
    csv.writer(written).writerows(lines)
    content = written.getvalue().encode("utf-8-sig")
    handed_in = upload_import(cast.actors["manager"], noun=noun, name=name, content=content, language="zh-hans", at=at)
    check_import(cast.actors["manager"], handed_in, at=at)
    follow(at)
    return SheetImport.objects.get(pk=handed_in.pk)


def _customers(dice: Random) -> Iterable[tuple[str, ...]]:
    for n in range(1, ROWS + 1):
        outlet = dice.choice(OUTLETS)
        place, name = dice.choice(outlet.districts), dice.choice(words.SURNAMES) + dice.choice(words.GIVEN)
        grade = UNKNOWN_GRADE if n == 7 else ""
        phone, house = f"136{n:04d}{dice.randint(1000, 9999)}", f"{dice.choice(place.streets)}{dice.randint(1, 600)}号"
        address = f"{place.city}{place.name}{house}"
        yield f"WD-{n:04d}", name, "个人", grade, name, phone, "家", address, place.code, outlet.code


def _devices(dice: Random, homes: Sequence[Home], at: datetime) -> Iterable[tuple[str, ...]]:
    for n, home in enumerate(dice.sample(homes, min(ROWS, len(homes)))):
        bought = (at - timedelta(days=dice.randint(4, 30))).date()
        number = UNKNOWN_MODEL if n == 11 else home.made.product.number
        serial = f"{home.made.model.prefix}{bought:%y%m}{SERIALS_FROM + n}"
        yield number, serial, home.customer.number, f"{bought}", f"{bought + timedelta(days=2)}"
