# A collector on every host: AWS's Distro for OpenTelemetry, which hands the processes' metrics on to CloudWatch, to Amazon Managed Service for Prometheus,
# or to both. It listens where this host's processes reach it, and nobody else: on loopback, and on the address that bridges have as their gateway.

locals {
  config = {
    receivers = {
      "otlp/host"   = { protocols = { grpc = { endpoint = "127.0.0.1:${var.port}" } } }
      "otlp/bridge" = { protocols = { grpc = { endpoint = "${var.bridge_gateway}:${var.port}" } } }
    }
    processors = { batch = { timeout = "60s" } }
    exporters  = local.exporters
    extensions = local.extensions
    service = {
      extensions = keys(local.extensions)
      pipelines = {
        metrics = { receivers = ["otlp/host", "otlp/bridge"], processors = ["batch"], exporters = keys(local.exporters) }
      }
    }
  }

  exporters = merge(
    { for destination in var.cloudwatch[*] : "awsemf" => {
      region                           = local.region
      namespace                        = local.namespace
      log_group_name                   = "/pipeline/${var.name}/metrics"
      log_stream_name                  = "{TaskId}"
      dimension_rollup_option          = "NoDimensionRollup"
      metric_declarations              = [{ dimensions = [["service.name"]], metric_name_selectors = destination.metrics }]
      resource_to_telemetry_conversion = { enabled = true }
    } },
    { for destination in var.prometheus[*] : "prometheusremotewrite" => {
      endpoint                         = destination.remote_write_url
      auth                             = { authenticator = "sigv4auth" }
      resource_to_telemetry_conversion = { enabled = true }
    } },
  )

  extensions = merge(
    { health_check = { endpoint = "127.0.0.1:${var.port + 1}" } },
    { for destination in var.prometheus[*] : "sigv4auth" => { region = local.region, service = "aps" } },
  )

  namespace = "Pipeline/${var.name}"
  region    = data.aws_region.current.id
  logs      = "arn:${data.aws_partition.current.partition}:logs:${local.region}:${data.aws_caller_identity.current.account_id}:log-group"
}

data "aws_region" "current" {}

data "aws_caller_identity" "current" {}

data "aws_partition" "current" {}

resource "aws_cloudwatch_log_group" "own" {
  name              = "/pipeline/${var.name}/collector"
  retention_in_days = var.log_days
  kms_key_id        = var.log_key_arn
}

# CloudWatch takes metrics as lines of a log, and makes them metrics as they come in.
resource "aws_cloudwatch_log_group" "metrics" {
  count = var.cloudwatch == null ? 0 : 1

  name              = "/pipeline/${var.name}/metrics"
  retention_in_days = 1
  kms_key_id        = var.log_key_arn
}

resource "aws_ecs_task_definition" "this" {
  family                   = "${var.name}-collector"
  requires_compatibilities = ["EC2"]
  network_mode             = "host"
  execution_role_arn       = aws_iam_role.execution.arn
  task_role_arn            = aws_iam_role.task.arn

  container_definitions = jsonencode([{
    name              = "collector"
    image             = var.image
    essential         = true
    cpu               = 32
    memory            = 256
    memoryReservation = 64
    environment       = [{ name = "AOT_CONFIG_CONTENT", value = yamlencode(local.config) }, { name = "AWS_REGION", value = local.region }]

    # The scheduler knows its ports, so that it keeps others off them.
    portMappings    = [for port in [var.port, var.port + 1] : { containerPort = port, hostPort = port, protocol = "tcp" }]
    linuxParameters = { initProcessEnabled = true, capabilities = { add = [], drop = ["ALL"] } }
    logConfiguration = {
      logDriver = "awslogs"
      options = {
        awslogs-group         = aws_cloudwatch_log_group.own.name
        awslogs-region        = local.region
        awslogs-stream-prefix = "collector"
        mode                  = "non-blocking"
      }
    }
    mountPoints    = []
    systemControls = []
    volumesFrom    = []
  }])
}

resource "aws_ecs_service" "this" {
  name                               = "${var.name}-collector"
  cluster                            = var.cluster.arn
  task_definition                    = aws_ecs_task_definition.this.arn
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
