"""Rule sets of Chinese consumer law to begin with; what is adopted from here is kept as data and edited in the pages.

Periods count from the invoice unless said otherwise. Laws change: whoever adopts a set compares it with the text in
force. What a period can't say stands in the note.
"""

from dataclasses import dataclass

from aftercare.domains.contracts.models.warranty import StartRule


@dataclass(frozen=True, slots=True)
class StatutorySet:
    """A class of products under a regulation."""

    code: str
    name: str
    regulation: str
    source: str
    refund_days: int
    exchange_days: int
    repair_months: int
    main_parts_months: int
    note: str = ""
    start_rule: str = StartRule.INVOICE


GENERAL = "部分商品修理更换退货责任规定"
GENERAL_SOURCE = "国家经贸委、国家技术监督局、国家工商局、财政部，国经贸〔1995〕458号，1995-08-25 发布并施行"
TWO_REPAIRS = "三包有效期内修理两次仍不能正常使用的，可凭修理记录换货；修理占用和无零配件待修的时间不计入有效期。"
SETS = (
    StatutorySet(
        "appliances",
        "彩电、冰箱、洗衣机、空调",
        GENERAL,
        GENERAL_SOURCE,
        7,
        15,
        12,
        36,
        "整机一年，主要部件三年。" + TWO_REPAIRS,
    ),
    StatutorySet(
        "microcomputers",
        "微型计算机",
        "微型计算机商品修理更换退货责任规定",
        "国家质检总局、信息产业部令第24号，2002-07-23 公布，2002-09-01 施行",
        7,
        15,
        12,
        24,
        "整机一年，主要部件二年；修理后应保证正常使用30日以上。" + TWO_REPAIRS,
    ),
    StatutorySet(
        "mobile-phones",
        "移动电话机",
        "移动电话机商品修理更换退货责任规定",
        "国家质检总局、国家工商总局、信息产业部，国质检质联〔2001〕第127号，2001-09-17 公布，2001-11-15 施行",
        7,
        15,
        12,
        0,
        "主机一年；电池六个月，充电器一年，有线耳机三个月。" + TWO_REPAIRS,
    ),
    StatutorySet(
        "cars",
        "家用汽车",
        "家用汽车产品修理更换退货责任规定",
        "国家市场监督管理总局令第43号，2021-07-22 公布，2022-01-01 施行",
        7,
        7,
        36,
        0,
        "包修期不低于3年或6万公里，三包有效期不低于2年或5万公里，以先到者为准；7日内须因质量问题更换发动机、变速器、动力蓄电池、"
        "行驶驱动电机或其主要零部件。开票与交付日期不一致的自交付起算。",
        StartRule.DELIVERY,
    ),
)
