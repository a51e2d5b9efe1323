"""Places where a later room may veto: fieldwork, for one, lets nothing be handled without a service record."""

from aftercare.kit.guards import GuardPoint

before_handling = GuardPoint("requests.handle")
