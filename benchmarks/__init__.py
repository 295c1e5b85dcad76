"""Figures of speed and memory, and of how well suggestions fit: python -m benchmarks."""
