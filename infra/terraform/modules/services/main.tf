# The pipeline's processes on ECS: an agent on every host, and two or more of each of the others, each with a role of its own.

locals {
  # What each process is told. `secrets` come from Secrets Manager when a task starts.
  processes = {
    producer = {
      network     = "host"
      cpu         = 64
      memory      = { least = 48, most = 192 }
      healthcheck = null
      database    = false
      console     = null
      environment = {
        # The topics exist, and nothing else of SNS may be asked.
        Pipeline__TopicArn = local.topic_place
        Pipeline__Scope    = var.scope

        # The agent's epoch grows from start to start there, also when the host's clock goes back.
        Pipeline__StateDirectory = local.agent_volumes.state
      }
    }

    projector = {
      network     = "bridge"
      cpu         = 256
      memory      = { least = 256, most = 1024 }
      healthcheck = local.healthcheck
      database    = true
      console     = "http://127.0.0.1:8080"
      environment = merge(local.shared, var.health, {
        Pipeline__ZoneId         = var.zone.id
        Pipeline__Cluster        = var.cluster.arn
        Pipeline__Scope          = var.scope
        Pipeline__CreateTopology = "false"
        Pipeline__Ttl            = var.ttl
      })
    }

    health-saga = {
      network     = "bridge"
      cpu         = 256
      memory      = { least = 256, most = 1024 }
      healthcheck = local.healthcheck
      database    = true
      console     = "http://127.0.0.1:8080"
      environment = merge(local.shared, var.health, {
        Pipeline__Scope          = var.scope
        Pipeline__CreateTopology = "false"
        Pipeline__Ttl            = var.ttl
      })
    }

    # On its host's loopback: people reach it by a Session Manager tunnel, and nobody else does.
    console = {
      network     = "host"
      cpu         = 64
      memory      = { least = 128, most = 512 }
      healthcheck = local.healthcheck
      database    = true
      console     = "http://127.0.0.1:${var.console_port}"
      environment = merge(local.shared, { Pipeline__Queue = var.queues["facts"].name })
    }
  }

  shared = {
    Pipeline__Domain   = var.domain
    Pipeline__Database = "${var.database.connection};Maximum Pool Size=${var.database_connections}"
  }

  # What the agent shares with its host, at the same path on both sides.
  agent_volumes = {
    docker = "/var/run/docker.sock"
    state  = "/var/lib/pipeline-agent"
  }

  topic_place = "arn:${local.partition}:sns:${local.region}:${local.account}"
  healthcheck = ["CMD", "/app/pipeline", "healthcheck"]

  environments = {
    for name, process in local.processes : name => merge(
      { AWS_REGION = local.region, Pipeline__Log = var.log_level },
      process.console == null ? {} : { Pipeline__Console = process.console },
      process.environment,
    )
  }
}

data "aws_region" "current" {}

data "aws_caller_identity" "current" {}

data "aws_partition" "current" {}

locals {
  region    = data.aws_region.current.name
  account   = data.aws_caller_identity.current.account_id
  partition = data.aws_partition.current.partition
}

