"""Figures as SVG, one module each: geometry from measures, words from the translator."""
