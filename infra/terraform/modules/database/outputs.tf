output "identifier" {
  description = "The server's name among RDS's."
  value       = aws_db_instance.this.identifier
}

output "connection" {
  description = "How Npgsql finds the database, without user and password."
  value       = "Host=${aws_db_instance.this.address};Port=${aws_db_instance.this.port};Database=${aws_db_instance.this.db_name};SSL Mode=Require"
}

output "secret_arn" {
  description = "The secret with the keys username and password."
  value       = aws_db_instance.this.master_user_secret[0].secret_arn
}
