"""What the core says of changes to categories, links and paradigm models, as patterns with forms.

Used by `said`; the groups of a pattern fill the form.
"""

from __future__ import annotations

from qcode.i18n import N_

_A, _B = r"(?P<name>“.+”)", r"(?P<other>“.+”)"
_N = r"(?P<n>\d+)"
_LINK = r"(?P<name>“.+” .+ “.+”)"

AXIAL_FORMS: tuple[tuple[str, str], ...] = (
    (rf"move {_A} under {_B}", N_("move {name} under {other}")),
    (rf"move {_N} codes under {_B}", N_("move {n} {codes} under {other}")),
    (rf"move {_A} to the root", N_("take {name} out of its {category}")),
    (rf"move {_N} codes to the root", N_("take {n} {codes} out of their {category}")),
    (rf"move {_A} within {_B}", N_("move {name} within {other}")),
    (rf"new category {_A} of {_N} codes", N_("new {category} {name} of {n} {codes}")),
    (rf"merge {_A} into {_B}", N_("merge {name} into {other}")),
    (rf"merge {_N} codes into {_B}", N_("merge {n} {codes} into {other}")),
    (rf"retire {_A}", N_("retire {name}")),
    (rf"retire {_N} codes", N_("retire {n} {codes}")),
    (rf"rename {_A} to {_B}", N_("rename {name} to {other}")),
    (rf"split {_A} into {_N} codes", N_("split {name} into {n} {codes}")),
    (rf"put {_A} in {_B} as well", N_("put {name} in {other} as well")),
    (rf"put {_N} codes in {_B} as well", N_("put {n} {codes} in {other} as well")),
    (rf"take {_A} out of {_B}", N_("take {name} out of {other}")),
    (rf"order {_A} by \w+", N_("order {name}")),
    (rf"set the place of {_A}", N_("set the place of {name}")),
    (rf"set the properties of {_A}", N_("set the properties of {name}")),
    (r"set color of codes", N_("set the colour of {codes}")),
    (rf"link {_A} to {_B} \(.+\)", N_("link {name} to {other}")),
    (rf"remove the link {_LINK}", N_("remove the link {name}")),
    (rf"set \w+ of the link {_LINK}", N_("change the link {name}")),
    (rf"turn the link {_LINK} round", N_("turn the link {name} round")),
    (
        rf"attach a coding in support of the link {_LINK}",
        N_("attach a {coding} in support of the link {name}"),
    ),
    (
        rf"attach a coding against the link {_LINK}",
        N_("attach a {coding} against the link {name}"),
    ),
    (rf"detach a coding from the link {_LINK}", N_("take a {coding} off the link {name}")),
    (rf"new paradigm model of {_A}", N_("new paradigm model of {name}")),
    (rf"remove the paradigm model of {_A}", N_("remove the paradigm model of {name}")),
    (rf"set \w+ of the paradigm model of {_A}", N_("change the paradigm model of {name}")),
    (rf"put {_A} under \w+(?: of {_B})?", N_("put {name} into another box")),
    (rf"put {_N} codes under \w+ of {_B}", N_("put {n} {codes} into a box of {other}")),
    (rf"take {_A} from \w+ of {_B}", N_("take {name} out of a box of {other}")),
    (r"refuse the \w+ of .+", N_("refuse a proposal")),
    (r"put off the \w+ of .+", N_("put a proposal off")),
)
