variable "name" {
  description = "What the cluster is called."
  type        = string

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{0,23}$", var.name)) && !can(regex("^(aws|ecs|fargate)", var.name))
    error_message = "A name is up to 24 lower-case letters, digits and hyphens, begins with a letter, and not with aws, ecs or fargate."
  }
}

variable "vpc_id" {
  description = "The VPC of the hosts."
  type        = string
}

variable "subnet_ids" {
  description = "The hosts' subnets, one a zone, two or more."
  type        = list(string)

  validation {
    condition     = length(var.subnet_ids) >= 2
    error_message = "Give subnets in two zones at least."
  }
}

variable "public_addresses" {
  description = "Whether hosts get public addresses: needed where the way out is an internet gateway, not where it is a NAT gateway or VPC endpoints."
  type        = bool
  default     = true
}

variable "instance_type" {
  description = "The hosts' instance type, of the architecture."
  type        = string
  default     = "t3.medium"

  validation {
    condition     = can(regex("^[a-z0-9-]+\\.[a-z0-9-]+$", var.instance_type))
    error_message = "Write an instance type such as t3.medium."
  }
}

variable "architecture" {
  description = "The hosts' processors, and so the images': x86_64 or arm64."
  type        = string
  default     = "x86_64"

  validation {
    condition     = contains(["x86_64", "arm64"], var.architecture)
    error_message = "Write x86_64 or arm64."
  }
}

variable "hosts" {
  description = "How many hosts there are at least and at most; ECS chooses in between."
  type = object({
    min = number
    max = number
  })
  default = { min = 2, max = 10 }

  validation {
    condition     = var.hosts.min >= 1 && var.hosts.max >= var.hosts.min
    error_message = "At least one host, and no more at least than at most."
  }
}

variable "target_capacity" {
  description = "The share of the hosts' capacity that ECS aims to have in use, in percent; below 100 there is room for tasks that start."
  type        = number
  default     = 100

  validation {
    condition     = var.target_capacity >= 1 && var.target_capacity <= 100
    error_message = "Write a number from 1 to 100."
  }
}

variable "disk_gib" {
  description = "The size of a host's encrypted disk, in GiB."
  type        = number
  default     = 30

  validation {
    condition     = var.disk_gib >= 30
    error_message = "The ECS-optimised image needs 30 GiB at least."
  }
}

variable "service_ports" {
  description = "TCP ports below 32768 on which containers of host networks serve, opened from host to host."
  type        = set(number)
  default     = []

  validation {
    condition     = alltrue([for port in var.service_ports : port >= 1 && port < 32768])
    error_message = "Ports are 1 to 32767; the others are open from host to host anyway."
  }
}

variable "session_manager" {
  description = "Whether people with the right may reach hosts, and the consoles there, by Session Manager."
  type        = bool
  default     = true
}

variable "container_insights" {
  description = "Whether CloudWatch Container Insights measures the cluster, which costs by metric."
  type        = bool
  default     = false
}
