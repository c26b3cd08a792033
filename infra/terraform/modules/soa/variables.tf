variable "zone" {
  description = "The hosted zone: its identifier, its name, and the first of its name servers."
  type = object({
    id                  = string
    name                = string
    primary_name_server = string
  })
}

variable "negative_ttl" {
  description = "For how many seconds resolvers remember that a name is not there."
  type        = number
  default     = 5

  validation {
    condition     = var.negative_ttl >= 1 && var.negative_ttl <= 86400 && floor(var.negative_ttl) == var.negative_ttl
    error_message = "Write a number of seconds from 1 to 86400."
  }
}
