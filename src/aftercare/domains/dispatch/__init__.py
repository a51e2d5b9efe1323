"""Who goes, when, and why: the choice of an engineer, day plans, appointments and visits as planned.

Pure modules: choosing (the decision), rules, openings, penalties, travel, weights, words.
"""
