"""Data to PDF bytes; reportlab lives here and nowhere else."""
