# Two pipelines on one cluster and in one zone, all made together: a domain, a database and a console's port for each. What a pipeline is given here
# is known only once it is made, and that is no matter.

provider "aws" {}

locals {
  pipelines = {
    "${var.name}-a" = { domain = "a.${var.domain}", console_port = 8080, collector_port = 14317, manage_soa = true }
    "${var.name}-b" = { domain = "b.${var.domain}", console_port = 8081, collector_port = 14327, manage_soa = false }
  }
}

module "network" {
  source = "../../modules/network"

  name     = var.name
  cidr     = var.network_cidr
  flow_log = { days = 7 }
}

module "cluster" {
  source = "../../modules/cluster"

  name       = var.name
  vpc_id     = module.network.vpc_id
  subnet_ids = module.network.subnet_ids
}

# Batch work of another team, which has to resolve the same names.
resource "aws_vpc" "batch" {
  cidr_block           = "10.99.0.0/16"
  enable_dns_support   = true
  enable_dns_hostnames = true
}

module "zone" {
  source = "../../modules/zone"

  name   = var.name
  domain = var.domain
  vpc_id = module.network.vpc_id
  vpcs   = { batch = { vpc_id = aws_vpc.batch.id } }
}

resource "aws_kms_key" "secrets" {
  description         = "The secrets of ${var.name}"
  enable_key_rotation = true
}

# The server is there; each pipeline has a database and a user of its own on it. Whoever makes the user writes its name and password into the secret.
resource "aws_secretsmanager_secret" "database" {
  for_each = local.pipelines

  name_prefix             = "${each.key}-database-"
  description             = "The keys username and password of the database of ${each.key}"
  kms_key_id              = aws_kms_key.secrets.arn
  recovery_window_in_days = 0
}

resource "aws_secretsmanager_secret" "console" {
  for_each = local.pipelines

  name_prefix             = "${each.key}-console-"
  description             = "What a person shows to give orders in the console of ${each.key}"
  kms_key_id              = aws_kms_key.secrets.arn
  recovery_window_in_days = 0
}

module "pipeline" {
  for_each = local.pipelines
  source   = "../.."

  name         = each.key
  domain       = each.value.domain
  image_tag    = var.image_tag
  network      = module.network
  cluster      = module.cluster
  zone         = { id = module.zone.zone_id, manage_soa = each.value.manage_soa }
  console_port = each.value.console_port

  database = {
    connection  = "Host=${var.database_host};Database=${each.key};SSL Mode=VerifyFull;Root Certificate=/app/rds-ca.pem"
    secret_arn  = aws_secretsmanager_secret.database[each.key].arn
    kms_key_arn = aws_kms_key.secrets.arn
  }

  console_token = {
    secret_arn  = aws_secretsmanager_secret.console[each.key].arn
    kms_key_arn = aws_kms_key.secrets.arn
  }

  names       = "FirstClaim"
  name_owners = file("${path.module}/owners")
  addresses   = "All"

  # They share the account's quota of Route 53.
  environment = {
    producer  = { Pipeline__ReportInterval = "00:01:00" }
    projector = { Pipeline__Route53Requests = "25/5", Pipeline__Route53Changes = "750/50" }
  }

  telemetry = {
    cloudwatch     = { metrics = ["^pipeline\\.leader\\.", "^pipeline\\.hosts\\."] }
    collector_port = each.value.collector_port
  }
}
