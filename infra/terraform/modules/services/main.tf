# The pipeline's processes as task definitions, with a role each; services.tf has them run.

locals {
  processes = {
    producer = {
      network     = "host"
      cpu         = 64
      memory      = { least = 48, most = 192 }
      healthcheck = null
      database    = false
      prepares    = false
      ports       = []
    }

    projector = {
      network     = "bridge"
      cpu         = 256
      memory      = { least = 256, most = 1024 }
      healthcheck = local.healthcheck
      database    = true
      prepares    = true
      ports       = []
    }

    health-saga = {
      network     = "bridge"
      cpu         = 256
      memory      = { least = 256, most = 1024 }
      healthcheck = local.healthcheck
      database    = true
      prepares    = true
      ports       = []
    }

    # On its host's loopback: people reach it by a Session Manager tunnel, and nobody else does. The scheduler is told of its port, so that it
    # places it where the port is free.
    console = {
      network     = "host"
      cpu         = 64
      memory      = { least = 128, most = 512 }
      healthcheck = local.healthcheck
      database    = true
      prepares    = false
      ports       = [var.console_port]
    }
  }

  # What the agent shares with its host, at the same path on both sides. Each deployment's agent counts its own starts.
  agent_volumes = {
    docker = "/var/run/docker.sock"
    state  = "/var/lib/pipeline-agent/${var.name}"
  }

  healthcheck = ["CMD", "/app/pipeline", "healthcheck"]

  # Secrets Manager's secrets that a process is started with, by the variables that they end up in. Npgsql takes user and password as libpq does.
  secrets = {
    for name, process in local.processes : name => merge(
      process.database ? {
        PGPASSWORD = "${var.database.secret_arn}:password::"
        PGUSER     = "${var.database.secret_arn}:username::"
      } : {},
      name == "console" && var.console_token != null ? { Pipeline__ConsoleToken = var.console_token.secret_arn } : {},
    )
  }
}

data "aws_region" "current" {}

data "aws_caller_identity" "current" {}

data "aws_partition" "current" {}

locals {
  region    = data.aws_region.current.id
  account   = data.aws_caller_identity.current.account_id
  partition = data.aws_partition.current.partition
}

# What the containers of a process's task share.
locals {
  containers = {
    for name, process in local.processes : name => {
      image                  = var.images[name]
      readonlyRootFilesystem = true

      environment = [for variable in sort(keys(local.environments[name])) : { name = variable, value = local.environments[name][variable] }]
      secrets     = [for variable in sort(keys(local.secrets[name])) : { name = variable, valueFrom = local.secrets[name][variable] }]

      linuxParameters = {
        initProcessEnabled = true
        capabilities       = { add = [], drop = ["ALL"] }
        tmpfs              = [{ containerPath = "/tmp", size = 64, mountOptions = ["noexec", "nosuid", "nodev"] }]
      }

      logConfiguration = {
        logDriver = "awslogs"
        options = {
          awslogs-group         = var.log_groups[name]
          awslogs-region        = local.region
          awslogs-stream-prefix = name
          mode                  = "non-blocking"
          max-buffer-size       = "4m"
        }
      }

      systemControls = []
      volumesFrom    = []
    }
  }
}

resource "aws_ecs_task_definition" "this" {
  for_each = local.processes

  family                   = "${var.name}-${each.key}"
  requires_compatibilities = ["EC2"]
  network_mode             = each.value.network
  execution_role_arn       = aws_iam_role.execution[each.key].arn
  task_role_arn            = aws_iam_role.task[each.key].arn

  container_definitions = jsonencode(concat(
    [merge(
      local.containers[each.key],
      {
        name              = each.key
        essential         = true
        cpu               = each.value.cpu
        memory            = each.value.memory.most
        memoryReservation = each.value.memory.least
        stopTimeout       = 30
        mountPoints       = each.key == "producer" ? [for name, path in local.agent_volumes : { sourceVolume = name, containerPath = path, readOnly = false }] : []
        portMappings      = [for port in each.value.ports : { containerPort = port, hostPort = port, protocol = "tcp" }]
      },
      # The socket is root's, and so is the directory, which Docker makes: its owner needs no capability to write there.
      each.key == "producer" ? { user = "0:0" } : {},
      each.value.healthcheck == null ? {} : {
        healthCheck = { command = each.value.healthcheck, interval = 15, timeout = 5, retries = 4, startPeriod = 120 }
      },
      each.value.prepares ? { dependsOn = [{ containerName = "database", condition = "SUCCESS" }] } : {},
    )],

    # The one step that changes the schema: it ends before the process starts, and is repeated by each task, which changes nothing.
    each.value.prepares ? [merge(
      local.containers[each.key],
      {
        name              = "database"
        essential         = false
        entryPoint        = ["/app/pipeline"]
        command           = ["database", "prepare"]
        cpu               = 0
        memory            = each.value.memory.most
        memoryReservation = 32 # it is over before the process needs its own
        mountPoints       = []
        portMappings      = []
      },
    )] : [],
  ))

  dynamic "volume" {
    for_each = each.key == "producer" ? local.agent_volumes : {}

    content {
      name      = volume.key
      host_path = volume.value
    }
  }
}
