# The module as a whole, on a provider that makes things up: what it refuses, and what it makes of what it is given.

mock_provider "aws" {
  source = "./tests/mocks"
}

variables {
  image_tag = "1.0.0"
}

run "everything_is_made" {
  command = plan
}

run "much_of_it_is_given" {
  command = plan

  variables {
    network  = { vpc_id = "vpc-0123456789abcdef0", subnet_ids = ["subnet-0123456789abcdef0", "subnet-0123456789abcdef1"] }
    cluster  = { name = "apps", arn = "arn:aws:ecs:us-east-1:123456789012:cluster/apps", capacity_provider = "apps", security_group_id = "sg-0123456789abcdef0" }
    zone     = { id = "Z0123456789ABCDEFGHIJ" }
    database = { connection = "Host=db", secret_arn = "arn:aws:secretsmanager:us-east-1:123456789012:secret:db-abcdef" }
  }

  assert {
    condition     = output.zone_id == "Z0123456789ABCDEFGHIJ" && output.cluster.name == "apps" && output.database.connection == "Host=db"
    error_message = "What is given is used."
  }

  assert {
    condition     = length(module.soa) == 0
    error_message = "The SOA record of a zone that is given is its owner's."
  }
}

run "a_zone_that_is_given_has_its_soa_record_written_where_that_is_said" {
  command = plan

  variables {
    zone = { id = "Z0123456789ABCDEFGHIJ", manage_soa = true }
  }

  assert {
    condition     = length(module.soa) == 1
    error_message = "manage_soa has it written."
  }
}

run "vpcs_of_a_zone_that_is_given_are_refused" {
  command = plan

  variables {
    zone      = { id = "Z0123456789ABCDEFGHIJ" }
    zone_vpcs = { batch = { vpc_id = "vpc-0123456789abcdef0" } }
  }

  expect_failures = [var.zone_vpcs]
}

run "the_tag_latest_is_refused" {
  command = plan

  variables {
    image_tag = "latest"
  }

  expect_failures = [var.image_tag]
}

run "an_endpoint_and_a_collector_of_our_own_are_refused" {
  command = plan

  variables {
    telemetry = { endpoint = "http://collector:4317", cloudwatch = { metrics = [".*"] } }
  }

  expect_failures = [var.telemetry]
}

run "a_database_that_is_too_small_for_the_connections_is_told" {
  command = plan

  variables {
    database_class = "db.t4g.small"
  }

  expect_failures = [check.connections]
}
