output "log_groups" {
  description = "Each process's log group."
  value       = { for process, group in aws_cloudwatch_log_group.this : process => group.name }
}

output "alarms" {
  description = "The names of all alarms."
  value       = [for arn in local.alarm_arns : split(":", arn)[6]]
}

output "dashboard" {
  description = "The dashboard's name."
  value       = aws_cloudwatch_dashboard.this.dashboard_name
}
