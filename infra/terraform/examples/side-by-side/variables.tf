variable "name" {
  description = "What the names of both begin with."
  type        = string
  default     = "apps"
}

variable "domain" {
  description = "The domain of the zone; below it each pipeline has one."
  type        = string
  default     = "apps.internal"
}

variable "image_tag" {
  description = "The tag of the images that were pushed."
  type        = string
}

variable "network_cidr" {
  description = "The addresses of the VPC."
  type        = string
  default     = "10.41.0.0/16"
}

variable "database_host" {
  description = "A PostgreSQL server on RDS, in reach of the network, with a database and a user for each pipeline."
  type        = string
}
