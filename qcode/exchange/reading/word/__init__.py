"""Word files read: whatever the layout, as lines of speaker and words."""
