variable "name" {
  description = "What the group is called by."
  type        = string
}

variable "vpc_id" {
  description = "The VPC of the tasks."
  type        = string
}

variable "host_security_group_id" {
  description = "The hosts' security group, which is let in."
  type        = string
}
