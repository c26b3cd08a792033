# Two roles a process: what it may do itself, and what ECS may do to start it. A test holds the first against the calls that the code makes.

data "aws_iam_policy_document" "assume" {
  statement {
    actions = ["sts:AssumeRole"]

    principals {
      type        = "Service"
      identifiers = ["ecs-tasks.amazonaws.com"]
    }

    # Only ECS of this account, on behalf of this account (the confused deputy).
    condition {
      test     = "StringEquals"
      variable = "aws:SourceAccount"
      values   = [local.account]
    }

    condition {
      test     = "ArnLike"
      variable = "aws:SourceArn"
      values   = ["arn:${local.partition}:ecs:${local.region}:${local.account}:*"]
    }
  }
}

locals {
  # Whether projectors take tasks from ECS itself.
  reads_ecs = length(var.ecs_tasks) > 0

  # Whether they take anything from it: tasks, or services behind load balancers.
  states_ecs = local.reads_ecs || var.ecs_balancers

  facts = ["ContainerStarted", "ContainerStopping", "ContainerPaused", "ContainerStopped", "HostReported", "HostLeft"]

  # What each process says, and which queues it consumes.
  says = {
    producer  = [for fact in local.facts : "Pipeline_Contracts-${fact}"]
    projector = concat(["Pipeline_Contracts-VerdictCarriedOut"], local.states_ecs ? ["Pipeline_Contracts-HostReported", "Pipeline_Contracts-HostLeft"] : [])
    health-saga = [
      "Pipeline_Contracts-ContainerCondemned", "Pipeline_Contracts-ContainerReinstated", "Pipeline_Contracts-StopTask",
      "Pipeline_HealthSaga_Saga-ContainerStated", "Pipeline_HealthSaga_Saga-ContainerSignalled",
    ]
    console = []
  }

  hears = {
    producer    = []
    projector   = concat(["facts", "verdicts"], local.reads_ecs ? ["ecs-tasks"] : [])
    health-saga = ["health-facts", "health-answers", "health", "stop-task"]
    console     = []
  }
}

