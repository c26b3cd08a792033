output "queue" {
  description = "The queue of events: its name, ARN and URL, and those of its error queue."
  value = {
    name       = aws_sqs_queue.this.name
    arn        = aws_sqs_queue.this.arn
    url        = aws_sqs_queue.this.url
    error_name = aws_sqs_queue.error.name
    error_arn  = aws_sqs_queue.error.arn
  }
}
