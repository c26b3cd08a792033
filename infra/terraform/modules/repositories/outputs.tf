output "urls" {
  description = "Where each image is pushed to and pulled from, without a tag."
  value       = { for image, repository in aws_ecr_repository.this : image => repository.repository_url }
}

output "arns" {
  description = "Each repository's ARN."
  value       = { for image, repository in aws_ecr_repository.this : image => repository.arn }
}
