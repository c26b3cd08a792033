output "identifier" {
  description = "The server's name among RDS's."
  value       = aws_db_instance.this.identifier
}

output "connection" {
  description = "How Npgsql finds the database, without user and password, and makes sure that it is RDS's; the images carry the authorities that RDS's certificates are signed by."
  value       = "Host=${aws_db_instance.this.address};Port=${aws_db_instance.this.port};Database=${aws_db_instance.this.db_name};SSL Mode=VerifyFull;Root Certificate=${var.root_certificate}"

  # Whoever is told of it gets in.
  depends_on = [aws_vpc_security_group_ingress_rule.postgres]
}

output "secret_arn" {
  description = "The secret with the keys username and password."
  value       = aws_db_instance.this.master_user_secret[0].secret_arn
}

output "secret_key_arn" {
  description = "The key of that secret, unless it is AWS's own."
  value       = var.secret_key_arn
}
