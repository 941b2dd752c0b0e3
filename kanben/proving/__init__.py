"""Prove that editions hold their manuscripts."""
