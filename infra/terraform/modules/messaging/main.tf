# The way of facts: a topic a kind of message, a queue a consumer, subscribed raw; beside each queue one for what could not be handled.
# The names are those that the processes look for (docs/configuration.md); a test holds this table against what they would create themselves.

locals {
  facts = ["ContainerStarted", "ContainerStopping", "ContainerPaused", "ContainerStopped", "HostReported", "HostLeft"]

  topics = toset(concat(
    [for fact in local.facts : "Pipeline_Contracts-${fact}"],
    [
      "Pipeline_Contracts-ContainerCondemned",
      "Pipeline_Contracts-ContainerReinstated",
      "Pipeline_Contracts-VerdictCarriedOut",
      "Pipeline_Contracts-StopTask",
      "Pipeline_HealthSaga_Saga-ContainerStated",
      "Pipeline_HealthSaga_Saga-ContainerSignalled",
    ],
  ))

  # Each consumer's queue, and what it hears.
  queues = {
    facts          = [for fact in local.facts : "Pipeline_Contracts-${fact}"]
    verdicts       = ["Pipeline_Contracts-ContainerCondemned", "Pipeline_Contracts-ContainerReinstated"]
    health-facts   = [for fact in local.facts : "Pipeline_Contracts-${fact}"]
    health-answers = ["Pipeline_Contracts-VerdictCarriedOut"]
    health         = ["Pipeline_HealthSaga_Saga-ContainerStated", "Pipeline_HealthSaga_Saga-ContainerSignalled"]
    stop-task      = ["Pipeline_Contracts-StopTask"]
  }

  # Known ahead, because a queue's own policy names it.
  queue_arns = { for queue in keys(local.queues) : queue => "arn:${data.aws_partition.current.partition}:sqs:${data.aws_region.current.id}:${data.aws_caller_identity.current.account_id}:${var.scope}_${queue}" }

  subscriptions = merge([for queue, topics in local.queues : { for topic in topics : "${queue}/${topic}" => { queue = queue, topic = topic } }]...)
}

data "aws_region" "current" {}

data "aws_caller_identity" "current" {}

data "aws_partition" "current" {}

resource "aws_sns_topic" "this" {
  for_each = local.topics

  name              = "${var.scope}_${each.key}"
  kms_master_key_id = var.topic_key
}

resource "aws_sqs_queue" "error" {
  for_each = local.queues

  name                      = "${var.scope}_${each.key}_error"
  sqs_managed_sse_enabled   = true
  message_retention_seconds = var.error_retention_days * 86400
}

resource "aws_sqs_queue" "this" {
  for_each = local.queues

  name                      = "${var.scope}_${each.key}"
  sqs_managed_sse_enabled   = true
  message_retention_seconds = var.retention_days * 86400
  receive_wait_time_seconds = 20

  # A consumer that handles a message for longer renews its hold, and itself moves what it cannot handle. This is for what kills consumers.
  visibility_timeout_seconds = 30
  redrive_policy = jsonencode({
    deadLetterTargetArn = aws_sqs_queue.error[each.key].arn
    maxReceiveCount     = var.max_receive_count
  })

  # From the first: what SNS delivers before a queue admits it is lost.
  policy = data.aws_iam_policy_document.queue[each.key].json
}

resource "aws_sns_topic_subscription" "this" {
  for_each = local.subscriptions

  topic_arn            = aws_sns_topic.this[each.value.topic].arn
  protocol             = "sqs"
  endpoint             = aws_sqs_queue.this[each.value.queue].arn
  raw_message_delivery = true
}

data "aws_iam_policy_document" "queue" {
  for_each = local.queues

  statement {
    sid       = "TopicsDeliver"
    actions   = ["sqs:SendMessage"]
    resources = [local.queue_arns[each.key]]

    principals {
      type        = "Service"
      identifiers = ["sns.amazonaws.com"]
    }

    condition {
      test     = "ArnEquals"
      variable = "aws:SourceArn"
      values   = [for topic in each.value : aws_sns_topic.this[topic].arn]
    }
  }

  statement {
    sid       = "OnlyEncryptedInTransit"
    effect    = "Deny"
    actions   = ["sqs:SendMessage", "sqs:ReceiveMessage", "sqs:DeleteMessage"]
    resources = [local.queue_arns[each.key]]

    principals {
      type        = "AWS"
      identifiers = ["*"]
    }

    condition {
      test     = "Bool"
      variable = "aws:SecureTransport"
      values   = ["false"]
    }
  }
}
