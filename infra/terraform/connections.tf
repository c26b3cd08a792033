# A database takes so many connections and no more: max_connections of RDS is its memory by 9,531,392 bytes (Amazon RDS User Guide: quotas), of which the
# system and RDS itself keep some 15 %. Counted is the worst moment: as many projectors as there may be, and every service deployed anew at 200 %.

locals {
  # Work, reading for people, and besides four for leases and two that listen.
  connections_a_process = 2 * var.database_connections + 6
  connections           = (2 * var.projectors.max + 2 * var.health_sagas + var.consoles) * local.connections_a_process

  # A class is a family and a size: of t, m and r classes the memory follows from both.
  database_size = try(regex("^db\\.([tmr])[0-9a-z]+\\.(micro|small|medium|large|xlarge|[0-9]+xlarge)$", var.database_class), ["", ""])
  gib_of_a_size = merge({ micro = 1, small = 2, medium = 4, large = 8, xlarge = 16 }, { for size in [2, 4, 8, 12, 16, 24] : "${size}xlarge" => 16 * size })
  database_gib  = lookup(local.gib_of_a_size, local.database_size[1], 0) * (local.database_size[0] == "r" ? 2 : 1)

  connections_there_are = min(5000, floor(local.database_gib * 1073741824 * 0.85 / 9531392))
}

check "connections" {
  assert {
    condition     = var.database != null || local.database_gib == 0 || local.connections <= local.connections_there_are
    error_message = "At worst the processes open ${local.connections} connections, and a ${var.database_class} takes some ${local.connections_there_are}: choose a larger database_class, or fewer database_connections or processes."
  }
}
