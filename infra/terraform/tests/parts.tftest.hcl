# What single modules make of their variables.

mock_provider "aws" {
  source = "./tests/mocks"
}

run "a_vpc_of_another_account_is_authorised_and_one_of_our_own_associated" {
  command = plan

  module {
    source = "./modules/zone"
  }

  variables {
    name   = "shop"
    vpc_id = "vpc-0123456789abcdef0"
    vpcs = {
      batch   = { vpc_id = "vpc-0123456789abcdef1", region = "eu-west-1" }
      partner = { vpc_id = "vpc-0123456789abcdef2", other_account = true }
    }
  }

  assert {
    condition     = keys(aws_route53_zone_association.own) == ["batch"] && keys(aws_route53_vpc_association_authorization.other) == ["partner"]
    error_message = "Each VPC takes the way that its account has."
  }
}

run "a_second_server_of_one_name_leaves_a_second_snapshot" {
  command = apply

  module {
    source = "./modules/database"
  }

  variables {
    name                      = "shop"
    vpc_id                    = "vpc-0123456789abcdef0"
    subnet_ids                = ["subnet-0123456789abcdef0", "subnet-0123456789abcdef1"]
    client_security_group_ids = ["sg-0123456789abcdef0"]
  }

  override_resource {
    target = aws_security_group.this
    values = { id = "sg-00000000000000077" }
  }

  override_resource {
    target = aws_db_instance.this
    values = { master_user_secret = [{ secret_arn = "arn:aws:secretsmanager:us-east-1:123456789012:secret:db", kms_key_id = "", secret_status = "active" }] }
  }

  assert {
    condition     = aws_db_instance.this.final_snapshot_identifier == "shop-final-00000000000000077"
    error_message = "The snapshot is called by what only this server has."
  }
}

run "silence_of_all_hosts_is_told" {
  command = plan

  module {
    source = "./modules/observability"
  }

  variables {
    name         = "shop"
    cluster_name = "apps"
    queues       = { facts = { name = "shop_facts", error_name = "shop_facts_error" } }
  }

  assert {
    condition     = aws_cloudwatch_metric_alarm.no_facts.treat_missing_data == "breaching" && aws_cloudwatch_metric_alarm.no_facts.dimensions["QueueName"] == "shop_facts"
    error_message = "No measure at all is silence."
  }
}

run "hosts_without_a_nat_gateway_get_public_addresses_where_that_is_said" {
  command = plan

  module {
    source = "./modules/cluster"
  }

  variables {
    name             = "shop"
    vpc_id           = "vpc-0123456789abcdef0"
    subnet_ids       = ["subnet-0123456789abcdef0", "subnet-0123456789abcdef1"]
    public_addresses = true
  }

  assert {
    condition     = aws_launch_template.host.network_interfaces[0].associate_public_ip_address == "true"
    error_message = "The way out is an internet gateway."
  }
}
