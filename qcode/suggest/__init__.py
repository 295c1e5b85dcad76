"""Candidate codes for a segment, each with its reason."""
