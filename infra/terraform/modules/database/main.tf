# PostgreSQL on RDS: the registry. Its password is made, kept and rotated by AWS in Secrets Manager, and never in Terraform's state.
# From PostgreSQL 15 on, RDS takes encrypted connections alone (rds.force_ssl is 1 by default: Amazon RDS User Guide, using SSL with PostgreSQL).

resource "aws_db_subnet_group" "this" {
  name        = var.name
  description = "The registry of ${var.name}"
  subnet_ids  = var.subnet_ids
}

resource "aws_security_group" "this" {
  name        = "${var.name}-database"
  description = "PostgreSQL, for the container hosts alone"
  vpc_id      = var.vpc_id

  tags = { Name = "${var.name}-database" }
}

# Counted, because the groups may be known only when they are made.
resource "aws_vpc_security_group_ingress_rule" "postgres" {
  count = length(var.client_security_group_ids)

  security_group_id            = aws_security_group.this.id
  referenced_security_group_id = var.client_security_group_ids[count.index]
  description                  = "PostgreSQL, from the container hosts"
  ip_protocol                  = "tcp"
  from_port                    = 5432
  to_port                      = 5432
}

resource "aws_db_instance" "this" {
  identifier     = var.name
  engine         = "postgres"
  engine_version = var.engine_version
  instance_class = var.instance_class
  multi_az       = var.multi_az

  db_name                       = "pipeline"
  username                      = "pipeline"
  manage_master_user_password   = true
  master_user_secret_kms_key_id = var.secret_key_arn

  storage_type          = "gp3"
  storage_encrypted     = true
  kms_key_id            = var.key_arn
  allocated_storage     = var.storage_gib
  max_allocated_storage = var.max_storage_gib

  db_subnet_group_name   = aws_db_subnet_group.this.name
  vpc_security_group_ids = [aws_security_group.this.id]
  publicly_accessible    = false

  backup_retention_period    = var.backup_days
  copy_tags_to_snapshot      = true
  auto_minor_version_upgrade = true
  apply_immediately          = var.apply_immediately
  deletion_protection        = var.deletion_protection
  skip_final_snapshot        = !var.final_snapshot

  performance_insights_enabled    = var.performance_insights
  performance_insights_kms_key_id = var.performance_insights ? var.key_arn : null

  # Of its security group's name, which no other deployment ever has: a second one that is called the same leaves a second snapshot.
  final_snapshot_identifier = var.final_snapshot ? "${var.name}-final-${trimprefix(aws_security_group.this.id, "sg-")}" : null
}
