"""Who is served: companies and persons, how to reach them, where they are, and every word exchanged with them.

Nouns: Customer, Contact, Site, Grade, Tag, Communication.
Events: CustomerRegistered, CustomerChanged, CustomersMerged, ContactAdded, ContactChanged, SiteAdded, SiteChanged,
GradeSet, CommunicationRecorded, PhoneRevealed.
"""
