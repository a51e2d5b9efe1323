"""Which grade and which tags a customer earns, by rules that people read and change.

Nouns: GradingRules (a version of the rules), GradingPass, Standing (why a customer has the grade).
Events: GradingRulesSet.
"""
