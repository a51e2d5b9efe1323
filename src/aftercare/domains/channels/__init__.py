"""What leaves the house and whom it reaches: people are told what concerns them, customers how far their wish has come.

Nouns: Notification, NotificationChoice, QuietHours, Message (out, by mail), Template, ReplyTemplate, ContactChoice.
Events: NotificationMade, MessageQueued, MessageSent, MessageGivenUp, MessageSentAgain, and what people chose or wrote.
A notification tells; a task of accounts asks.
"""
