"""Figures for reports: the network of codes and code saturation."""
