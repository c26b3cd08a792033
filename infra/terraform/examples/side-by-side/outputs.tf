output "pipelines" {
  description = "All that was made, by the pipeline's name."
  value       = module.pipeline
}

output "zone_id" {
  description = "The zone of both."
  value       = module.zone.zone_id
}
