# Everything, from the network to the alarms. What exists already is given (network, cluster, zone, database) and then not made.

locals {
  # One of the two is there.
  network  = coalesce(var.network, one(module.network[*]))
  cluster  = coalesce(var.cluster, one(module.cluster[*]))
  database = coalesce(var.database, one(module.database[*]))
  zone_id  = coalesce(var.zone_id, one(module.zone[*].zone_id))

  processes = ["producer", "projector", "health-saga", "console"]
  images    = { for image, url in module.repositories.urls : image => "${url}:${var.image_tag}" }
}

module "network" {
  count  = var.network == null ? 1 : 0
  source = "./modules/network"

  name = var.name
  cidr = var.network_cidr
}

module "cluster" {
  count  = var.cluster == null ? 1 : 0
  source = "./modules/cluster"

  name             = var.name
  vpc_id           = local.network.vpc_id
  subnet_ids       = local.network.subnet_ids
  public_addresses = var.network == null
  instance_type    = var.instance_type
  architecture     = var.architecture
  hosts            = var.hosts
  service_ports    = var.service_ports
}

module "zone" {
  count  = var.zone_id == null ? 1 : 0
  source = "./modules/zone"

  name   = var.name
  domain = var.domain
  vpc_id = local.network.vpc_id
}

module "messaging" {
  source = "./modules/messaging"

  scope = var.name
}

module "database" {
  count  = var.database == null ? 1 : 0
  source = "./modules/database"

  name                      = var.name
  vpc_id                    = local.network.vpc_id
  subnet_ids                = local.network.subnet_ids
  client_security_group_ids = [local.cluster.security_group_id]
  instance_class            = var.database_class
  multi_az                  = var.database_multi_az
  deletion_protection       = var.deletion_protection
  final_snapshot            = var.deletion_protection
}

module "repositories" {
  source = "./modules/repositories"

  name   = var.name
  images = setunion(local.processes, var.more_images)
}

module "observability" {
  source = "./modules/observability"

  name                = var.name
  cluster_name        = local.cluster.name
  queues              = module.messaging.queues
  database_identifier = one(module.database[*].identifier)
  log_days            = var.log_days
  alarm_actions       = var.alarm_actions
}

module "services" {
  source = "./modules/services"

  name                 = var.name
  cluster              = local.cluster
  images               = merge(local.images, var.images)
  repository_arns      = { for process in local.processes : process => module.repositories.arns[process] if !contains(keys(var.images), process) }
  domain               = var.domain
  zone                 = { id = local.zone_id }
  scope                = module.messaging.scope
  topic_arns           = module.messaging.topic_arns
  queues               = module.messaging.queues
  database             = local.database
  log_groups           = module.observability.log_groups
  ttl                  = var.ttl
  health               = var.health
  projectors           = var.projectors
  health_sagas         = var.health_sagas
  database_connections = var.database_connections
  console_token_arn    = var.console_token_arn
}
