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

variable "zone" {
  description = "A private hosted zone of the domain, or of a name above it: its identifier; whether its SOA record is written here; where it is another account's, the role there that the projector assumes. Null has a zone made."
  type = object({
    id         = string
    manage_soa = optional(bool, false)
    role_arn   = optional(string)
  })
  default = null

  validation {
    condition     = var.zone == null || !(try(var.zone.manage_soa, false) && try(var.zone.role_arn, null) != null)
    error_message = "The SOA record of a zone in another account is written there."
  }

  validation {
    condition     = var.zone == null || try(can(regex("^[A-Z0-9]{1,32}$", var.zone.id)), true)
    error_message = "Write a hosted zone's identifier, such as Z0123456789ABCDEFGHIJ."
  }
}

variable "zone_vpcs" {
  description = "Further VPCs in which a zone that is made is answered, by names of your own. One of another account is authorised, and that account associates it."
  type = map(object({
    vpc_id        = string
    region        = optional(string)
    other_account = optional(bool, false)
  }))
  default = {}

  validation {
    condition     = length(var.zone_vpcs) == 0 || var.zone == null
    error_message = "The VPCs of a zone that is given are its owner's."
  }
}

variable "negative_ttl" {
  description = "For how many seconds resolvers remember that a name is not there."
  type        = number
  default     = 5
}

variable "database" {
  description = "A PostgreSQL database, 14 or newer: how Npgsql finds it, without user and password; a secret with the keys username and password, and its key unless it is AWS's own; null has one made."
  type = object({
    connection  = string
    secret_arn  = string
    kms_key_arn = optional(string)
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

variable "public_addresses" {
  description = "Whether hosts that are made get public addresses, for networks whose way out is an internet gateway; null: in a network that is made, and in no other."
  type        = bool
  default     = null
}

variable "flow_log" {
  description = "For how many days the flow log of a network that is made is kept, and its KMS key unless it is AWS's own; null writes none."
  type = object({
    days    = number
    key_arn = optional(string)
  })
  default = null
}

variable "database_class" {
  description = "The size of a database that is made."
  type        = string
  default     = "db.t4g.medium"
}

variable "database_apply_immediately" {
  description = "Whether a change of class, engine or disk of a database that is made takes place at once, with a restart of minutes, and not in the next maintenance window."
  type        = bool
  default     = false
}

variable "database_performance_insights" {
  description = "Whether RDS keeps for seven days what a database that is made waits for."
  type        = bool
  default     = false
}

variable "keys" {
  description = "KMS keys of your own, by their ARNs: of a database that is made and of the secret with its password, of logs, and of images. What has none is under AWS's own."
  type = object({
    database        = optional(string)
    database_secret = optional(string)
    logs            = optional(string)
    images          = optional(string)
  })
  default = {}
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

variable "addresses" {
  description = "Whose addresses are at a service's own name: Fixed (instances with a port that was declared), All, None."
  type        = string
  default     = "Fixed"
}

variable "names" {
  description = "Who may claim a name that the list of owners does not name: Anyone, FirstClaim (whoever claims it first keeps it), Nobody."
  type        = string
  default     = "Anyone"
}

variable "name_owners" {
  description = "The list of who may claim which names, as text: file(…). Null where none is listed."
  type        = string
  default     = null
}

variable "environment" {
  description = "Further settings of docs/configuration.md, and OpenTelemetry's and AWS's own variables, by process: { projector = { Pipeline__Layout = \"Weighted\" } }."
  type        = map(map(string))
  default     = {}
}

variable "health" {
  description = "How instances are checked and judged: any of the settings Pipeline__Health__… of docs/configuration.md."
  type        = map(string)
  default     = {}
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
}

variable "health_sagas" {
  description = "How many health sagas there are; they share the probing."
  type        = number
  default     = 2
}

variable "consoles" {
  description = "How many consoles there are, on as many hosts."
  type        = number
  default     = 2
}

variable "console_port" {
  description = "The port of a console on its host's loopback; two deployments on one cluster take different ones."
  type        = number
  default     = 8080
}

variable "database_connections" {
  description = "How many connections a process opens to the database at most, in each of its pools."
  type        = number
  default     = 10
}

variable "telemetry" {
  description = "Where the processes' metrics go: to a collector that is there (endpoint, OTLP over gRPC), or by a collector on each host to CloudWatch (metrics, by regular expressions of their names), to Amazon Managed Service for Prometheus, or both. Nowhere by default."
  type = object({
    endpoint        = optional(string)
    cloudwatch      = optional(object({ metrics = list(string) }))
    prometheus      = optional(object({ workspace_arn = string, remote_write_url = string }))
    collector_image = optional(string, "public.ecr.aws/aws-observability/aws-otel-collector:v0.43.3")
    collector_port  = optional(number, 14317)
  })
  default = {}

  validation {
    condition     = var.telemetry.endpoint == null || (var.telemetry.cloudwatch == null && var.telemetry.prometheus == null)
    error_message = "Write an endpoint, or where collectors of this deployment send to."
  }
}

variable "wait_for_steady_state" {
  description = "Whether an apply ends only once every service runs as it should."
  type        = bool
  default     = false
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

variable "console_token" {
  description = "A secret that holds what a person shows to give orders in the console, and its key unless it is AWS's own; null has it read only."
  type = object({
    secret_arn  = string
    kms_key_arn = optional(string)
  })
  default = null
}
