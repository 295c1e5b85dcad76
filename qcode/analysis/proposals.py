"""What qcode proposes to arrange and relate codes; the researcher takes, refuses or puts off."""

from __future__ import annotations

from qcode.analysis.propose_categories import categories
from qcode.analysis.propose_links import AT_MOST, links, open_pairs
from qcode.analysis.propose_merges import merges

__all__ = ["AT_MOST", "categories", "links", "merges", "open_pairs"]
