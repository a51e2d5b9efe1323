"""Who works here and what they may do.

Nouns: User, Team, OrganisationUnit, Role, Grant, PermissionRequest, Token, Company, Calendar, Task, SavedView.
Events: UserCreated, GrantGiven, GrantTaken, TokenCreated, TokenRevoked, CompanySetUp, TaskOpened, TaskDone, ViewSaved.
"""
