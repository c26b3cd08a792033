variable "name" {
  description = "What everything that is made is called."
  type        = string
  default     = "pipeline"
}

variable "image_tag" {
  description = "The tag of the images that were pushed."
  type        = string
}

variable "domain" {
  description = "The domain below which names are answered: the zone's, or one below it."
  type        = string
}

variable "network" {
  description = "The VPC and its subnets."
  type = object({
    vpc_id     = string
    subnet_ids = list(string)
  })
}

variable "cluster" {
  description = "The ECS cluster of EC2 hosts, its capacity provider, and its hosts' security group."
  type = object({
    name              = string
    arn               = string
    capacity_provider = string
    security_group_id = string
  })
}

variable "zone" {
  description = "The private hosted zone, and whether its SOA record is written here: nobody else may write it then."
  type = object({
    id         = string
    manage_soa = optional(bool, false)
  })
}

variable "database" {
  description = "How Npgsql finds the PostgreSQL database, without user and password; a secret with the keys username and password, and its key unless it is AWS's own."
  type = object({
    connection  = string
    secret_arn  = string
    kms_key_arn = optional(string)
  })
}
