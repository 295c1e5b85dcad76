"""Translations of the interface; `python -m qcode.locale.update` renews them (needs Babel)."""
