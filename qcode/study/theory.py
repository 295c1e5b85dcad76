"""What is wrong in the parts of a codebook that hold the theory."""

from __future__ import annotations

from collections.abc import Iterator

from qcode.study.code import ORDERS
from qcode.study.codebook import Codebook, Finding
from qcode.study.links import link_findings
from qcode.study.paradigm import paradigm_findings
from qcode.study.selective import selective_findings


def theory_findings(codebook: Codebook) -> Iterator[Finding]:
    """Findings of ordered categories, links, paradigm models and selective coding, with places."""
    for code in codebook.codes.values():
        if code.order_by and code.order_by not in ORDERS:
            yield Finding(
                ("codes", code.id, "order_by"),
                f"the order “{code.order_by}” is none of {', '.join(ORDERS)}",
                "warning",
            )
    yield from link_findings(codebook)
    yield from paradigm_findings(codebook)
    yield from selective_findings(codebook)
