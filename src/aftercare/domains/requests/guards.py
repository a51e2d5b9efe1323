"""Places where a later room may veto: billing lets nothing be started before its customer accepted what it costs,
fieldwork lets nothing be handled without a service record."""

from aftercare.kit.guards import GuardPoint

before_starting = GuardPoint("requests.start")
before_handling = GuardPoint("requests.handle")
