# What a host itself may do: its ECS agent speaks for it, and Session Manager is the only way onto it. Images are pulled and logs written with
# each task's own execution role.

locals {
  arn = "arn:${data.aws_partition.current.partition}:ecs:${data.aws_region.current.id}:${data.aws_caller_identity.current.account_id}"
}

data "aws_iam_policy_document" "assume" {
  statement {
    actions = ["sts:AssumeRole"]

    principals {
      type        = "Service"
      identifiers = ["ec2.amazonaws.com"]
    }
  }
}

data "aws_iam_policy_document" "host" {
  statement {
    sid       = "JoinTheCluster"
    actions   = ["ecs:RegisterContainerInstance", "ecs:DeregisterContainerInstance", "ecs:SubmitTaskStateChange", "ecs:SubmitContainerStateChange", "ecs:SubmitAttachmentStateChanges"]
    resources = [aws_ecs_cluster.this.arn]
  }

  statement {
    sid       = "HearFromECS"
    actions   = ["ecs:Poll", "ecs:StartTelemetrySession", "ecs:UpdateContainerInstancesState"]
    resources = ["${local.arn}:container-instance/${aws_ecs_cluster.this.name}/*"]
  }

  # Neither takes a resource (Service Authorization Reference: Amazon ECS, AWS Systems Manager, Amazon Session Manager Message Gateway Service).
  statement {
    sid       = "FindECS"
    actions   = ["ecs:DiscoverPollEndpoint"]
    resources = ["*"]
  }

  dynamic "statement" {
    for_each = var.session_manager ? [true] : []

    content {
      sid = "BeReachedBySessionManager"
      actions = [
        "ssm:UpdateInstanceInformation",
        "ssmmessages:CreateControlChannel", "ssmmessages:CreateDataChannel",
        "ssmmessages:OpenControlChannel", "ssmmessages:OpenDataChannel",
      ]
      resources = ["*"]
    }
  }
}

resource "aws_iam_role" "host" {
  name_prefix        = "${var.name}-host-"
  description        = "A container host of ${var.name}: its ECS agent"
  assume_role_policy = data.aws_iam_policy_document.assume.json
}

resource "aws_iam_role_policy" "host" {
  name   = "host"
  role   = aws_iam_role.host.id
  policy = data.aws_iam_policy_document.host.json
}

resource "aws_iam_instance_profile" "host" {
  name_prefix = "${var.name}-host-"
  role        = aws_iam_role.host.name
}
