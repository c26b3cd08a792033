output "record" {
  description = "The SOA record as it is written."
  value       = one(aws_route53_record.soa.records)
}
