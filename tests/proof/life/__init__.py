"""Any acts of the desk in any order, against a simple model of who has what."""
