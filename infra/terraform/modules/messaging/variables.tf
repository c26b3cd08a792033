variable "scope" {
  description = "What the names of topics and queues begin with: the processes' Pipeline__Scope."
  type        = string

  validation {
    condition     = can(regex("^[A-Za-z0-9_-]{1,32}$", var.scope))
    error_message = "A scope is up to 32 letters, digits, hyphens and underscores."
  }
}

variable "topic_key" {
  description = "The KMS key that encrypts topics. AWS's own for SNS lets everyone in the account publish who may; with another, grant its use to the processes' roles."
  type        = string
  default     = "alias/aws/sns"
}

variable "retention_days" {
  description = "For how many days a message waits that nobody takes."
  type        = number
  default     = 4

  validation {
    condition     = var.retention_days >= 1 && var.retention_days <= 14
    error_message = "SQS keeps messages for 1 to 14 days."
  }
}

variable "error_retention_days" {
  description = "For how many days a message is kept that could not be handled."
  type        = number
  default     = 14

  validation {
    condition     = var.error_retention_days >= 1 && var.error_retention_days <= 14
    error_message = "SQS keeps messages for 1 to 14 days."
  }
}

variable "max_receive_count" {
  description = "After how many deliveries SQS itself moves a message away. Every restart of a consumer gives back what it fetched, so it is no small number."
  type        = number
  default     = 50

  validation {
    condition     = var.max_receive_count >= 10 && var.max_receive_count <= 1000
    error_message = "Write a number from 10 to 1000."
  }
}
