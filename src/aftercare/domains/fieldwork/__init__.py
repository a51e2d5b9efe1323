"""Visits as done: what was found, done, used and signed, until the service manager accepts hours, parts and costs.

Nouns: ServiceRecord (one per attempt), RecordPart, RecordCost, ChecklistAnswer, RecordReading, RecordRule.
Events: RecordBegun, RecordWritten, RecordCorrected, RecordSignedOff, PhotoAttached, RecordRuleSet.
"""
