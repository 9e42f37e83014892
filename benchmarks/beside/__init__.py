"""Runs clients side by side, and tells what came of it."""
