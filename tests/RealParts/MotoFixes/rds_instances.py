"""moto gives every database server the same resource identifier, so that of two each is taken for the other."""

import hashlib


def told_apart(models):
    make = models.DBInstance.__init__

    def __init__(server, *args, **kwargs):
        make(server, *args, **kwargs)
        server.dbi_resource_id = "db-" + hashlib.sha256(server.db_instance_identifier.encode()).hexdigest()[:26].upper()

    models.DBInstance.__init__ = __init__
