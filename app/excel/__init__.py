"""Data to workbooks and back; openpyxl lives here and nowhere else."""
