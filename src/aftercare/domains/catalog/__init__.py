"""What is served and in which words: categories, models, parts, skills, faults, incident types.

Nouns: Category, Product, Part, Skill, FaultCode, IncidentType.
Events: CategoryAdded, ProductAdded, PartAdded, SkillAdded, FaultCodeAdded, IncidentTypeAdded.
"""
