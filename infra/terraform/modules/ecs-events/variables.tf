variable "scope" {
  description = "What the names of the rule and its queues begin with: the processes' Pipeline__Scope."
  type        = string
}

variable "cluster_arn" {
  description = "The cluster whose tasks are told of."
  type        = string
}

variable "launch_types" {
  description = "The launch types whose tasks are told of."
  type        = list(string)

  validation {
    condition     = length(var.launch_types) > 0
    error_message = "Name one launch type or more."
  }
}