data "aws_iam_policy_document" "task" {
  for_each = local.processes

  source_policy_documents = each.key == "projector" && var.zone.role_arn == null ? [data.aws_iam_policy_document.zone.json] : []

  dynamic "statement" {
    for_each = length(local.says[each.key]) > 0 ? [true] : []

    content {
      sid       = "Say"
      actions   = ["sns:Publish"]
      resources = [for topic in local.says[each.key] : var.topic_arns[topic]]
    }
  }

  dynamic "statement" {
    for_each = length(local.hears[each.key]) > 0 ? [true] : []

    content {
      sid       = "Hear"
      actions   = ["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:ChangeMessageVisibility", "sqs:GetQueueAttributes", "sqs:GetQueueUrl"]
      resources = [for queue in local.hears[each.key] : var.queues[queue].arn]
    }
  }

  dynamic "statement" {
    for_each = length(local.hears[each.key]) > 0 ? [true] : []

    content {
      sid       = "PutAsideWhatCannotBeHandled"
      actions   = ["sqs:SendMessage", "sqs:GetQueueAttributes", "sqs:GetQueueUrl"]
      resources = [for queue in local.hears[each.key] : var.queues[queue].error_arn]
    }
  }

  # Looked for, and not there: messages that nobody handles go to the error queue then.
  dynamic "statement" {
    for_each = length(local.hears[each.key]) > 0 ? [true] : []

    content {
      sid       = "LookForAQueueOfSkippedMessages"
      actions   = ["sqs:GetQueueUrl"]
      resources = [for queue in local.hears[each.key] : "${var.queues[queue].arn}_skipped"]
    }
  }

  # Whether its queues hear what they should, and whether anybody hears a topic that was created again.
  dynamic "statement" {
    for_each = length(local.watched[each.key]) > 0 ? [true] : []

    content {
      sid       = "SeeSubscriptions"
      actions   = ["sns:ListSubscriptionsByTopic"]
      resources = [for topic in local.watched[each.key] : var.topic_arns[topic]]
    }
  }

  # ListTopics takes no resource (Service Authorization Reference: Amazon SNS).
  dynamic "statement" {
    for_each = length(local.hears[each.key]) > 0 ? [true] : []

    content {
      sid       = "FindTopics"
      actions   = ["sns:ListTopics"]
      resources = ["*"]
    }
  }

  # A zone of another account is written by a role there, which has the rights of the output zone_policy.
  dynamic "statement" {
    for_each = each.key == "projector" ? var.zone.role_arn[*] : []

    content {
      sid       = "BecomeTheZonesRole"
      actions   = ["sts:AssumeRole"]
      resources = [statement.value]
    }
  }

  dynamic "statement" {
    for_each = each.key == "projector" ? [true] : []

    content {
      sid       = "FindTheClustersHosts"
      actions   = ["ecs:ListContainerInstances"]
      resources = [var.cluster.arn]
    }
  }

  dynamic "statement" {
    for_each = each.key == "projector" ? [true] : []

    content {
      sid       = "AskWhetherAHostIsThere"
      actions   = ["ecs:DescribeContainerInstances"]
      resources = ["arn:${local.partition}:ecs:${local.region}:${local.account}:container-instance/${var.cluster.name}/*"]

      condition {
        test     = "ArnEquals"
        variable = "ecs:cluster"
        values   = [var.cluster.arn]
      }
    }
  }

  dynamic "statement" {
    for_each = each.key == "projector" ? [true] : []

    content {
      sid       = "AskForTasks"
      actions   = ["ecs:DescribeTasks"]
      resources = ["arn:${local.partition}:ecs:${local.region}:${local.account}:task/${var.cluster.name}/*"]

      condition {
        test     = "ArnEquals"
        variable = "ecs:cluster"
        values   = [var.cluster.arn]
      }
    }
  }

  # ListTasks takes container instances as its resource, whatever it is asked for (Service Authorization Reference: Amazon ECS).
  dynamic "statement" {
    for_each = each.key == "projector" && local.reads_ecs ? [true] : []

    content {
      sid       = "ListTasksOfTheCluster"
      actions   = ["ecs:ListTasks"]
      resources = ["*"]

      condition {
        test     = "ArnEquals"
        variable = "ecs:cluster"
        values   = [var.cluster.arn]
      }
    }
  }

  # ListServices takes no resource (Service Authorization Reference: Amazon ECS).
  dynamic "statement" {
    for_each = each.key == "projector" && var.ecs_balancers ? [true] : []

    content {
      sid       = "ListServicesOfTheCluster"
      actions   = ["ecs:ListServices"]
      resources = ["*"]

      condition {
        test     = "ArnEquals"
        variable = "ecs:cluster"
        values   = [var.cluster.arn]
      }
    }
  }

  dynamic "statement" {
    for_each = each.key == "projector" && var.ecs_balancers ? [true] : []

    content {
      sid       = "AskForServices"
      actions   = ["ecs:DescribeServices"]
      resources = ["arn:${local.partition}:ecs:${local.region}:${local.account}:service/${var.cluster.name}/*"]

      condition {
        test     = "ArnEquals"
        variable = "ecs:cluster"
        values   = [var.cluster.arn]
      }
    }
  }

  # These take no resource (Service Authorization Reference: AWS Elastic Load Balancing V2).
  dynamic "statement" {
    for_each = each.key == "projector" && var.ecs_balancers ? [true] : []

    content {
      sid       = "FindTheBalancersOfServices"
      actions   = ["elasticloadbalancing:DescribeTargetGroups", "elasticloadbalancing:DescribeLoadBalancers", "elasticloadbalancing:DescribeListeners"]
      resources = ["*"]
    }
  }

  # DescribeTaskDefinition takes no resource (Service Authorization Reference: Amazon ECS).
  dynamic "statement" {
    for_each = each.key == "projector" && local.states_ecs ? [true] : []

    content {
      sid       = "ReadWhatTasksSay"
      actions   = ["ecs:DescribeTaskDefinition"]
      resources = ["*"]
    }
  }

  # DescribeInstances takes no resource (Service Authorization Reference: Amazon EC2); the region can be held.
  dynamic "statement" {
    for_each = each.key == "projector" ? [true] : []

    content {
      sid       = "AskWhetherAMachineRuns"
      actions   = ["ec2:DescribeInstances"]
      resources = ["*"]

      condition {
        test     = "StringEquals"
        variable = "ec2:Region"
        values   = [local.region]
      }
    }
  }

  dynamic "statement" {
    for_each = each.key == "health-saga" ? [true] : []

    content {
      sid       = "StopTasksOfTheCluster"
      actions   = ["ecs:StopTask", "ecs:DescribeTasks"]
      resources = ["arn:${local.partition}:ecs:${local.region}:${local.account}:task/${var.cluster.name}/*"]

      condition {
        test     = "ArnEquals"
        variable = "ecs:cluster"
        values   = [var.cluster.arn]
      }
    }
  }

  # Dead letters: shown, and sent back where they came from.
  dynamic "statement" {
    for_each = each.key == "console" ? [true] : []

    content {
      sid       = "ShowDeadLetters"
      actions   = ["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:ChangeMessageVisibility", "sqs:GetQueueAttributes", "sqs:GetQueueUrl"]
      resources = [for queue in var.queues : queue.error_arn]
    }
  }

  dynamic "statement" {
    for_each = each.key == "console" ? [true] : []

    content {
      sid       = "SendThemBack"
      actions   = ["sqs:SendMessage", "sqs:GetQueueAttributes", "sqs:GetQueueUrl"]
      resources = [for queue in var.queues : queue.arn]
    }
  }

  dynamic "statement" {
    for_each = each.key == "console" ? [true] : []

    content {
      sid       = "LookForQueuesOfSkippedMessages"
      actions   = ["sqs:GetQueueAttributes", "sqs:GetQueueUrl"]
      resources = [for queue in var.queues : "${queue.arn}_skipped"]
    }
  }
}

