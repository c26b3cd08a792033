variable "name" {
  description = "What task definitions and roles begin with."
  type        = string

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{0,15}$", var.name))
    error_message = "A name is up to 16 lower-case letters, digits and hyphens, and begins with a letter."
  }
}

variable "cluster" {
  description = "The ECS cluster: its name, ARN, and the capacity provider that services run on."
  type = object({
    name              = string
    arn               = string
    capacity_provider = string
  })
}

variable "images" {
  description = "The image of each process, with its tag: producer, projector, health-saga, console."
  type        = map(string)

  validation {
    condition     = alltrue([for process in ["producer", "projector", "health-saga", "console"] : contains(keys(var.images), process)])
    error_message = "Name an image for each of producer, projector, health-saga and console."
  }
}

variable "repository_arns" {
  description = "The ECR repository of each process that has one; an image from elsewhere needs no right."
  type        = map(string)
  default     = {}
}

variable "domain" {
  description = "The domain below which names are answered."
  type        = string
}

variable "zone" {
  description = "The hosted zone that the projector writes."
  type = object({
    id = string
  })
}

variable "scope" {
  description = "What the names of topics and queues begin with."
  type        = string
}

variable "topic_arns" {
  description = "Each topic's ARN, by its name without the scope."
  type        = map(string)
}

variable "queues" {
  description = "Each queue by its name without the scope."
  type = map(object({
    name       = string
    arn        = string
    error_name = string
    error_arn  = string
  }))
}

variable "database" {
  description = "How Npgsql finds the registry's database, without user and password, and the secret with the keys username and password."
  type = object({
    connection = string
    secret_arn = string
  })

  validation {
    condition     = !can(regex("(?i)password", var.database.connection))
    error_message = "A password belongs into the secret, not into the connection string."
  }
}

variable "database_connections" {
  description = "How many connections a process opens to the database at most."
  type        = number
  default     = 20

  validation {
    condition     = var.database_connections >= 10
    error_message = "A process wants ten at least."
  }
}

variable "log_groups" {
  description = "The log group of each process."
  type        = map(string)
}

variable "log_level" {
  description = "The least level that is logged."
  type        = string
  default     = "Information"

  validation {
    condition     = contains(["Debug", "Information", "Warning", "Error"], var.log_level)
    error_message = "Write Debug, Information, Warning or Error. The alarms need Warning at least."
  }
}

variable "ttl" {
  description = "For how long resolvers may keep an answer, HH:MM:SS."
  type        = string
  default     = "00:00:05"

  validation {
    condition     = can(regex("^[0-2][0-9]:[0-5][0-9]:[0-5][0-9]$", var.ttl))
    error_message = "Write HH:MM:SS."
  }
}

variable "health" {
  description = "How instances are checked and judged: any of the settings Pipeline__Health__… of docs/configuration.md."
  type        = map(string)
  default     = {}

  validation {
    condition     = alltrue([for setting in keys(var.health) : startswith(setting, "Pipeline__Health__")])
    error_message = "Only settings that begin with Pipeline__Health__ belong here."
  }
}

variable "projectors" {
  description = "How many projectors there are at least and at most."
  type = object({
    min = number
    max = number
  })
  default = { min = 2, max = 4 }

  validation {
    condition     = var.projectors.min >= 2 && var.projectors.max >= var.projectors.min
    error_message = "Two at least, so that one takes over when the other is gone, and no more at least than at most."
  }
}

variable "queue_age_seconds" {
  description = "For how long the oldest fact may wait before there is one projector more, in seconds."
  type        = number
  default     = 15

  validation {
    condition     = var.queue_age_seconds >= 1
    error_message = "Write a number of seconds."
  }
}

variable "health_sagas" {
  description = "How many health sagas there are; they share the probing."
  type        = number
  default     = 2

  validation {
    condition     = var.health_sagas >= 2
    error_message = "Two at least, so that one takes over when the other is gone."
  }
}

variable "consoles" {
  description = "How many consoles there are, on as many hosts."
  type        = number
  default     = 2

  validation {
    condition     = var.consoles >= 0
    error_message = "Write a number."
  }
}

variable "console_port" {
  description = "The port of a console on its host's loopback."
  type        = number
  default     = 8080

  validation {
    condition     = var.console_port >= 1024 && var.console_port <= 32767
    error_message = "Write a port from 1024 to 32767, which Docker gives to nobody."
  }
}

variable "console_token_arn" {
  description = "A secret that holds what a person shows to give orders in the console; null has it read only."
  type        = string
  default     = null
}
