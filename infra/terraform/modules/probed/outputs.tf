output "security_group_id" {
  description = "The security group to attach to awsvpc tasks."
  value       = aws_security_group.this.id
}
