"""What is suggested to which customers, whom to win back, and what came of asking them.

Nouns: SalesSuggestion, WinBackBatch (a list taken in hand), Approach (one customer asked about one suggestion).
Events: SuggestionAdded, SuggestionChanged, BatchBegun, BatchEnded, ApproachTaken, ResultRecorded, ApproachDropped.
"""
