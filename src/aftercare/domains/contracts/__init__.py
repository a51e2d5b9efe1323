"""What is promised and what is covered: service levels with their clocks, warranty, agreements.

Nouns: ServiceLevel, Clock, PauseReason; WarrantyTerm, DeviceWarranty; Agreement, AgreementEntitlement, EntitlementUse.
Events: ClockDue, ServiceLevelChanged, WarrantyTermAdded, WarrantyStarted, WarrantyVoided, AgreementStarted,
AgreementChanged, AgreementTurned, AgreementWithdrawn, DeviceCovered, DeviceUncovered, EntitlementUsed.
"""