resource "aws_ecs_task_definition" "this" {
  for_each = local.processes

  family                   = "${var.name}-${each.key}"
  requires_compatibilities = ["EC2"]
  network_mode             = each.value.network
  execution_role_arn       = aws_iam_role.execution[each.key].arn
  task_role_arn            = aws_iam_role.task[each.key].arn

  container_definitions = jsonencode([merge(
    {
      name                   = each.key
      image                  = var.images[each.key]
      essential              = true
      cpu                    = each.value.cpu
      memory                 = each.value.memory.most
      memoryReservation      = each.value.memory.least
      readonlyRootFilesystem = true
      stopTimeout            = 30
      dockerSecurityOptions  = ["no-new-privileges"]

      environment = [for variable in sort(keys(local.environments[each.key])) : { name = variable, value = local.environments[each.key][variable] }]

      # Npgsql takes user and password from these, as libpq does.
      secrets = concat(
        each.value.database ? [
          { name = "PGPASSWORD", valueFrom = "${var.database.secret_arn}:password::" },
          { name = "PGUSER", valueFrom = "${var.database.secret_arn}:username::" },
        ] : [],
        each.key == "console" && var.console_token_arn != null ? [{ name = "Pipeline__ConsoleToken", valueFrom = var.console_token_arn }] : [],
      )

      linuxParameters = {
        initProcessEnabled = true
        capabilities       = { add = [], drop = ["ALL"] }
        tmpfs              = [{ containerPath = "/tmp", size = 64, mountOptions = ["noexec", "nosuid", "nodev"] }]
      }

      logConfiguration = {
        logDriver = "awslogs"
        options = {
          awslogs-group         = var.log_groups[each.key]
          awslogs-region        = local.region
          awslogs-stream-prefix = each.key
          mode                  = "non-blocking"
          max-buffer-size       = "4m"
        }
      }

      mountPoints    = each.key == "producer" ? [for name, path in local.agent_volumes : { sourceVolume = name, containerPath = path, readOnly = false }] : []
      portMappings   = []
      systemControls = []
      volumesFrom    = []
    },
    # The socket is root's, and so is the directory, which Docker makes: its owner needs no capability to write there.
    each.key == "producer" ? { user = "0:0" } : {},
    each.value.healthcheck == null ? {} : {
      healthCheck = { command = each.value.healthcheck, interval = 15, timeout = 5, retries = 4, startPeriod = 120 }
    },
  )])

  dynamic "volume" {
    for_each = each.key == "producer" ? local.agent_volumes : {}

    content {
      name      = volume.key
      host_path = volume.value
    }
  }
}

# On every host, also on those that come later; replaced where it stands, because two agents would speak for one host.
resource "aws_ecs_service" "producer" {
  name                               = "producer"
  cluster                            = var.cluster.arn
  task_definition                    = aws_ecs_task_definition.this["producer"].arn
  launch_type                        = "EC2"
  scheduling_strategy                = "DAEMON"
  deployment_minimum_healthy_percent = 0
  propagate_tags                     = "SERVICE"

  deployment_circuit_breaker {
    enable   = true
    rollback = true
  }

  depends_on = [aws_iam_role_policy.task, aws_iam_role_policy.execution]
}

resource "aws_ecs_service" "projector" {
  name                               = "projector"
  cluster                            = var.cluster.arn
  task_definition                    = aws_ecs_task_definition.this["projector"].arn
  desired_count                      = var.projectors.min
  deployment_minimum_healthy_percent = 50
  deployment_maximum_percent         = 200
  propagate_tags                     = "SERVICE"

  capacity_provider_strategy {
    capacity_provider = var.cluster.capacity_provider
    weight            = 1
  }

  ordered_placement_strategy {
    type  = "spread"
    field = "attribute:ecs.availability-zone"
  }

  ordered_placement_strategy {
    type  = "spread"
    field = "instanceId"
  }

  deployment_circuit_breaker {
    enable   = true
    rollback = true
  }

  # autoscaling.tf counts them.
  lifecycle {
    ignore_changes = [desired_count]
  }

  depends_on = [aws_iam_role_policy.task, aws_iam_role_policy.execution]
}

resource "aws_ecs_service" "others" {
  for_each = { health-saga = var.health_sagas, console = var.consoles }

  name            = each.key
  cluster         = var.cluster.arn
  task_definition = aws_ecs_task_definition.this[each.key].arn
  desired_count   = each.value

  # A console holds its host's port, so that a new one takes the place of an old one; the only one goes first.
  deployment_minimum_healthy_percent = each.value == 1 ? 0 : 50
  deployment_maximum_percent         = each.key == "console" ? 100 : 200
  propagate_tags                     = "SERVICE"

  capacity_provider_strategy {
    capacity_provider = var.cluster.capacity_provider
    weight            = 1
  }

  dynamic "placement_constraints" {
    for_each = each.key == "console" ? [true] : []

    content {
      type = "distinctInstance"
    }
  }

  ordered_placement_strategy {
    type  = "spread"
    field = "attribute:ecs.availability-zone"
  }

  ordered_placement_strategy {
    type  = "spread"
    field = "instanceId"
  }

  deployment_circuit_breaker {
    enable   = true
    rollback = true
  }

  depends_on = [aws_iam_role_policy.task, aws_iam_role_policy.execution]
}
