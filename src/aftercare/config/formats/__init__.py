"""How dates are written in sentences, where a language is not written as Django writes it."""
