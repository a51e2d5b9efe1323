"""Whoever keeps a part of the company takes in no models, which are the same for all of it: said before the file is."""

from dataclasses import replace

import pytest

from aftercare.domains.accounts.queries import root_unit
from aftercare.domains.catalog.policies import MANAGE
from aftercare.domains.sheets.policies import may_import
from aftercare.kit.actor import Scope

pytestmark = pytest.mark.django_db


def test_models_are_taken_in_by_those_whose_right_reaches_the_whole_company(company, actor_of):
    admin = actor_of("administrator")
    part = Scope(nodes=frozenset({root_unit().id}))
    eastern = replace(admin, rights={**admin.rights, MANAGE: part})
    assert may_import(admin, "products") is True
    assert str(may_import(eastern, "products")).startswith("This holds for the whole company:")
    assert may_import(eastern, "customers") is True
