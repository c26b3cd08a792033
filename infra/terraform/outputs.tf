output "zone_id" {
  description = "The hosted zone that is written."
  value       = local.zone.id
}

output "zone_policy" {
  description = "What whoever writes the zone may do with it: the policy for a role in the zone's account, where that is another one."
  value       = module.services.zone_policy
}

output "cluster" {
  description = "The cluster: its name, ARN, capacity provider, and its hosts' security group."
  value = {
    name              = local.cluster.name
    arn               = local.cluster.arn
    capacity_provider = local.cluster.capacity_provider
    security_group_id = local.cluster.security_group_id
  }
}

output "awsvpc_security_group_id" {
  description = "The security group to attach to awsvpc tasks, so that the hosts reach them: health checks come from there."
  value       = module.probed.security_group_id
}

output "repositories" {
  description = "Where each image is pushed to, without a tag."
  value       = module.repositories.urls
}

output "repository_arns" {
  description = "Each image's repository."
  value       = module.repositories.arns
}

output "topics" {
  description = "Each topic's ARN."
  value       = module.messaging.topic_arns
}

output "queues" {
  description = "Each queue and its error queue."
  value       = module.messaging.queues
}

output "database" {
  description = "How the database is found, and the secret with its user and password."
  value = {
    connection = local.database.connection
    secret_arn = local.database.secret_arn
  }
}

output "task_definitions" {
  description = "Each process's task definition."
  value       = module.services.task_definitions
}

output "services" {
  description = "The ECS services' names."
  value       = module.services.services
}

output "task_roles" {
  description = "Each process's role."
  value       = module.services.task_roles
}

output "log_groups" {
  description = "Each process's log group."
  value       = module.observability.log_groups
}

output "alarms" {
  description = "The names of all alarms."
  value       = module.observability.alarms
}

output "dashboard" {
  description = "The CloudWatch dashboard."
  value       = module.observability.dashboard
}
