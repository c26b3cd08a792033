output "scope" {
  description = "What the names begin with."
  value       = var.scope
}

output "topic_arns" {
  description = "Each topic's ARN, by its name without the scope."
  value       = { for name, topic in aws_sns_topic.this : name => topic.arn }
}

output "queues" {
  description = "Each queue by its name without the scope: its name, ARN and URL, and those of its error queue."
  value = {
    for name, queue in aws_sqs_queue.this : name => {
      name       = queue.name
      arn        = queue.arn
      url        = queue.url
      error_name = aws_sqs_queue.error[name].name
      error_arn  = aws_sqs_queue.error[name].arn
    }
  }

  # Whoever is told of a queue can count on its subscriptions.
  depends_on = [aws_sns_topic_subscription.this]
}
