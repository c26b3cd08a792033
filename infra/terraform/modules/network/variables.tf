variable "name" {
  description = "What the VPC and its parts are called."
  type        = string

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{0,23}$", var.name))
    error_message = "A name is up to 24 lower-case letters, digits and hyphens, and begins with a letter."
  }
}

variable "cidr" {
  description = "The VPC's addresses, from /16 to /24. Each subnet is a sixteenth of it."
  type        = string
  default     = "10.40.0.0/16"

  validation {
    condition     = can(cidrnetmask(var.cidr)) && try(tonumber(split("/", var.cidr)[1]) >= 16 && tonumber(split("/", var.cidr)[1]) <= 24, false)
    error_message = "Write an IPv4 block from /16 to /24, such as 10.40.0.0/16."
  }
}

variable "zones" {
  description = "The availability zones of the subnets, two or more; none takes the region's first two."
  type        = list(string)
  default     = []

  validation {
    condition     = length(var.zones) != 1 && length(var.zones) <= 6 && length(distinct(var.zones)) == length(var.zones)
    error_message = "Name two to six different zones, or none."
  }
}

variable "flow_log" {
  description = "For how many days the VPC's flow log is kept, and its KMS key unless it is AWS's own; null writes none."
  type = object({
    days    = number
    key_arn = optional(string)
  })
  default = null
}
