"""What customers say afterwards: every handled request is called back until somebody is reached or the manager decides.

Nouns: CallBack (one per handled attempt), CallBackRule.
Events: CallBackOpened, CallBackTried, CallBackMissed, CallBackAnswered, CallBackSettled, CallBackRuleSet.
"""
