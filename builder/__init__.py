"""Recoupe: articles in, a static site of compared accounts out."""

__version__ = "0.1.0"
