output "zone_id" {
  description = "The hosted zone."
  value       = aws_route53_zone.this.zone_id
}

output "arn" {
  description = "The hosted zone's ARN."
  value       = aws_route53_zone.this.arn
}
