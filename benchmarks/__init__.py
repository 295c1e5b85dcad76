"""Figures of speed and memory, and of how well suggestions fit: python -m benchmarks."""

import qcode.tui  # noqa: F401 - sets the pace of Textual before a subject imports that
