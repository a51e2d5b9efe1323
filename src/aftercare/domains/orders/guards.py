"""Places where a later room may veto: devices lets no number leave twice that is in somebody's hands already."""

from aftercare.kit.guards import GuardPoint

before_shipping = GuardPoint("orders.ship")
before_adding_serials = GuardPoint("orders.add_serials")
