"""The rules: standard library only, no clock, no IO; frozen values in, decisions out."""
