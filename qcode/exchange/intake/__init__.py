"""From what was read to the changes of a study that bring it in."""
