# Everything made anew: network, cluster, zone, messaging, database, processes, alarms; and samples.tf.

provider "aws" {}

module "pipeline" {
  source = "../.."

  name                = var.name
  domain              = var.domain
  image_tag           = var.image_tag
  hosts               = var.hosts
  deletion_protection = var.deletion_protection
  alarm_actions       = var.alarm_actions
  more_images         = ["calc", "time", "portal"]
}
