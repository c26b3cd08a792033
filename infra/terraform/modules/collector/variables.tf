variable "name" {
  description = "What the service, its roles and its logs are called by."
  type        = string
}

variable "cluster" {
  description = "The ECS cluster, by its ARN."
  type = object({
    arn = string
  })
}

variable "cloudwatch" {
  description = "Metrics that go to CloudWatch, by regular expressions of their names; each costs by the month. Null sends none there."
  type = object({
    metrics = list(string)
  })
  default = null
}

variable "prometheus" {
  description = "A workspace of Amazon Managed Service for Prometheus, which gets all metrics: its ARN and its remote write URL. Null sends none there."
  type = object({
    workspace_arn    = string
    remote_write_url = string
  })
  default = null

  validation {
    condition     = var.prometheus != null || var.cloudwatch != null
    error_message = "Name one of cloudwatch and prometheus at least."
  }
}

variable "image" {
  description = "The collector's image; a copy of it where hosts do not reach the public registry."
  type        = string
  default     = "public.ecr.aws/aws-observability/aws-otel-collector:v0.43.3"
}

variable "port" {
  description = "The port at which it listens on its host, and with the next one for its health; two deployments on one cluster take different ones."
  type        = number
  default     = 14317

  validation {
    condition     = var.port >= 1024 && var.port <= 32766
    error_message = "Write a port from 1024 to 32766, which Docker gives to nobody."
  }
}

variable "bridge_gateway" {
  description = "The address that containers on Docker's bridge reach their host at."
  type        = string
  default     = "172.17.0.1"
}

variable "log_days" {
  description = "For how many days its log is kept."
  type        = number
  default     = 30
}

variable "log_key_arn" {
  description = "The KMS key of the logs, whose policy admits CloudWatch Logs; null is AWS's own."
  type        = string
  default     = null
}
