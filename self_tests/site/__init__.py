"""What happens once, when the site is built. Nothing in here travels to the reader.

Imports nothing; of the core, only `__main__` may import what is in here.
"""
