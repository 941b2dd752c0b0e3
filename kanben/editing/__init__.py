"""Carry out the editor's decisions and compare witnesses."""
