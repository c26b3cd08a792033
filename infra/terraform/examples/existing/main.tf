# Onto what a team has already: its network, its cluster, its zone, its database. Made are topics, queues, repositories, processes, alarms.

provider "aws" {}

module "pipeline" {
  source = "../.."

  name      = var.name
  domain    = var.domain
  image_tag = var.image_tag
  network   = var.network
  cluster   = var.cluster
  zone      = var.zone
  database  = var.database
}
