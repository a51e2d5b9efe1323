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
            "withdraw_a_warranty_term": Sample(f"/warranty_terms/{self.term.id}/withdraw"),
            "list_statutory_rules": Sample("/statutory_rules"),
            "read_statutory_rule": Sample(f"/statutory_rules/{self.rule.id}"),
            "create_statutory_rule": Sample(
                "/statutory_rules", {"name": "电脑", "regulation": "微型计算机三包规定", "source": "2002 年第 24 号令"}
            ),
            "change_a_statutory_rule": Sample(f"/statutory_rules/{self.rule.id}", {"refund_days": 10}),
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
            "read_request_kind": Sample("/request_kinds/repair"),
            "set_request_kind": Sample("/request_kinds/inspection", {"name": "巡检"}),
            "list_outcomes": Sample("/outcomes"),
            "read_outcome": Sample("/outcomes/unsolved"),
            "set_outcome": Sample("/outcomes/no-access", {"name": "进不了门", "counts": False}),
            "list_pause_reasons": Sample("/pause_reasons"),
            "read_pause_reason": Sample("/pause_reasons/parts"),
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

    def _of_channels(self) -> dict[str, Sample]:
        """What is told to people and leaves the house."""
        told, message = f"/notifications/{self.told.id}", f"/messages/{self.message.id}"
        reply, choices = f"/reply_templates/{self.reply.id}", "/notification_choices"
        return {
            "list_notifications": Sample("/notifications"),
            "read_a_notification": Sample(told),
            "mark_notification_read": Sample(f"{told}/read", {}),
            "mark_all_notifications_read": Sample("/notifications/read", {}),
            "read_notification_choices": Sample(choices),
            "choose_notification": Sample(f"{choices}/kinds/request.assigned", {"page": True, "mail": False}),
            "choose_quiet_hours": Sample(f"{choices}/quiet_hours", {"starts": "22:00", "ends": "07:00"}),
            "remove_quiet_hours": Sample(f"{choices}/quiet_hours"),
            "choose_contact_mail": Sample(f"{choices}/contacts/{self.contact.id}", {"mail": False}),
            "list_messages": Sample("/messages"),
            "read_message": Sample(message),
            "resend_message": Sample(f"{message}/send_again", {}),
            "release_held_messages": Sample("/messages/send_held", {}),
            "read_templates": Sample("/templates"),
            "write_template": Sample("/templates/received/en", {"subject": "{number}", "text": "{link}"}),
            "take_template_back": Sample("/templates/received/en"),
            "list_reply_templates": Sample("/reply_templates"),
            "read_reply_template": Sample(reply),
            "create_reply_template": Sample(
                "/reply_templates", {"code": "on-the-way", "name": "在路上", "text": "马上到"}
            ),
            "change_reply_template": Sample(reply, {"name": "好的"}),
            "drop_reply_template": Sample(reply),
        }
