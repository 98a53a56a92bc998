"""Questions asked of a plan, each answered by solving again.

What if, why not, what would it take: every answer is a second run of the exact
search under one change, never a guess from the first one.
"""
