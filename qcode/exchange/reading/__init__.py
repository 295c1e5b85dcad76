"""Files from outside read into drafts: their words, who speaks, and what they say of themselves."""
