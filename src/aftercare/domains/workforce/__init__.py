"""Who can do the work: engineers and what must be known to send the right one.

Nouns: Engineer, EngineerSkill, Certificate, Territory, Absence, Shift.
"""
