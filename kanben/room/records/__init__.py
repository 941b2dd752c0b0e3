"""Describe publications as libraries and programs exchange it."""
