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
  description = "The VPC in which the zone is answered."
  type        = string
}

variable "force_destroy" {
  description = "Whether the zone is deleted with the records in it."
  type        = bool
  default     = true
}
