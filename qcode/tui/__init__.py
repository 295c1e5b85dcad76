"""The Textual app: views that show a study and say what the user did."""

import os

os.environ.setdefault("TEXTUAL_FPS", "120")  # a frame that follows another waits for 8 ms, not 17