locals {
  # The topics that a process's queues are subscribed to.
  heard = {
    producer    = []
    projector   = concat(local.says["producer"], ["Pipeline_Contracts-ContainerCondemned", "Pipeline_Contracts-ContainerReinstated"])
    health-saga = concat(local.says["producer"], ["Pipeline_Contracts-VerdictCarriedOut", "Pipeline_Contracts-StopTask", "Pipeline_HealthSaga_Saga-ContainerStated", "Pipeline_HealthSaga_Saga-ContainerSignalled"])
    console     = []
  }

  # The topics whose subscriptions a process looks at.
  watched = { for process, topics in local.heard : process => distinct(concat(topics, local.says[process])) }
}

locals {
  # The keys of the secrets that a process is started with, where they are not AWS's own.
  secret_keys = {
    for name, process in local.processes : name => distinct([for key in concat(
      process.database ? [var.database.kms_key_arn] : [],
      name == "console" && var.console_token != null ? [var.console_token.kms_key_arn] : [],
    ) : key if key != null])
  }
}

resource "aws_iam_role" "task" {
  for_each = local.processes

  name_prefix        = "${var.name}-${each.key}-"
  description        = "What ${each.key} of ${var.name} may do"
  assume_role_policy = data.aws_iam_policy_document.assume.json
}

resource "aws_iam_role_policy" "task" {
  for_each = local.processes

  name   = "task"
  role   = aws_iam_role.task[each.key].id
  policy = data.aws_iam_policy_document.task[each.key].json
}

data "aws_iam_policy_document" "execution" {
  for_each = local.processes

  dynamic "statement" {
    for_each = contains(keys(var.repository_arns), each.key) ? [true] : []

    content {
      sid       = "PullItsImage"
      actions   = ["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"]
      resources = [var.repository_arns[each.key]]
    }
  }

  # GetAuthorizationToken takes no resource (Service Authorization Reference: Amazon ECR).
  dynamic "statement" {
    for_each = contains(keys(var.repository_arns), each.key) ? [true] : []

    content {
      sid       = "LogInToTheRegistry"
      actions   = ["ecr:GetAuthorizationToken"]
      resources = ["*"]
    }
  }

  statement {
    sid       = "WriteItsLog"
    actions   = ["logs:CreateLogStream", "logs:PutLogEvents"]
    resources = ["arn:${local.partition}:logs:${local.region}:${local.account}:log-group:${var.log_groups[each.key]}:log-stream:${each.key}/*"]
  }

  dynamic "statement" {
    for_each = each.value.database ? [true] : []

    content {
      sid       = "ReadTheDatabasesPassword"
      actions   = ["secretsmanager:GetSecretValue"]
      resources = [var.database.secret_arn]
    }
  }

  dynamic "statement" {
    for_each = each.key == "console" && var.console_token != null ? [true] : []

    content {
      sid       = "ReadTheConsolesToken"
      actions   = ["secretsmanager:GetSecretValue"]
      resources = [var.console_token.secret_arn]
    }
  }

  # A secret under a key of the customer's own; AWS's key for Secrets Manager lets everyone decrypt who may read the secret.
  dynamic "statement" {
    for_each = length(local.secret_keys[each.key]) > 0 ? [true] : []

    content {
      sid       = "DecryptItsSecrets"
      actions   = ["kms:Decrypt"]
      resources = local.secret_keys[each.key]

      condition {
        test     = "StringEquals"
        variable = "kms:ViaService"
        values   = ["secretsmanager.${local.region}.${data.aws_partition.current.dns_suffix}"]
      }
    }
  }
}

resource "aws_iam_role" "execution" {
  for_each = local.processes

  name_prefix        = "${var.name}-${each.key}-start-"
  description        = "What ECS may do to start ${each.key} of ${var.name}"
  assume_role_policy = data.aws_iam_policy_document.assume.json
}

resource "aws_iam_role_policy" "execution" {
  for_each = local.processes

  name   = "execution"
  role   = aws_iam_role.execution[each.key].id
  policy = data.aws_iam_policy_document.execution[each.key].json
}
