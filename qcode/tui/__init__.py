"""The Textual app: views that show a study and say what the user did."""
