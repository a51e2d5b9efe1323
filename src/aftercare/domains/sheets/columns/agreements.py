"""An agreement: what it promises stands in its first row, its devices in one cell or in rows below."""

import re

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from aftercare.domains.sheets.columns.columns import Column, Layout
from aftercare.domains.sheets.columns.devices import DAY

CHARGINGS = {
    "annual": pgettext_lazy("charging", "Paid by the year"),
    "free": pgettext_lazy("charging", "Free of charge"),
    "per_call": pgettext_lazy("charging", "Paid by the call"),
    "time_and_material": pgettext_lazy("charging", "Paid by time and material"),
}
CHARGING_SAID = {
    "年费": "annual",
    "包年": "annual",
    "免费": "free",
    "按次": "per_call",
    "工时材料": "time_and_material",
}
STATUSES = {
    "active": pgettext_lazy("agreement", "In force"),
    "suspended": pgettext_lazy("agreement", "Suspended"),
    "ended": pgettext_lazy("agreement", "Ended"),
}
BETWEEN = re.compile(r"[,，;；、\n]")
YES_NO = {"yes": _("Yes"), "no": _("No")}
YES_NO_SAID = {"y": "yes", "n": "no", "1": "yes", "0": "no", "true": "yes", "false": "no", "√": "yes"}
KINDS = {
    "visits": pgettext_lazy("included", "Visits"),
    "hours": pgettext_lazy("included", "Hours"),
    "parts_value": pgettext_lazy("included", "Value of parts"),
}
COSTS = ("labour", "parts", "travel")
SHARE = _("The share that the agreement pays, 0 to 100.")
INCLUDED = _("For this period; of one that is under way, what is left of it.")

AGREEMENTS = Layout(
    "agreements",
    _("Agreements"),
    (
        Column(
            "external_id",
            _("External id"),
            ("合同编码", "合同编号", "合同号", "外部ID", "contract id", "contract no", "id"),
            longest=80,
            example="HT-2026-018",
            note=_("The id in the other system. The same file sent twice changes nothing."),
        ),
        Column(
            "number",
            _("Agreement number"),
            ("服务合同号", "服务合同编号", "agreement no", "agreement number"),
            longest=32,
            note=_("Only for agreements that are here already, as in an export."),
        ),
        Column(
            "customer",
            _("Customer"),
            ("客户编号", "客户编码", "客户", "客户代码", "customer id", "customer no"),
            needed=True,
            longest=80,
            example="ERP-10023",
            note=_("The customer number or external id."),
        ),
        Column(
            "name",
            _("Name"),
            ("合同名称", "名称", "合同类型", "类型", "agreement", "type", "contract type"),
            needed=True,
            longest=120,
            example="年度保养",
        ),
        Column(
            "level",
            _("Service level"),
            ("服务级别", "服务等级", "SLA", "service level"),
            longest=120,
            note=_("The code or name of a service level."),
        ),
        Column(
            "starts_on",
            _("First day"),
            ("开始日期", "生效日期", "起始日期", "valid from", "start date", "from"),
            needed=True,
            longest=30,
            example="2026-01-01",
            note=DAY,
        ),
        Column(
            "ends_on",
            _("Last day"),
            ("结束日期", "到期日期", "截止日期", "终止日期", "valid until", "end date", "until"),
            needed=True,
            longest=30,
            example="2026-12-31",
            note=_("The last covered day."),
        ),
        Column(
            "status",
            pgettext_lazy("agreement", "Status"),
            ("状态", "合同状态", "status"),
            longest=20,
            choices=STATUSES,
            note=_("A new agreement is in force; it is suspended or ended on its page, with a reason."),
        ),
        Column(
            "charging",
            _("How it is paid"),
            ("收费方式", "计费方式", "付费方式", "charging", "billing"),
            longest=40,
            choices=CHARGINGS,
            meant=CHARGING_SAID,
            example=pgettext_lazy("charging", "Paid by the year"),
            note=_("By the year where the cell is empty."),
        ),
        Column(
            "covers_all_devices",
            _("Covers all devices"),
            ("全部设备", "覆盖全部设备", "all devices"),
            longest=10,
            choices=YES_NO,
            meant=YES_NO_SAID,
            note=_("Yes where no device is named."),
        ),
        Column(
            "devices",
            _("Devices"),
            ("设备", "序列号", "设备序列号", "覆盖设备", "机身号", "serial", "serials", "serial numbers"),
            longest=4000,
            example="HA20260001, HA20260002",
            note=_("Serial numbers with a comma between them, or one in each of several rows with the same id."),
        ),
        Column(
            "sites",
            _("Sites"),
            ("地点", "覆盖地点", "安装地点", "sites", "locations"),
            longest=4000,
            example="总部, 二号楼",
            note=_("Names of the customer's sites with a comma between them; everything there is covered."),
        ),
        Column(
            "products",
            pgettext_lazy("agreement", "Models"),
            ("型号", "产品型号", "覆盖型号", "产品编号", "models", "products"),
            longest=4000,
            example="KFR-35GW",
            note=_("Product numbers with a comma between them; every unit of the customer is covered."),
        ),
        Column(
            "visits",
            KINDS["visits"],
            ("上门次数", "服务次数", "保养次数"),
            longest=14,
            example="4",
            note=INCLUDED,
        ),
        Column("hours", KINDS["hours"], ("工时", "服务工时"), longest=14, note=INCLUDED),
        Column("parts_value", KINDS["parts_value"], ("备件额度", "配件额度", "备件金额"), longest=14, note=INCLUDED),
        Column("currency", _("Currency"), ("币种", "货币"), longest=3, example="CNY", note=_("Of the value of parts.")),
        Column(
            "rolls_over",
            _("Rolls over"),
            ("结转", "可结转", "roll over"),
            longest=80,
            note=_("What goes over into the next period: visits, hours, value of parts, with a comma between them."),
        ),
        Column(
            "renews",
            _("Renews"),
            ("续签自", "上期合同", "原合同", "前一合同", "renewal of", "previous contract"),
            longest=80,
            note=_("The number or external id of the agreement before, which is here or stands above."),
        ),
        Column(
            "precedence",
            _("Precedence"),
            ("优先级", "优先顺序", "priority"),
            longest=6,
            note=_("The lowest speaks first."),
        ),
        Column("labour_percent", _("Share of labour"), ("人工比例", "工时比例"), longest=6, note=SHARE),
        Column("parts_percent", _("Share of parts"), ("备件比例", "配件比例"), longest=6, note=SHARE),
        Column("travel_percent", _("Share of travel"), ("交通比例", "差旅比例"), longest=6, note=SHARE),
        Column("terms", _("Terms"), ("条款", "备注", "合同条款", "remarks", "notes"), longest=50_000),
    ),
    ("number", "external_id"),
    in_rows=("devices",),
    after="renews",
)
