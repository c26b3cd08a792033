output "name" {
  description = "The cluster's name."
  value       = aws_ecs_cluster.this.name
}

output "arn" {
  description = "The cluster's ARN."
  value       = aws_ecs_cluster.this.arn
}

output "capacity_provider" {
  description = "The capacity provider that services run on."
  value       = aws_ecs_capacity_provider.hosts.name

  # A service names it only once the cluster has it.
  depends_on = [aws_ecs_cluster_capacity_providers.this]
}

output "security_group_id" {
  description = "The hosts' security group."
  value       = aws_security_group.hosts.id
}
