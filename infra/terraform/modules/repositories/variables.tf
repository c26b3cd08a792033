variable "name" {
  description = "What the repositories' names begin with, as in NAME/projector."
  type        = string

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]*$", var.name))
    error_message = "Use lower-case letters, digits and hyphens, beginning with a letter."
  }
}

variable "images" {
  description = "The images, a repository each."
  type        = set(string)

  validation {
    condition     = alltrue([for image in var.images : can(regex("^[a-z0-9]+(-[a-z0-9]+)*$", image))])
    error_message = "An image's name is of lower-case letters, digits and single hyphens."
  }
}

variable "keep" {
  description = "How many images a repository keeps."
  type        = number
  default     = 20

  validation {
    condition     = var.keep >= 2
    error_message = "Keep two at least: the one that runs and the one before."
  }
}

variable "force_delete" {
  description = "Whether a repository is deleted with the images in it."
  type        = bool
  default     = true
}

variable "key" {
  description = "The KMS key of the images; null is S3's own. With another one the repositories are made anew, without their images."
  type = object({
    arn = string
  })
  default = null
}
