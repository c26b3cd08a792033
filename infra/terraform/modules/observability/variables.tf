variable "name" {
  description = "What log groups, alarms and the dashboard are called by."
  type        = string

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]*$", var.name))
    error_message = "Use lower-case letters, digits and hyphens, beginning with a letter."
  }
}

variable "cluster_name" {
  description = "The ECS cluster whose services are shown."
  type        = string
}

variable "queues" {
  description = "The queues to watch, by their names without the scope."
  type = map(object({
    name       = string
    error_name = string
  }))
}

variable "database" {
  description = "The RDS instance to watch, by its identifier; null where there is none of ours."
  type = object({
    identifier = string
  })
  default = null
}

variable "queue_age_seconds" {
  description = "For how long the oldest message may wait before somebody is told, in seconds."
  type        = number
  default     = 120

  validation {
    condition     = var.queue_age_seconds >= 1
    error_message = "Write a number of seconds."
  }
}

variable "log_days" {
  description = "For how many days logs are kept."
  type        = number
  default     = 30

  validation {
    condition     = contains([1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653], var.log_days)
    error_message = "CloudWatch takes 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365 and some longer times."
  }
}

variable "log_key_arn" {
  description = "The KMS key of the logs, whose policy admits CloudWatch Logs; null is AWS's own."
  type        = string
  default     = null
}

variable "alarm_actions" {
  description = "The ARNs of what is told of alarms and of their end, such as an SNS topic of the team."
  type        = list(string)
  default     = []

  validation {
    condition     = alltrue([for arn in var.alarm_actions : startswith(arn, "arn:")])
    error_message = "Write ARNs."
  }
}
