"""One good call of every operation on products, parts and the dictionaries."""

from tests.surfaces.api.cast import Cast, Sample


class Words(Cast):
    """The cast, with a sample body for what the catalog and the dictionaries hold."""

    def _of_catalog(self) -> dict[str, Sample]:
        product, part = f"/products/{self.product.id}", f"/parts/{self.part.id}"
        return {
            "list_products": Sample("/products"),
            "create_product": Sample("/products", {"number": "X1", "name": "冰箱"}),
            "read_product": Sample(product),
            "change_a_product": Sample(product, {"brand": "华安"}),
            "list_categories": Sample("/categories"),
            "list_warranty_terms": Sample("/warranty_terms"),
            "read_warranty_term": Sample(f"/warranty_terms/{self.term.id}"),
            "create_warranty_term": Sample("/warranty_terms", {"name": "整机保修", "labour_months": 12}),
            "withdraw_a_warranty_term": Sample(f"/warranty_terms/{self.term.id}/withdraw", {}),
            "create_category": Sample("/categories", {"code": "ac", "name": "空调"}),
            "list_problem_types": Sample("/problem_types"),
            "create_problem_type": Sample("/problem_types", {"code": "no-cooling", "name": "不制冷"}),
            "list_fault_codes": Sample("/fault_codes"),
            "create_fault_code": Sample("/fault_codes", {"kind": "cause", "code": "C1", "name": "电容失效"}),
            "list_parts": Sample("/parts"),
            "create_part": Sample("/parts", {"number": "P2", "name": "保险丝"}),
            "read_part": Sample(part),
            "change_a_part": Sample(part, {"price": {"amount": "12.50", "currency": "CNY"}}),
            "list_skills": Sample("/skills"),
            "create_skill": Sample("/skills", {"code": "welding", "name": "焊接"}),
            "change_a_skill": Sample(f"/skills/{self.skill.id}", {"name": "制冷维修"}),
            **self._of_words(),
        }

    def _of_words(self) -> dict[str, Sample]:
        """The dictionaries that are kept here."""
        return {
            "change_a_category": Sample(f"/categories/{self.category.id}", {"name": "家用空调"}),
            "change_a_problem_type": Sample(f"/problem_types/{self.problem.id}", {"active": False}),
            "change_a_fault_code": Sample(f"/fault_codes/{self.fault.id}", {"active": False}),
            "list_request_kinds": Sample("/request_kinds"),
            "set_request_kind": Sample("/request_kinds/inspection", {"name": "巡检"}),
            "list_outcomes": Sample("/outcomes"),
            "set_outcome": Sample("/outcomes/no-access", {"name": "进不了门", "counts": False}),
            "list_pause_reasons": Sample("/pause_reasons"),
            "set_pause_reason": Sample("/pause_reasons/parts", {"moves_date": True}),
            "list_record_rules": Sample("/record_rules"),
            "set_a_record_rule": Sample("/record_rules/repair", {"require_photo": True}),
            "list_call_back_rules": Sample("/call_back_rules"),
            "set_a_call_back_rule": Sample("/call_back_rules/repair", {"most_tries": 2}),
            "list_grades": Sample("/grades"),
            "create_grade": Sample("/grades", {"code": "platinum", "name": "白金客户"}),
            "change_a_grade": Sample(f"/grades/{self.grade.id}", {"name": "贵宾"}),
            "list_tags": Sample("/tags"),
            "create_tag": Sample("/tags", {"name": "高价值"}),
            "change_a_tag": Sample(f"/tags/{self.tag.id}", {"name": "连锁店"}),
        }
