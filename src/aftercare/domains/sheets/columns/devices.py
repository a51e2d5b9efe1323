"""A unit in a customer's hands."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from aftercare.domains.sheets.columns.columns import Column, Layout

STATUSES = {
    "in_use": pgettext_lazy("device", "In use"),
    "stored": pgettext_lazy("device", "In store"),
    "scrapped": pgettext_lazy("device", "Scrapped"),
    "lost": pgettext_lazy("device", "Lost"),
}
SAID = {"使用中": "in_use", "在用": "in_use", "库存": "stored", "在库": "stored", "报废": "scrapped", "丢失": "lost"}
DATES = ("sold_date", "shipped_date", "installed_date", "commissioned_date")
DAY = _("A day such as 2026-03-31.")

DEVICES = Layout(
    "devices",
    _("Devices"),
    (
        Column(
            "external_id",
            _("External id"),
            ("设备编码", "设备ID", "外部ID", "资产编号", "asset id", "id"),
            longest=80,
            example="ERP-D-5531",
            note=_("The id in the other system. The same file sent twice changes nothing."),
        ),
        Column(
            "number",
            _("Device number"),
            ("设备编号", "设备号", "device no", "device number"),
            longest=32,
            note=_("Only for devices that are here already, as in an export."),
        ),
        Column(
            "product",
            _("Product number"),
            ("产品编号", "产品型号", "型号", "物料编码", "model", "product"),
            needed=True,
            longest=60,
            example="KFR-35GW",
            note=_("The number of a product that is there already."),
        ),
        Column(
            "serial",
            _("Serial number"),
            ("序列号", "机身号", "出厂编号", "SN", "S/N", "serial", "serial no"),
            longest=80,
            example="HA20260001",
            note=_("With the product it recognises the device where both ids are empty."),
        ),
        Column(
            "customer",
            _("Customer"),
            ("客户编号", "客户编码", "客户", "客户代码", "customer id", "owner"),
            needed=True,
            longest=80,
            example="ERP-10023",
            note=_("The customer number or external id of the owner."),
        ),
        Column(
            "site",
            _("Name of the site"),
            ("地点", "站点", "安装地点", "site name", "site", "location"),
            longest=120,
            note=_("The name of one of the owner's sites."),
        ),
        Column("batch", _("Batch"), ("批次", "批号", "lot"), longest=60),
        Column(
            "status",
            pgettext_lazy("device", "Status"),
            ("状态", "设备状态", "status"),
            choices=STATUSES,
            meant=SAID,
            example=pgettext_lazy("device", "In use"),
        ),
        Column("seller", _("Seller"), ("销售商", "经销商", "销售单位", "dealer"), longest=120),
        Column(
            "sold_date",
            _("Sold on"),
            ("销售日期", "购买日期", "开票日期", "purchase date", "invoice date"),
            longest=30,
            example="2026-03-01",
            note=DAY,
        ),
        Column("shipped_date", _("Shipped on"), ("发货日期", "出库日期", "ship date"), longest=30, note=DAY),
        Column(
            "installed_date", _("Installed on"), ("安装日期", "装机日期", "installation date"), longest=30, note=DAY
        ),
        Column(
            "commissioned_date",
            _("Commissioned on"),
            ("启用日期", "验收日期", "commissioning date"),
            longest=30,
            note=DAY,
        ),
    ),
    ("number", "external_id", "serial"),
)
