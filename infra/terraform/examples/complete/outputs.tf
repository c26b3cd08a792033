output "pipeline" {
  description = "All that was made."
  value       = module.pipeline
}
