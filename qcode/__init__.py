"""qcode: a qualitative coding assistant for interview transcripts that lives in a terminal."""
