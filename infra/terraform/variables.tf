variable "name" {
  description = "What everything is called, and what the names of topics and queues begin with."
  type        = string
  default     = "pipeline"

  validation {
    condition     = can(regex("^[a-z]([a-z0-9]|-[a-z0-9]){0,15}$", var.name)) && length(var.name) <= 16
    error_message = "A name is up to 16 lower-case letters, digits and single hyphens, and begins with a letter."
  }
}

variable "domain" {
  description = "The domain below which names are answered; of a zone that is given, its name or one below it."
  type        = string
  default     = "servicediscovery.internal"

  validation {
    condition     = can(regex("^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$", var.domain))
    error_message = "Write a domain of two labels or more, such as servicediscovery.internal."
  }
}

variable "image_tag" {
  description = "The tag of the images that were pushed."
  type        = string

  validation {
    condition     = can(regex("^[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}$", var.image_tag)) && var.image_tag != "latest"
    error_message = "Write a tag that means one image for ever, such as a version or a commit; not latest."
  }
}

variable "images" {
  description = "Images from elsewhere, with their tags, by process: producer, projector, health-saga, console."
  type        = map(string)
  default     = {}

  validation {
    condition     = alltrue([for process in keys(var.images) : contains(["producer", "projector", "health-saga", "console"], process)])
    error_message = "The processes are producer, projector, health-saga and console."
  }
}

variable "more_images" {
  description = "Further images that get a repository."
  type        = set(string)
  default     = []
}

variable "network" {
  description = "A VPC and two or more of its subnets, in as many zones and with a way to AWS's APIs; null has one made."
  type = object({
    vpc_id     = string
    subnet_ids = list(string)
  })
  default = null
}

variable "network_cidr" {
  description = "The addresses of a VPC that is made."
  type        = string
  default     = "10.40.0.0/16"
}

variable "cluster" {
  description = "An ECS cluster of EC2 hosts, its capacity provider, and its hosts' security group; null has one made."
  type = object({
    name              = string
    arn               = string
    capacity_provider = string
    security_group_id = string
  })
  default = null
}

variable "zone_id" {
  description = "A private hosted zone; null has one made."
  type        = string
  default     = null

  validation {
    condition     = var.zone_id == null || can(regex("^Z[A-Z0-9]{1,31}$", var.zone_id))
    error_message = "Write a hosted zone's identifier, such as Z0123456789ABCDEFGHIJ."
  }
}

variable "database" {
  description = "A PostgreSQL database, 14 or newer: how Npgsql finds it, without user and password, and the ARN of a secret with the keys username and password; null has one made."
  type = object({
    connection = string
    secret_arn = string
  })
  default = null
}

variable "instance_type" {
  description = "The hosts' instance type, of the architecture."
  type        = string
  default     = "t3.medium"
}

variable "architecture" {
  description = "The hosts' processors, and so the images': x86_64 or arm64."
  type        = string
  default     = "x86_64"
}

variable "hosts" {
  description = "How many hosts there are at least and at most."
  type = object({
    min = number
    max = number
  })
  default = { min = 2, max = 10 }
}

variable "service_ports" {
  description = "TCP ports below 32768 on which containers of host networks serve, opened from host to host."
  type        = set(number)
  default     = []
}

variable "database_class" {
  description = "The size of a database that is made."
  type        = string
  default     = "db.t4g.small"
}

variable "database_multi_az" {
  description = "Whether a standby in another zone takes over from a database that is made, at twice the price."
  type        = bool
  default     = false
}

variable "deletion_protection" {
  description = "Whether AWS refuses to delete a database that is made, and leaves a snapshot when it is deleted. Switch it off and apply before a destroy."
  type        = bool
  default     = true
}

variable "ttl" {
  description = "For how long resolvers may keep an answer, HH:MM:SS."
  type        = string
  default     = "00:00:05"
}

variable "health" {
  description = "How instances are checked and judged: any of the settings Pipeline__Health__… of docs/configuration.md."
  type        = map(string)
  default     = {}
}

variable "projectors" {
  description = "How many projectors there are at least and at most."
  type = object({
    min = number
    max = number
  })
  default = { min = 2, max = 4 }
}

variable "health_sagas" {
  description = "How many health sagas there are; they share the probing."
  type        = number
  default     = 2
}

variable "database_connections" {
  description = "How many connections a process opens to the database at most, in each of its pools."
  type        = number
  default     = 20
}

variable "log_days" {
  description = "For how many days logs are kept."
  type        = number
  default     = 30
}

variable "alarm_actions" {
  description = "The ARNs of what is told of alarms, such as an SNS topic of the team."
  type        = list(string)
  default     = []
}

variable "console_token_arn" {
  description = "A secret that holds what a person shows to give orders in the console; null has it read only."
  type        = string
  default     = null
}
