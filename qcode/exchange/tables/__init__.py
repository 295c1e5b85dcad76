"""Tables out and in: codings, codebook, attributes, and the cells that hold them."""
