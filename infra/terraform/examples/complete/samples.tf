# Three services that find each other by name: Portal asks for Time and Calc by SRV look-up at each request. Only where a secret is given with the
# keys `user` and `password`, which Time and Calc ask of their callers.

locals {
  samples = var.samples_secret == null ? {} : {
    calc   = { port = 8081, host_port = 0, count = 2 }
    time   = { port = 8082, host_port = 0, count = 1 }
    portal = { port = 8000, host_port = 8000, count = 1 }
  }
}

data "aws_region" "current" {}

resource "aws_cloudwatch_log_group" "samples" {
  count = var.samples_secret == null ? 0 : 1

  name              = "/pipeline/${var.name}/samples"
  retention_in_days = 7
}

resource "aws_ecs_task_definition" "sample" {
  for_each = local.samples

  family                   = "${var.name}-${each.key}"
  requires_compatibilities = ["EC2"]
  network_mode             = "bridge"
  execution_role_arn       = one(aws_iam_role.samples[*].arn)

  container_definitions = jsonencode([{
    name                   = each.key
    image                  = "${module.pipeline.repositories[each.key]}:${var.image_tag}"
    essential              = true
    cpu                    = 64
    memory                 = 256
    memoryReservation      = 96
    readonlyRootFilesystem = true

    # This is all that a service says to be found, and to be looked at.
    environment = [
      { name = "DOMAIN", value = var.domain },
      { name = "SERVICE_${each.value.port}_NAME", value = each.key },
    ]
    secrets = [
      { name = "API_PASSWORD", valueFrom = "${var.samples_secret.arn}:password::" },
      { name = "API_USER", valueFrom = "${var.samples_secret.arn}:user::" },
    ]

    portMappings    = [{ containerPort = each.value.port, hostPort = each.value.host_port, protocol = "tcp" }]
    linuxParameters = { initProcessEnabled = true, capabilities = { add = [], drop = ["ALL"] }, tmpfs = [{ containerPath = "/tmp", size = 16 }] }
    logConfiguration = {
      logDriver = "awslogs"
      options   = { awslogs-group = one(aws_cloudwatch_log_group.samples[*].name), awslogs-region = data.aws_region.current.id, awslogs-stream-prefix = each.key }
    }
    mountPoints    = []
    systemControls = []
    volumesFrom    = []
  }])
}

resource "aws_ecs_service" "sample" {
  for_each = local.samples

  name            = "${var.name}-${each.key}"
  cluster         = module.pipeline.cluster.arn
  task_definition = aws_ecs_task_definition.sample[each.key].arn
  desired_count   = each.value.count

  # A port of the host's own is free only once the old task is gone.
  deployment_minimum_healthy_percent = each.value.host_port == 0 ? 100 : 0
  deployment_maximum_percent         = each.value.host_port == 0 ? 200 : 100

  capacity_provider_strategy {
    capacity_provider = module.pipeline.cluster.capacity_provider
    weight            = 1
  }

  ordered_placement_strategy {
    type  = "spread"
    field = "instanceId"
  }

  depends_on = [aws_iam_role_policy.samples]
}

data "aws_iam_policy_document" "samples_assume" {
  statement {
    actions = ["sts:AssumeRole"]

    principals {
      type        = "Service"
      identifiers = ["ecs-tasks.amazonaws.com"]
    }
  }
}

data "aws_iam_policy_document" "samples" {
  count = var.samples_secret == null ? 0 : 1

  statement {
    actions   = ["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"]
    resources = [for sample in keys(local.samples) : module.pipeline.repository_arns[sample]]
  }

  statement {
    actions   = ["ecr:GetAuthorizationToken"]
    resources = ["*"]
  }

  statement {
    actions   = ["logs:CreateLogStream", "logs:PutLogEvents"]
    resources = ["${one(aws_cloudwatch_log_group.samples[*].arn)}:log-stream:*"]
  }

  statement {
    actions   = ["secretsmanager:GetSecretValue"]
    resources = [var.samples_secret.arn]
  }

  dynamic "statement" {
    for_each = var.samples_secret.kms_key_arn[*]

    content {
      actions   = ["kms:Decrypt"]
      resources = [statement.value]
    }
  }
}

resource "aws_iam_role" "samples" {
  count = var.samples_secret == null ? 0 : 1

  name_prefix        = "${var.name}-samples-"
  description        = "What ECS may do to start the samples"
  assume_role_policy = data.aws_iam_policy_document.samples_assume.json
}

resource "aws_iam_role_policy" "samples" {
  count = var.samples_secret == null ? 0 : 1

  name   = "execution"
  role   = one(aws_iam_role.samples[*].id)
  policy = one(data.aws_iam_policy_document.samples[*].json)
}
