"""The components as functions that answer safe HTML; `templatetags/ui.py` gives them to templates."""
