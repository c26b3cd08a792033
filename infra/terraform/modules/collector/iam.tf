# What the collector may do, and what ECS may do to start it. The processes that it collects from need no right for it.

data "aws_iam_policy_document" "assume" {
  statement {
    actions = ["sts:AssumeRole"]

    principals {
      type        = "Service"
      identifiers = ["ecs-tasks.amazonaws.com"]
    }

    condition {
      test     = "StringEquals"
      variable = "aws:SourceAccount"
      values   = [data.aws_caller_identity.current.account_id]
    }
  }
}

data "aws_iam_policy_document" "task" {
  dynamic "statement" {
    for_each = var.cloudwatch[*]

    content {
      sid       = "WriteMetrics"
      actions   = ["logs:CreateLogStream", "logs:PutLogEvents"]
      resources = ["${local.logs}:/pipeline/${var.name}/metrics:log-stream:*"]
    }
  }

  dynamic "statement" {
    for_each = var.prometheus[*]

    content {
      sid       = "WriteToPrometheus"
      actions   = ["aps:RemoteWrite"]
      resources = [statement.value.workspace_arn]
    }
  }
}

data "aws_iam_policy_document" "execution" {
  statement {
    sid       = "WriteItsLog"
    actions   = ["logs:CreateLogStream", "logs:PutLogEvents"]
    resources = ["${local.logs}:${aws_cloudwatch_log_group.own.name}:log-stream:collector/*"]
  }
}

resource "aws_iam_role" "task" {
  name_prefix        = "${var.name}-collector-"
  description        = "What the collector of ${var.name} may do"
  assume_role_policy = data.aws_iam_policy_document.assume.json
}

resource "aws_iam_role_policy" "task" {
  name   = "task"
  role   = aws_iam_role.task.id
  policy = data.aws_iam_policy_document.task.json
}

resource "aws_iam_role" "execution" {
  name_prefix        = "${var.name}-collector-start-"
  description        = "What ECS may do to start the collector of ${var.name}"
  assume_role_policy = data.aws_iam_policy_document.assume.json
}

resource "aws_iam_role_policy" "execution" {
  name   = "execution"
  role   = aws_iam_role.execution.id
  policy = data.aws_iam_policy_document.execution.json
}
