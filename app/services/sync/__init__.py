"""同期: exchange with the other sites, by package.

`values` is what pages see, `header` what every page shows and the first picture reads
with the plain driver, `service` the use cases. Nothing is imported here, so that the
header need not wait for SQLAlchemy.
"""
