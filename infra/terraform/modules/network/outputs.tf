output "vpc_id" {
  description = "The VPC."
  value       = aws_vpc.this.id
}

output "subnet_ids" {
  description = "Its subnets, one a zone."
  value       = [for subnet in aws_subnet.public : subnet.id]

  # A host without a route cannot register with its cluster.
  depends_on = [aws_route.internet, aws_route_table_association.public]
}
