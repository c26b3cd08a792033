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
  description = "The hosted zone that the projector writes; and where it is another account's, the role there that the projector assumes for it."
  type = object({
    id       = string
    role_arn = optional(string)
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
  description = "How Npgsql finds the registry's database, without user and password; the secret with the keys username and password, and its key unless it is AWS's own."
  type = object({
    connection  = string
    secret_arn  = string
    kms_key_arn = optional(string)
  })

  validation {
    condition     = !can(regex("(?i)password", var.database.connection))
    error_message = "A password belongs into the secret, not into the connection string."
  }
}

variable "database_connections" {
  description = "How many connections a process opens to the database at most, in each of its pools."
  type        = number
  default     = 10

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

variable "addresses" {
  description = "Whose addresses are at a service's own name: Fixed (instances with a port that was declared), All, None."
  type        = string
  default     = "Fixed"

  validation {
    condition     = contains(["Fixed", "All", "None"], var.addresses)
    error_message = "Write Fixed, All or None."
  }
}

variable "names" {
  description = "Who may claim a name that the list does not name: Anyone, FirstClaim (whoever claims it first keeps it), Nobody."
  type        = string
  default     = "Anyone"

  validation {
    condition     = contains(["Anyone", "FirstClaim", "Nobody"], var.names)
    error_message = "Write Anyone, FirstClaim or Nobody."
  }
}

variable "name_owners" {
  description = "The list of who may claim which names, as text: file(…). Null where none is listed."
  type        = string
  default     = null

  validation {
    condition     = var.name_owners == null || try(length(var.name_owners) <= 32768, true)
    error_message = "A task definition takes 64 KiB, of which the list may have half."
  }
}

variable "environment" {
  description = "Further settings of docs/configuration.md, and OpenTelemetry's and AWS's own variables, by process: { projector = { Pipeline__Layout = \"Weighted\" } }."
  type        = map(map(string))
  default     = {}

  validation {
    condition     = alltrue([for process in keys(var.environment) : contains(["producer", "projector", "health-saga", "console"], process)])
    error_message = "The processes are producer, projector, health-saga and console."
  }

  validation {
    condition = alltrue(flatten([for settings in values(var.environment) : [for setting in keys(settings) : !contains([
      "Pipeline__Cluster", "Pipeline__Console", "Pipeline__CreateTopology", "Pipeline__Database", "Pipeline__Domain", "Pipeline__EcsBalancers", "Pipeline__EcsTasks", "Pipeline__Queue", "Pipeline__Scope", "Pipeline__StateDirectory",
      "Pipeline__TopicArn", "Pipeline__ZoneId", "Pipeline__ZoneRole", "Pipeline__ConsoleToken", "PGUSER", "PGPASSWORD",
    ], setting)]]))
    error_message = "What the modules agree on has variables of its own: cluster, console_port, console_token, database, domain, ecs_balancers, ecs_tasks, name and zone."
  }
}

variable "ecs_balancers" {
  description = "Whether names lead to the load balancers of the cluster's services, where a container says SERVICE_PORT_ROUTE=balancer."
  type        = bool
  default     = false
  nullable    = false
}

variable "ecs_tasks" {
  description = "The launch types whose tasks ECS itself reports, so that they need no agent: FARGATE, MANAGED_INSTANCES, EXTERNAL, EC2."
  type        = list(string)
  default     = []

  validation {
    condition     = alltrue([for type in var.ecs_tasks : contains(["FARGATE", "MANAGED_INSTANCES", "EXTERNAL", "EC2"], type)])
    error_message = "The launch types are FARGATE, MANAGED_INSTANCES, EXTERNAL and EC2."
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

variable "console_token" {
  description = "A secret that holds what a person shows to give orders in the console, and its key unless it is AWS's own; null has it read only."
  type = object({
    secret_arn  = string
    kms_key_arn = optional(string)
  })
  default = null
}

variable "telemetry" {
  description = "Where OpenTelemetry's metrics and traces go: the address of a collector from a host's network, and from a bridge; null has them go nowhere."
  type = object({
    host   = string
    bridge = string
  })
  default = null
}

variable "wait_for_steady_state" {
  description = "Whether an apply ends only once every service runs as it should."
  type        = bool
  default     = false
}
