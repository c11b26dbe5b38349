from sqlite3 import *  # the same interface, with a newer SQLite beneath
