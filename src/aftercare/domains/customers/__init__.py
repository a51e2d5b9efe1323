"""Who is served: companies and persons, how to reach them, where they are, and every word exchanged with them.

Nouns: Customer, Contact, Site, Grade, GradeOverride, Tag, Communication.
Events: CustomerRegistered, CustomerChanged, CustomerMerged, CustomerSplit, GradeGivenByHand, GradeRestored,
ContactAdded, ContactChanged, SiteAdded, SiteChanged, CommunicationRecorded, PhoneRevealed.
"""
