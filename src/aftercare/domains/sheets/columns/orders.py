"""An order: who buys stands in its first row, each of its lines in a row of its own under the same id."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from aftercare.domains.orders.states import OrderState
from aftercare.domains.sheets.columns.columns import Column, Layout

STATES = {str(value): label for value, label in OrderState.choices}
OF_LINE = ("product", "part", "quantity", "unit_price", "discount_percent", "tax_rate")

ORDERS = Layout(
    "orders",
    _("Orders"),
    (
        Column(
            "external_id",
            _("External id"),
            ("订单编码", "外部ID", "外部订单号", "ERP单号", "销售单号", "order id", "id"),
            longest=80,
            example="PO-2026-0007",
            note=_("The id in the other system. The same file sent twice changes nothing."),
        ),
        Column(
            "number",
            _("Order number"),
            ("订单号", "订单编号", "order no", "order number"),
            longest=32,
            note=_("Only for orders that are here already, as in an export."),
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
            "state",
            pgettext_lazy("order", "State"),
            ("状态", "订单状态", "status"),
            longest=20,
            choices=STATES,
            note=_("A new order is a draft; what follows is done on its page, by those who review and ship it."),
        ),
        Column(
            "currency",
            _("Currency"),
            ("币种", "货币"),
            longest=3,
            example="CNY",
            note=_("CNY where the cell is empty."),
        ),
        Column(
            "contact",
            _("Contact person"),
            ("联系人", "收货人", "contact"),
            longest=80,
            note=_("The name of one of the customer's people."),
        ),
        Column(
            "site",
            _("Name of the site"),
            ("地点", "收货地点", "站点", "site"),
            longest=120,
            note=_("The name of one of the customer's sites."),
        ),
        Column(
            "unit",
            _("Part of the company"),
            ("所属部门", "所属网点", "网点", "部门", "branch"),
            longest=60,
            note=_("The code of an organisation unit."),
        ),
        Column(
            "price_list",
            _("Price list"),
            ("价目表", "价格表", "price list"),
            longest=120,
            note=_("The code or name of a price list."),
        ),
        Column("notes", _("Notes"), ("备注", "说明", "订单备注", "remarks"), longest=4000),
        Column(
            "product",
            _("Product number"),
            ("产品编号", "产品型号", "型号", "物料编码", "货号", "model", "sku", "item no", "product"),
            longest=60,
            example="KFR-35GW",
            note=_("Each row is a line: the number of a product, or of a part."),
        ),
        Column("part", _("Part number"), ("备件编号", "备件号", "配件编号", "part no", "part"), longest=60),
        Column(
            "quantity",
            _("Quantity"),
            ("数量", "件数", "qty"),
            longest=10,
            example="2",
            note=_("One piece where the cell is empty."),
        ),
        Column(
            "unit_price",
            _("Unit price"),
            ("单价", "价格", "未税单价", "price"),
            longest=20,
            example="2999.00",
            note=_("Before tax; that of the price list where the cell is empty."),
        ),
        Column("discount_percent", _("Discount in percent"), ("折扣", "折扣率", "discount"), longest=10),
        Column(
            "tax_rate", _("Tax"), ("税率", "税种", "tax", "vat"), longest=120, note=_("The code or name of a tax rate.")
        ),
    ),
    ("number", "external_id"),
    in_rows=OF_LINE,
)
