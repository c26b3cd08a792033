variable "name" {
  description = "What the database server is called."
  type        = string

  validation {
    condition     = can(regex("^[a-z]([a-z0-9]|-[a-z0-9]){0,40}$", var.name))
    error_message = "RDS takes lower-case letters, digits and single hyphens, beginning with a letter."
  }
}

variable "vpc_id" {
  description = "The VPC of the server."
  type        = string
}

variable "subnet_ids" {
  description = "The server's subnets, in two zones at least."
  type        = list(string)

  validation {
    condition     = length(var.subnet_ids) >= 2
    error_message = "RDS wants subnets in two zones at least."
  }
}

variable "client_security_group_ids" {
  description = "The security groups that are let in: the container hosts'."
  type        = list(string)
}

variable "engine_version" {
  description = "PostgreSQL's major version; RDS applies minor ones by itself."
  type        = string
  default     = "17"

  validation {
    condition     = can(regex("^1[5-8]$", var.engine_version))
    error_message = "Write a major version from 15 to 18."
  }
}

variable "instance_class" {
  description = "The server's size."
  type        = string
  default     = "db.t4g.medium"

  validation {
    condition     = startswith(var.instance_class, "db.")
    error_message = "Write an instance class such as db.t4g.small."
  }
}

variable "multi_az" {
  description = "Whether a standby in another zone takes over, at twice the price."
  type        = bool
  default     = false
}

variable "storage_gib" {
  description = "The disk to begin with, in GiB."
  type        = number
  default     = 20

  validation {
    condition     = var.storage_gib >= 20
    error_message = "RDS gives gp3 disks from 20 GiB on."
  }
}

variable "max_storage_gib" {
  description = "How far the disk may grow by itself, in GiB: at least a tenth more than it begins with."
  type        = number
  default     = 200

  validation {
    condition     = var.max_storage_gib >= 22
    error_message = "Let it grow by a tenth at least."
  }
}

variable "backup_days" {
  description = "For how many days the registry can be restored to any second."
  type        = number
  default     = 7

  validation {
    condition     = var.backup_days >= 0 && var.backup_days <= 35
    error_message = "RDS keeps backups for 0 to 35 days."
  }
}

variable "deletion_protection" {
  description = "Whether AWS refuses to delete the server: to be switched off and applied before a destroy."
  type        = bool
  default     = true
}

variable "final_snapshot" {
  description = "Whether a snapshot is left when the server is deleted."
  type        = bool
  default     = true
}

variable "apply_immediately" {
  description = "Whether a change of class, engine or disk is made at once, with a restart of minutes, and not in the next maintenance window."
  type        = bool
  default     = false
}

variable "key_arn" {
  description = "The KMS key of disk, snapshots and Performance Insights; null is AWS's own for RDS. With another one the server is made anew."
  type        = string
  default     = null
}

variable "secret_key_arn" {
  description = "The KMS key of the secret with user and password; null is AWS's own for Secrets Manager."
  type        = string
  default     = null
}

variable "performance_insights" {
  description = "Whether RDS keeps for seven days what the server waits for."
  type        = bool
  default     = false
}

variable "root_certificate" {
  description = "Where a process finds the authorities of RDS's certificates."
  type        = string
  default     = "/app/rds-ca.pem"
}
