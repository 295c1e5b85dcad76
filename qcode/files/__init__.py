"""How a study lies on disk, and how it gets there without loss."""
