# As many projectors as the facts need: one more for as long as the oldest fact waits, one fewer when nothing has waited for a while.

resource "aws_appautoscaling_target" "projector" {
  service_namespace  = "ecs"
  resource_id        = "service/${var.cluster.name}/${aws_ecs_service.projector.name}"
  scalable_dimension = "ecs:service:DesiredCount"
  min_capacity       = var.projectors.min
  max_capacity       = var.projectors.max
}

resource "aws_appautoscaling_policy" "more" {
  name               = "${var.name}-projector-more"
  policy_type        = "StepScaling"
  service_namespace  = aws_appautoscaling_target.projector.service_namespace
  resource_id        = aws_appautoscaling_target.projector.resource_id
  scalable_dimension = aws_appautoscaling_target.projector.scalable_dimension

  step_scaling_policy_configuration {
    adjustment_type         = "ChangeInCapacity"
    cooldown                = 120
    metric_aggregation_type = "Maximum"

    step_adjustment {
      metric_interval_lower_bound = 0
      scaling_adjustment          = 1
    }
  }
}

resource "aws_appautoscaling_policy" "fewer" {
  name               = "${var.name}-projector-fewer"
  policy_type        = "StepScaling"
  service_namespace  = aws_appautoscaling_target.projector.service_namespace
  resource_id        = aws_appautoscaling_target.projector.resource_id
  scalable_dimension = aws_appautoscaling_target.projector.scalable_dimension

  step_scaling_policy_configuration {
    adjustment_type         = "ChangeInCapacity"
    cooldown                = 300
    metric_aggregation_type = "Maximum"

    step_adjustment {
      metric_interval_upper_bound = 0
      scaling_adjustment          = -1
    }
  }
}

resource "aws_cloudwatch_metric_alarm" "facts_wait" {
  alarm_name          = "${var.name}-scale-projector-out"
  alarm_description   = "Facts wait: one projector more. No reason to get up."
  namespace           = "AWS/SQS"
  metric_name         = "ApproximateAgeOfOldestMessage"
  dimensions          = { QueueName = var.queues["facts"].name }
  statistic           = "Maximum"
  period              = 60
  evaluation_periods  = 1
  comparison_operator = "GreaterThanThreshold"
  threshold           = var.queue_age_seconds
  treat_missing_data  = "notBreaching"
  alarm_actions       = [aws_appautoscaling_policy.more.arn]
}

resource "aws_cloudwatch_metric_alarm" "nothing_waits" {
  alarm_name          = "${var.name}-scale-projector-in"
  alarm_description   = "Nothing has waited for a quarter of an hour: one projector fewer, down to the least. No reason to get up."
  namespace           = "AWS/SQS"
  metric_name         = "ApproximateAgeOfOldestMessage"
  dimensions          = { QueueName = var.queues["facts"].name }
  statistic           = "Maximum"
  period              = 60
  evaluation_periods  = 15
  comparison_operator = "LessThanThreshold"
  threshold           = max(1, floor(var.queue_age_seconds / 4))
  treat_missing_data  = "breaching"
  alarm_actions       = [aws_appautoscaling_policy.fewer.arn]
}
