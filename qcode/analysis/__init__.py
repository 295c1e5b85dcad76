"""What a study says in numbers: matrices, co-occurrence, saturation, the network of codes."""
