# Everything, from the network to the alarms. What exists already is given (network, cluster, zone, database) and then not made.

locals {
  # One of the two is there.
  network = coalesce(var.network, one(module.network[*]))
  cluster = coalesce(var.cluster, one(module.cluster[*]))

  zone = var.zone == null ? {
    id                  = one(module.zone[*].zone_id)
    role_arn            = null
    name                = var.domain
    primary_name_server = one(module.zone[*].primary_name_server)
    } : {
    id                  = var.zone.id
    role_arn            = var.zone.role_arn
    name                = one(data.aws_route53_zone.given[*].name)
    primary_name_server = one(data.aws_route53_zone.given[*].primary_name_server)
  }

  database = var.database == null ? {
    connection  = one(module.database[*].connection)
    secret_arn  = one(module.database[*].secret_arn)
    kms_key_arn = one(module.database[*].secret_key_arn)
  } : var.database

  queues    = merge(module.messaging.queues, { for events in module.ecs_events : "ecs-tasks" => events.queue })
  processes = ["producer", "projector", "health-saga", "console"]
  images    = { for image, url in module.repositories.urls : image => "${url}:${var.image_tag}" }
}

module "network" {
  count  = var.network == null ? 1 : 0
  source = "./modules/network"

  name     = var.name
  cidr     = var.network_cidr
  flow_log = var.flow_log
}

module "cluster" {
  count  = var.cluster == null ? 1 : 0
  source = "./modules/cluster"

  name             = var.name
  vpc_id           = local.network.vpc_id
  subnet_ids       = local.network.subnet_ids
  public_addresses = coalesce(var.public_addresses, var.network == null)
  instance_type    = var.instance_type
  architecture     = var.architecture
  hosts            = var.hosts
  service_ports    = var.service_ports
}

module "probed" {
  source = "./modules/probed"

  name                   = var.name
  vpc_id                 = local.network.vpc_id
  host_security_group_id = local.cluster.security_group_id
}

module "zone" {
  count  = var.zone == null ? 1 : 0
  source = "./modules/zone"

  name   = var.name
  domain = var.domain
  vpc_id = local.network.vpc_id
  vpcs   = var.zone_vpcs
}

# A zone that is given has its SOA record written only where that is said: it is the whole zone's.
data "aws_route53_zone" "given" {
  count = try(var.zone.manage_soa, false) ? 1 : 0

  zone_id = var.zone.id
}

module "soa" {
  count  = var.zone == null || try(var.zone.manage_soa, false) ? 1 : 0
  source = "./modules/soa"

  zone         = local.zone
  negative_ttl = var.negative_ttl
}

module "messaging" {
  source = "./modules/messaging"

  scope = var.name
}

module "ecs_events" {
  count  = length(var.ecs_tasks) > 0 ? 1 : 0
  source = "./modules/ecs-events"

  scope        = var.name
  cluster_arn  = local.cluster.arn
  launch_types = var.ecs_tasks
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
  apply_immediately         = var.database_apply_immediately
  performance_insights      = var.database_performance_insights
  key_arn                   = var.keys.database
  secret_key_arn            = var.keys.database_secret
  deletion_protection       = var.deletion_protection
  final_snapshot            = var.deletion_protection
}

module "repositories" {
  source = "./modules/repositories"

  name   = var.name
  images = setunion(local.processes, var.more_images)
  key    = var.keys.images == null ? null : { arn = var.keys.images }
}

module "observability" {
  source = "./modules/observability"

  name          = var.name
  cluster_name  = local.cluster.name
  queues        = local.queues
  database      = one(module.database[*])
  log_days      = var.log_days
  log_key_arn   = var.keys.logs
  alarm_actions = var.alarm_actions
}

module "collector" {
  count  = var.telemetry.cloudwatch != null || var.telemetry.prometheus != null ? 1 : 0
  source = "./modules/collector"

  name        = var.name
  cluster     = local.cluster
  cloudwatch  = var.telemetry.cloudwatch
  prometheus  = var.telemetry.prometheus
  image       = var.telemetry.collector_image
  port        = var.telemetry.collector_port
  log_days    = var.log_days
  log_key_arn = var.keys.logs
}

module "services" {
  source = "./modules/services"

  name                  = var.name
  cluster               = local.cluster
  images                = merge(local.images, var.images)
  repository_arns       = { for process in local.processes : process => module.repositories.arns[process] if !contains(keys(var.images), process) }
  domain                = var.domain
  zone                  = local.zone
  scope                 = module.messaging.scope
  topic_arns            = module.messaging.topic_arns
  queues                = local.queues
  database              = local.database
  log_groups            = module.observability.log_groups
  ttl                   = var.ttl
  addresses             = var.addresses
  names                 = var.names
  name_owners           = var.name_owners
  health                = var.health
  environment           = var.environment
  ecs_balancers         = var.ecs_balancers
  ecs_tasks             = var.ecs_tasks
  projectors            = var.projectors
  health_sagas          = var.health_sagas
  consoles              = var.consoles
  console_port          = var.console_port
  console_token         = var.console_token
  database_connections  = var.database_connections
  telemetry             = var.telemetry.endpoint == null ? one(module.collector[*].endpoints) : { host = var.telemetry.endpoint, bridge = var.telemetry.endpoint }
  wait_for_steady_state = var.wait_for_steady_state
}
