"""What a study is: frozen values and their changes, with the standard library only."""
