"""What the figures of reports are made of: requests counted by day and month, kept beside them as they go on.

Nouns: CountedRequest (as what a request is counted), RequestCount (the sum of a day or month), CountMark.
Events: none; it reads what the ledger tells and tells nothing itself.
"""
