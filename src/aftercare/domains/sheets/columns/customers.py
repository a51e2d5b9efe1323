"""A customer with one person and one place; further ones stand in rows of their own under the same id."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from aftercare.domains.sheets.columns.columns import Column, Layout

KINDS = {"company": pgettext_lazy("customer", "Company"), "person": pgettext_lazy("customer", "Person")}
SAID = {"公司": "company", "企业": "company", "firm": "company", "个体": "person", "自然人": "person"}
LANGUAGES = {"zh-hans": "简体中文", "en": "English"}
OF_CUSTOMER = ("kind", "name", "grade", "tags", "language", "time_zone", "notes", "unit")
OF_CONTACT = ("contact_name", "contact_role", "phone", "email")
OF_SITE = ("site_name", "address", "region_code", "latitude", "longitude", "access_notes")

CUSTOMERS = Layout(
    "customers",
    _("Customers"),
    (
        Column(
            "external_id",
            _("External id"),
            ("客户编码", "客户代码", "客户ID", "外部ID", "ERP编号", "customer id", "customer code", "id"),
            longest=80,
            example="ERP-10023",
            note=_("The id in the other system. The same file sent twice changes nothing."),
        ),
        Column(
            "number",
            _("Customer number"),
            ("客户号", "客户编号", "customer no", "customer number"),
            longest=32,
            note=_("Only for customers that are here already, as in an export."),
        ),
        Column(
            "name",
            _("Name"),
            (
                "客户名称",
                "客户姓名",
                "姓名",
                "单位名称",
                "公司名称",
                "名称",
                "customer",
                "customer name",
                "company name",
            ),
            needed=True,
            longest=120,
            example="华安制冷设备有限公司",
        ),
        Column(
            "kind",
            pgettext_lazy("customer", "Kind"),
            ("客户类型", "类型", "性质", "type"),
            choices=KINDS,
            meant=SAID,
            example=pgettext_lazy("customer", "Company"),
            note=_("A person where the cell is empty."),
        ),
        Column(
            "grade",
            _("Grade"),
            ("客户等级", "等级", "级别", "分级", "level"),
            longest=40,
            note=_("The code or name of a grade."),
        ),
        Column(
            "tags",
            _("Tags"),
            ("标签", "客户标签", "labels"),
            longest=400,
            note=_("Names of tags that are there already, with a comma between them."),
        ),
        Column(
            "language",
            _("Language"),
            ("语言", "lang"),
            longest=20,
            choices=LANGUAGES,
            note=_("In which the customer is written to."),
        ),
        Column("time_zone", _("Time zone"), ("时区", "timezone"), longest=40, example="Asia/Shanghai"),
        Column("notes", _("Notes"), ("备注", "说明", "客户备注", "remarks", "comment"), longest=4000),
        Column(
            "unit",
            _("Part of the company"),
            ("所属部门", "所属网点", "网点", "部门", "unit", "branch"),
            longest=60,
            note=_("The code of an organisation unit."),
        ),
        Column(
            "contact_name",
            _("Contact person"),
            ("联系人", "联系人姓名", "contact", "contact name"),
            longest=80,
            example="李经理",
            note=_("The customer's own name where the cell is empty."),
        ),
        Column(
            "contact_role",
            _("Role of the contact"),
            ("联系人职务", "职务", "position", "job title"),
            longest=60,
            example=_("Head of the plant"),
        ),
        Column(
            "phone",
            _("Phone"),
            ("电话", "手机", "手机号", "手机号码", "联系电话", "电话号码", "mobile", "tel", "phone number"),
            longest=40,
            example="138 0013 8000",
            note=_("A hidden number such as 138****8000 is left as it is."),
        ),
        Column(
            "email",
            _("Mail address"),
            ("邮箱", "电子邮箱", "电子邮件", "email", "e-mail", "mail"),
            longest=254,
            example="li@example.com",
        ),
        Column(
            "site_name",
            _("Name of the site"),
            ("地点", "站点", "地点名称", "服务地点", "site", "site name"),
            longest=120,
            example=_("Main plant"),
        ),
        Column(
            "address",
            _("Address"),
            ("地址", "详细地址", "联系地址", "服务地址", "street"),
            longest=300,
            example="苏州市工业园区星湖街 1 号",
        ),
        Column("region_code", _("Region code"), ("行政区划代码", "区划代码", "region"), longest=12, example="320571"),
        Column("latitude", _("Latitude"), ("纬度", "lat"), longest=20, example="31.300000"),
        Column("longitude", _("Longitude"), ("经度", "lng", "lon"), longest=20, example="120.700000"),
        Column("access_notes", _("How to get in"), ("进门说明", "到访说明", "access"), longest=2000),
    ),
    ("number", "external_id"),
)
