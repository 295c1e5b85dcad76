"""Other formats, in and out; every file from outside is hostile until it has been read."""
