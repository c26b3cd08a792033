# One look: is anything wrong, does anything wait, who works.

locals {
  widgets = concat(
    [{
      type       = "alarm"
      properties = { title = "Alarms", alarms = local.alarm_arns }
    }],
    [for graph in [
      { title = "Oldest message, seconds", stat = "Maximum", metrics = [for queue in values(var.queues) : ["AWS/SQS", "ApproximateAgeOfOldestMessage", "QueueName", queue.name]] },
      { title = "Messages handled, a minute", stat = "Sum", metrics = [for queue in values(var.queues) : ["AWS/SQS", "NumberOfMessagesDeleted", "QueueName", queue.name]] },
      { title = "Dead letters", stat = "Maximum", metrics = [for queue in values(var.queues) : ["AWS/SQS", "ApproximateNumberOfMessagesVisible", "QueueName", queue.error_name]] },
      { title = "Trouble told", stat = "Sum", metrics = [for signal in keys(local.spoken) : [local.namespace, signal]] },
      {
        title   = "Processor share of each service, %", stat = "Average"
        metrics = [for service in local.processes : ["AWS/ECS", "CPUUtilization", "ClusterName", var.cluster_name, "ServiceName", "${var.name}-${service}"]]
      },
      {
        title   = "Database: processor share, connections", stat = "Average"
        metrics = var.database == null ? [] : [for metric in ["CPUUtilization", "DatabaseConnections"] : ["AWS/RDS", metric, "DBInstanceIdentifier", var.database.identifier]]
      },
      ] : {
      type       = "metric"
      properties = merge(graph, { view = "timeSeries", period = 60, region = data.aws_region.current.id })
    } if length(graph.metrics) > 0],
  )

  alarm_arns = concat(
    [for alarm in aws_cloudwatch_metric_alarm.spoken : alarm.arn],
    [for alarm in aws_cloudwatch_metric_alarm.dead_letters : alarm.arn],
    [for alarm in aws_cloudwatch_metric_alarm.queue_age : alarm.arn],
    [aws_cloudwatch_metric_alarm.no_facts.arn],
    [for alarm in aws_cloudwatch_metric_alarm.database_storage : alarm.arn],
  )
}

data "aws_region" "current" {}

resource "aws_cloudwatch_dashboard" "this" {
  dashboard_name = var.name

  # Two columns of a board 24 wide, below the alarms.
  dashboard_body = jsonencode({
    widgets = [for index, widget in local.widgets : merge(widget, {
      x      = index == 0 ? 0 : 12 * ((index - 1) % 2)
      y      = index == 0 ? 0 : 4 + 6 * floor((index - 1) / 2)
      width  = index == 0 ? 24 : 12
      height = index == 0 ? 4 : 6
    })]
  })
}
