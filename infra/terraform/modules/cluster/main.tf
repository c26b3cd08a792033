# An ECS cluster on an Auto Scaling group: the hosts that agents watch. A host that the group ends is drained first.

locals {
  image_parameter = {
    x86_64 = "/aws/service/ecs/optimized-ami/amazon-linux-2023/recommended/image_id"
    arm64  = "/aws/service/ecs/optimized-ami/amazon-linux-2023/arm64/recommended/image_id"
  }[var.architecture]
}

data "aws_region" "current" {}

data "aws_caller_identity" "current" {}

data "aws_partition" "current" {}

# A newer image is taken up by the next apply, host by host.
data "aws_ssm_parameter" "image" {
  name = local.image_parameter
}

resource "aws_ecs_cluster" "this" {
  name = var.name

  setting {
    name  = "containerInsights"
    value = var.container_insights ? "enabled" : "disabled"
  }
}

resource "aws_security_group" "hosts" {
  name_prefix = "${var.name}-hosts-"
  description = "Container hosts: each other on published ports, and outwards"
  vpc_id      = var.vpc_id

  tags = { Name = "${var.name}-hosts" }

  lifecycle {
    create_before_destroy = true
  }
}

# Docker publishes on Linux's ephemeral ports; instances find, and the health saga probes, each other there.
resource "aws_vpc_security_group_ingress_rule" "published" {
  for_each = toset(["tcp", "udp"])

  security_group_id            = aws_security_group.hosts.id
  referenced_security_group_id = aws_security_group.hosts.id
  description                  = "Published ports, from host to host"
  ip_protocol                  = each.key
  from_port                    = 32768
  to_port                      = 65535
}

# Those of host networks that lie below.
resource "aws_vpc_security_group_ingress_rule" "chosen" {
  for_each = toset([for port in var.service_ports : tostring(port)])

  security_group_id            = aws_security_group.hosts.id
  referenced_security_group_id = aws_security_group.hosts.id
  description                  = "A service on its host's network, from host to host"
  ip_protocol                  = "tcp"
  from_port                    = tonumber(each.key)
  to_port                      = tonumber(each.key)
}

# Everywhere: where AWS's APIs and registries answer is no list that a security group could hold, and what containers call is their own affair.
resource "aws_vpc_security_group_egress_rule" "out" {
  security_group_id = aws_security_group.hosts.id
  description       = "AWS's APIs, registries, the database"
  cidr_ipv4         = "0.0.0.0/0"
  ip_protocol       = "-1"
}

resource "aws_launch_template" "host" {
  name_prefix            = "${var.name}-"
  image_id               = nonsensitive(data.aws_ssm_parameter.image.value)
  instance_type          = var.instance_type
  update_default_version = true

  iam_instance_profile {
    arn = aws_iam_instance_profile.host.arn
  }

  # Version 2 only, and one hop: the host and what shares its network, the agent among it, reach the metadata; a container on a bridge does not.
  metadata_options {
    http_endpoint               = "enabled"
    http_tokens                 = "required"
    http_put_response_hop_limit = 1
  }

  network_interfaces {
    associate_public_ip_address = var.public_addresses
    delete_on_termination       = true
    security_groups             = [aws_security_group.hosts.id]
  }

  block_device_mappings {
    device_name = "/dev/xvda"

    ebs {
      volume_type           = "gp3"
      volume_size           = var.disk_gib
      encrypted             = true
      delete_on_termination = true
    }
  }

  user_data = base64encode(templatefile("${path.module}/host.sh.tftpl", { cluster = aws_ecs_cluster.this.name }))

  tag_specifications {
    resource_type = "instance"
    tags          = { Name = "${var.name}-host" }
  }

  tag_specifications {
    resource_type = "volume"
    tags          = { Name = "${var.name}-host" }
  }
}

resource "aws_autoscaling_group" "hosts" {
  name                  = "${var.name}-hosts"
  min_size              = var.hosts.min
  max_size              = var.hosts.max
  vpc_zone_identifier   = var.subnet_ids
  protect_from_scale_in = false
  force_delete          = true

  launch_template {
    id      = aws_launch_template.host.id
    version = aws_launch_template.host.latest_version
  }

  # A changed template (a newer image, another size) replaces hosts one after the other, each drained by ECS.
  instance_refresh {
    strategy = "Rolling"

    preferences {
      min_healthy_percentage = 100
      max_healthy_percentage = 150
    }
  }

  tag {
    key                 = "AmazonECSManaged"
    value               = "true"
    propagate_at_launch = true
  }

  # ECS scales the group by what its tasks reserve.
  lifecycle {
    ignore_changes = [desired_capacity]
  }

  # A host leaves its cluster, and its agent leaves the names, with these; so they end after it.
  depends_on = [aws_iam_role_policy.host, aws_vpc_security_group_egress_rule.out, aws_vpc_security_group_ingress_rule.published]
}

resource "aws_ecs_capacity_provider" "hosts" {
  name = "${var.name}-hosts"

  auto_scaling_group_provider {
    auto_scaling_group_arn         = aws_autoscaling_group.hosts.arn
    managed_draining               = "ENABLED"
    managed_termination_protection = "DISABLED"

    managed_scaling {
      status                    = "ENABLED"
      target_capacity           = var.target_capacity
      minimum_scaling_step_size = 1
      maximum_scaling_step_size = 10
      instance_warmup_period    = 120
    }
  }
}

resource "aws_ecs_cluster_capacity_providers" "this" {
  cluster_name       = aws_ecs_cluster.this.name
  capacity_providers = [aws_ecs_capacity_provider.hosts.name]

  default_capacity_provider_strategy {
    capacity_provider = aws_ecs_capacity_provider.hosts.name
    weight            = 1
  }
}
