"""What is asked of an engineer is told by the names that the company gave its skills."""

import pytest
from tests.make import request

from aftercare.domains.catalog.models import IncidentType, Skill
from aftercare.domains.dispatch.queries import requirement_of

pytestmark = pytest.mark.django_db


def test_a_requirement_knows_every_skill_by_its_name_and_which_need_a_certificate(at):
    Skill.objects.create(code="appliance", name="家电维修")
    Skill.objects.create(code="gas", name="燃气", needs_certificate=True)
    Skill.objects.create(code="lift", name="电梯", needs_certificate=True)
    problem = IncidentType.objects.create(code="leak", name="漏气", skills={"appliance": 1, "gas": 2})
    asked = requirement_of(request(at, problem_type=problem), at=at)
    assert asked.named("lift", "gas", "appliance", "x-ray") == "家电维修, 燃气, 电梯, x-ray"
    assert asked.certified_skills == frozenset({"gas"})
