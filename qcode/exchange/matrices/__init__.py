"""Matrices in the formats that researchers take along."""
