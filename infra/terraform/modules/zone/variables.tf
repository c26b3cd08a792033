variable "name" {
  description = "The installation that writes the zone."
  type        = string
}

variable "domain" {
  description = "The zone's name, which every service's name ends with."
  type        = string
  default     = "servicediscovery.internal"

  validation {
    condition     = length(var.domain) <= 200 && can(regex("^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$", var.domain))
    error_message = "Write a domain of two labels or more in lower-case letters, digits and hyphens, such as servicediscovery.internal."
  }
}

variable "vpc_id" {
  description = "The VPC in which the zone is answered first; with another one the zone is made anew."
  type        = string
}

variable "vpcs" {
  description = "Further VPCs in which the zone is answered, by names of your own. One of another account is authorised, and that account associates it."
  type = map(object({
    vpc_id        = string
    region        = optional(string)
    other_account = optional(bool, false)
  }))
  default = {}

  validation {
    condition     = length(var.vpcs) < 300
    error_message = "Route 53 takes 300 VPCs a zone unless it is asked for more."
  }
}

variable "force_destroy" {
  description = "Whether the zone is deleted with the records in it."
  type        = bool
  default     = true
}
