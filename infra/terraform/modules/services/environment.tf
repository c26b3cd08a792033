# What each process is told: what belongs to the deployment, the typed variables, and over these whatever else is set of docs/configuration.md.

locals {
  # Settings that the modules and the rights of the roles agree on; each follows from a variable of its own.
  fixed = {
    producer = {
      # The topics exist, and nothing else of SNS may be asked.
      Pipeline__TopicArn = "arn:${local.partition}:sns:${local.region}:${local.account}"
      Pipeline__Scope    = var.scope

      # The agent's epoch grows from start to start there, also when the host's clock goes back.
      Pipeline__StateDirectory = local.agent_volumes.state
    }

    projector = merge(local.shared, var.zone.role_arn == null ? {} : { Pipeline__ZoneRole = var.zone.role_arn }, var.ecs_balancers ? { Pipeline__EcsBalancers = "true" } : {}, local.reads_ecs ? { Pipeline__EcsTasks = join(",", var.ecs_tasks) } : {}, {
      Pipeline__ZoneId         = var.zone.id
      Pipeline__Cluster        = var.cluster.arn
      Pipeline__Scope          = var.scope
      Pipeline__CreateTopology = "false"
    })

    health-saga = merge(local.shared, {
      Pipeline__Scope          = var.scope
      Pipeline__CreateTopology = "false"
    })

    console = merge(local.shared, { Pipeline__Queue = var.queues["facts"].name })
  }

  shared = {
    Pipeline__Domain   = var.domain
    Pipeline__Database = "${var.database.connection};Maximum Pool Size=${var.database_connections}"
  }

  # On the loopback of each container's network; only the consoles share one, that of their hosts.
  consoles = {
    producer    = {}
    projector   = { Pipeline__Console = "http://127.0.0.1:8080" }
    health-saga = { Pipeline__Console = "http://127.0.0.1:8080" }
    console     = { Pipeline__Console = "http://127.0.0.1:${var.console_port}" }
  }

  typed = {
    producer    = {}
    projector   = merge(local.answers, local.names, var.health)
    health-saga = merge(local.answers, var.health)
    console     = local.answers
  }

  # What the zone is to say, for those who write it and those who show it.
  answers = { Pipeline__Ttl = var.ttl, Pipeline__Addresses = var.addresses }

  names = merge(
    { Pipeline__Names = var.names },
    var.name_owners == null ? {} : { Pipeline__NameOwnersList = var.name_owners },
  )

  # A collector's address depends on whose loopback a container has.
  telemetry = {
    for name, process in local.processes : name => var.telemetry == null ? {} : {
      OTEL_EXPORTER_OTLP_ENDPOINT = process.network == "host" ? var.telemetry.host : var.telemetry.bridge
      OTEL_RESOURCE_ATTRIBUTES    = "service.namespace=${var.name}"
    }
  }

  environments = {
    for process in keys(local.processes) : process => merge(
      { AWS_REGION = local.region, Pipeline__Log = var.log_level },
      local.telemetry[process],
      local.typed[process],
      lookup(var.environment, process, {}),
      local.consoles[process],
      local.fixed[process],
    )
  }
}
