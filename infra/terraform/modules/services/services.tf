# An agent on every host, and two or more of each of the others. A service's name begins with the deployment's: a cluster may hold several, and a
# service of a team's own that is called `console`.

# On every host, also on those that come later; replaced where it stands, because two agents would speak for one host.
resource "aws_ecs_service" "producer" {
  name                               = "${var.name}-producer"
  cluster                            = var.cluster.arn
  task_definition                    = aws_ecs_task_definition.this["producer"].arn
  launch_type                        = "EC2"
  scheduling_strategy                = "DAEMON"
  deployment_minimum_healthy_percent = 0
  propagate_tags                     = "SERVICE"
  wait_for_steady_state              = var.wait_for_steady_state

  deployment_circuit_breaker {
    enable   = true
    rollback = true
  }

  depends_on = [aws_iam_role_policy.task, aws_iam_role_policy.execution]
}

resource "aws_ecs_service" "projector" {
  name                               = "${var.name}-projector"
  cluster                            = var.cluster.arn
  task_definition                    = aws_ecs_task_definition.this["projector"].arn
  desired_count                      = var.projectors.min
  deployment_minimum_healthy_percent = 50
  deployment_maximum_percent         = 200
  propagate_tags                     = "SERVICE"
  wait_for_steady_state              = var.wait_for_steady_state

  capacity_provider_strategy {
    capacity_provider = var.cluster.capacity_provider
    weight            = 1
  }

  ordered_placement_strategy {
    type  = "spread"
    field = "attribute:ecs.availability-zone"
  }

  ordered_placement_strategy {
    type  = "spread"
    field = "instanceId"
  }

  deployment_circuit_breaker {
    enable   = true
    rollback = true
  }

  # autoscaling.tf counts them.
  lifecycle {
    ignore_changes = [desired_count]
  }

  depends_on = [aws_iam_role_policy.task, aws_iam_role_policy.execution]
}

resource "aws_ecs_service" "others" {
  for_each = { health-saga = var.health_sagas, console = var.consoles }

  name            = "${var.name}-${each.key}"
  cluster         = var.cluster.arn
  task_definition = aws_ecs_task_definition.this[each.key].arn
  desired_count   = each.value

  # A console holds its host's port, so that a new one takes the place of an old one; the only one goes first.
  deployment_minimum_healthy_percent = each.value == 1 ? 0 : 50
  deployment_maximum_percent         = each.key == "console" ? 100 : 200
  propagate_tags                     = "SERVICE"
  wait_for_steady_state              = var.wait_for_steady_state

  capacity_provider_strategy {
    capacity_provider = var.cluster.capacity_provider
    weight            = 1
  }

  dynamic "placement_constraints" {
    for_each = each.key == "console" ? [true] : []

    content {
      type = "distinctInstance"
    }
  }

  ordered_placement_strategy {
    type  = "spread"
    field = "attribute:ecs.availability-zone"
  }

  ordered_placement_strategy {
    type  = "spread"
    field = "instanceId"
  }

  deployment_circuit_breaker {
    enable   = true
    rollback = true
  }

  depends_on = [aws_iam_role_policy.task, aws_iam_role_policy.execution]
}
