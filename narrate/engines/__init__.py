"""The engines: each file drives one third party and hands narrate its own values. Only `assembly` picks among them.

A module here may be imported without its engine being loaded: what is heavy is imported at first use.
"""
