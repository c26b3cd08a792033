output "zone_id" {
  description = "The hosted zone."
  value       = aws_route53_zone.this.zone_id
}

output "arn" {
  description = "The hosted zone's ARN."
  value       = aws_route53_zone.this.arn
}

output "primary_name_server" {
  description = "The first of its name servers, which its SOA record names."
  value       = aws_route53_zone.this.primary_name_server
}
