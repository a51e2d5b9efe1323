"""The shared look: base templates, components, styles and one small script per behaviour.

Surfaces build their pages from it; it knows no domain and no rule.
"""
