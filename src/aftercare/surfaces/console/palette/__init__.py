"""The palette: go to, find, create and act from the keyboard, anywhere in the console."""
