variable "name" {
  description = "What everything is called."
  type        = string
  default     = "pipeline"
}

variable "domain" {
  description = "The domain below which names are answered."
  type        = string
  default     = "servicediscovery.internal"
}

variable "image_tag" {
  description = "The tag of the images that were pushed."
  type        = string
}

variable "hosts" {
  description = "How many hosts there are at least and at most."
  type = object({
    min = number
    max = number
  })
  default = { min = 2, max = 4 }
}

variable "deletion_protection" {
  description = "Whether AWS refuses to delete the database. Switch it off and apply before a destroy."
  type        = bool
  default     = true
}

variable "alarm_actions" {
  description = "The ARNs of what is told of alarms."
  type        = list(string)
  default     = []
}

variable "samples_secret" {
  description = "A secret with the keys user and password, with which the samples Portal, Time and Calc are run, and its key unless it is AWS's own; null runs none."
  type = object({
    arn         = string
    kms_key_arn = optional(string)
  })
  default = null
}
