output "task_definitions" {
  description = "Each process's task definition."
  value       = { for process, definition in aws_ecs_task_definition.this : process => definition.arn }
}

output "task_roles" {
  description = "Each process's role."
  value       = { for process, role in aws_iam_role.task : process => role.arn }
}

output "services" {
  description = "The ECS services' names."
  value       = concat([aws_ecs_service.producer.name, aws_ecs_service.projector.name], [for service in aws_ecs_service.others : service.name])
}

output "zone_policy" {
  description = "What whoever writes the zone may do with it: the policy for a role in the zone's account."
  value       = data.aws_iam_policy_document.zone.json
}
