# What is kept of the processes' logs, what is measured from them, and what gets somebody up.

locals {
  processes = ["producer", "projector", "health-saga", "console"]

  # Lines that tell of trouble, and what is counted of them. A test holds each phrase against what the processes say.
  spoken = {
    stale-lease = {
      process     = "projector"
      pattern     = "?\"agent down, no report since\" ?\"is lost: silent since\" ?\"Every host is silent at once\""
      threshold   = 0
      description = "A host's reports are missing: its agent is down, its machine is gone (lost), or no report arrives at all."
    }
    not-believed = {
      process     = "projector"
      pattern     = "\"is heard but not believed:\""
      threshold   = 0
      description = "A host is heard but not believed: a clock is wrong, two agents speak for it, or what it says cannot be read: ./pipeline hosts"
    }
    drift = {
      process     = "projector"
      pattern     = "\"The zone differs from its ledger at\""
      threshold   = 0
      description = "Somebody else changed the zone; the projector repairs what is its own."
    }
    zone-fenced = {
      process     = "projector"
      pattern     = "?\"is fenced off, and nothing is written:\" ?\"was deleted by somebody else;\" ?\"was edited by somebody else\""
      threshold   = 0
      description = "Another database's fence is in the zone, so that nothing is written, or somebody touched the fence: ./pipeline plan"
    }
    zone-refuses = {
      process     = "projector"
      pattern     = "?\"The zone refuses\" ?\"are left out of DNS\""
      threshold   = 0
      description = "Route 53 refuses a record, or has no room for it, or an address record is somebody else's: ./pipeline plan"
    }
    pass-fails = {
      process     = "projector"
      pattern     = "\"A pass over the zone failed\""
      threshold   = 3
      description = "The zone cannot be written, again and again."
    }
    saga-failure = {
      process     = "health-saga"
      pattern     = "?\"could not be stopped:\" ?\"could not be judged\""
      threshold   = 0
      description = "A sick container could not be stopped, or what is due could not be judged: ./pipeline sagas --failed"
    }
    saga-frozen = {
      process     = "health-saga"
      pattern     = "\"Freeze began:\""
      threshold   = 0
      description = "So much fails at once that nothing is ejected: look for what it shares."
    }
  }

  namespace = "Pipeline/${var.name}"
}

resource "aws_cloudwatch_log_group" "this" {
  for_each = toset(local.processes)

  name              = "/pipeline/${var.name}/${each.key}"
  retention_in_days = var.log_days
  kms_key_id        = var.log_key_arn
}

resource "aws_cloudwatch_log_metric_filter" "spoken" {
  for_each = local.spoken

  name           = "${var.name}-${each.key}"
  log_group_name = aws_cloudwatch_log_group.this[each.value.process].name
  pattern        = each.value.pattern

  metric_transformation {
    namespace     = local.namespace
    name          = each.key
    value         = "1"
    default_value = "0"
    unit          = "Count"
  }
}

resource "aws_cloudwatch_metric_alarm" "spoken" {
  for_each = local.spoken

  alarm_name          = "${var.name}-${each.key}"
  alarm_description   = each.value.description
  namespace           = local.namespace
  metric_name         = aws_cloudwatch_log_metric_filter.spoken[each.key].metric_transformation[0].name
  statistic           = "Sum"
  period              = 300
  evaluation_periods  = 1
  comparison_operator = "GreaterThanThreshold"
  threshold           = each.value.threshold
  treat_missing_data  = "notBreaching"
  alarm_actions       = var.alarm_actions
  ok_actions          = var.alarm_actions
}

resource "aws_cloudwatch_metric_alarm" "dead_letters" {
  for_each = var.queues

  alarm_name          = "${var.name}-dead-letters-${each.key}"
  alarm_description   = "Messages could not be handled: ./pipeline dead-letters --queue ${each.value.name}"
  namespace           = "AWS/SQS"
  metric_name         = "ApproximateNumberOfMessagesVisible"
  dimensions          = { QueueName = each.value.error_name }
  statistic           = "Maximum"
  period              = 60
  evaluation_periods  = 1
  comparison_operator = "GreaterThanThreshold"
  threshold           = 0
  treat_missing_data  = "notBreaching"
  alarm_actions       = var.alarm_actions
  ok_actions          = var.alarm_actions
}

resource "aws_cloudwatch_metric_alarm" "queue_age" {
  for_each = var.queues

  alarm_name          = "${var.name}-queue-age-${each.key}"
  alarm_description   = "Messages wait in ${each.value.name}: its consumers are gone, overwhelmed, or have lost the database."
  namespace           = "AWS/SQS"
  metric_name         = "ApproximateAgeOfOldestMessage"
  dimensions          = { QueueName = each.value.name }
  statistic           = "Maximum"
  period              = 60
  evaluation_periods  = 3
  comparison_operator = "GreaterThanThreshold"
  threshold           = var.queue_age_seconds
  treat_missing_data  = "notBreaching"
  alarm_actions       = var.alarm_actions
  ok_actions          = var.alarm_actions
}

# Every host reports each half minute. Silence says that nothing runs: no host with a way to AWS's APIs, no agent that starts, no topic that delivers.
resource "aws_cloudwatch_metric_alarm" "no_facts" {
  alarm_name          = "${var.name}-no-facts"
  alarm_description   = "No fact at all arrives: hosts are not there, or have no way out, or their agents do not run."
  namespace           = "AWS/SQS"
  metric_name         = "NumberOfMessagesSent"
  dimensions          = { QueueName = var.queues["facts"].name }
  statistic           = "Sum"
  period              = 300
  evaluation_periods  = 2
  comparison_operator = "LessThanThreshold"
  threshold           = 1
  treat_missing_data  = "breaching"
  alarm_actions       = var.alarm_actions
  ok_actions          = var.alarm_actions
}

resource "aws_cloudwatch_metric_alarm" "database_storage" {
  count = var.database == null ? 0 : 1

  alarm_name          = "${var.name}-database-storage"
  alarm_description   = "The registry's disk has less than 2 GiB left."
  namespace           = "AWS/RDS"
  metric_name         = "FreeStorageSpace"
  dimensions          = { DBInstanceIdentifier = var.database.identifier }
  statistic           = "Minimum"
  period              = 300
  evaluation_periods  = 1
  comparison_operator = "LessThanThreshold"
  threshold           = 2147483648
  treat_missing_data  = "missing"
  alarm_actions       = var.alarm_actions
  ok_actions          = var.alarm_actions
}
