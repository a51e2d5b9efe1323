"""A model."""

from django.utils.translation import gettext_lazy as _

from aftercare.domains.sheets.columns.columns import Column, Layout

PRODUCTS = Layout(
    "products",
    _("Products"),
    (
        Column(
            "number",
            _("Product number"),
            ("产品编号", "产品型号", "型号", "物料编码", "产品编码", "model", "sku", "item no"),
            needed=True,
            longest=60,
            example="KFR-35GW",
        ),
        Column(
            "name",
            _("Product name"),
            ("产品名称", "名称", "品名", "product", "description", "name"),
            needed=True,
            longest=160,
            example="1.5 匹变频空调",
        ),
        Column("brand", _("Brand"), ("品牌", "make"), longest=80, example="华安"),
        Column(
            "category",
            _("Product category"),
            ("产品类别", "类别", "分类", "产品分类", "category"),
            longest=120,
            note=_("The code or name of a category that is there already."),
        ),
        Column(
            "serial_pattern",
            _("Serial number rule"),
            ("序列号规则", "serial pattern"),
            longest=200,
            example="HA[0-9]{8}",
            note=_("A regular expression that whole serial numbers match."),
        ),
        Column(
            "expected_life_months",
            _("Expected life in months"),
            ("预期寿命", "使用年限(月)", "expected life"),
            longest=6,
            example="120",
        ),
        Column("external_id", _("External id"), ("外部ID", "ERP编号", "external id"), longest=80),
    ),
    ("number",),
)
