output "repositories" {
  description = "Where each image is pushed to, without a tag."
  value       = module.pipeline.repositories
}

output "task_roles" {
  description = "Each process's role."
  value       = module.pipeline.task_roles
}
