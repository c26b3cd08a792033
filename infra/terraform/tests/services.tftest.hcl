# What the processes are told, and how their services are deployed.

mock_provider "aws" {
  source = "./tests/mocks"
}

variables {
  name       = "shop"
  cluster    = { name = "apps", arn = "arn:aws:ecs:us-east-1:123456789012:cluster/apps", capacity_provider = "apps" }
  images     = { producer = "producer:1", projector = "projector:1", health-saga = "health-saga:1", console = "console:1" }
  domain     = "shop.internal"
  zone       = { id = "Z0123456789ABCDEFGHIJ" }
  scope      = "shop"
  log_groups = { producer = "producer", projector = "projector", health-saga = "health-saga", console = "console" }
  database   = { connection = "Host=db", secret_arn = "arn:aws:secretsmanager:us-east-1:123456789012:secret:db-abcdef" }

  topic_arns = {
    for topic in [
      "Pipeline_Contracts-ContainerStarted", "Pipeline_Contracts-ContainerStopping", "Pipeline_Contracts-ContainerPaused", "Pipeline_Contracts-ContainerStopped",
      "Pipeline_Contracts-HostReported", "Pipeline_Contracts-HostLeft", "Pipeline_Contracts-ContainerCondemned", "Pipeline_Contracts-ContainerReinstated",
      "Pipeline_Contracts-VerdictCarriedOut", "Pipeline_Contracts-StopTask", "Pipeline_HealthSaga_Saga-ContainerStated", "Pipeline_HealthSaga_Saga-ContainerSignalled",
    ] : topic => "arn:aws:sns:us-east-1:123456789012:shop_${topic}"
  }

  queues = {
    for queue in ["facts", "verdicts", "health-facts", "health-answers", "health", "stop-task", "ecs-tasks"] : queue => {
      name = "shop_${queue}", arn = "arn:aws:sqs:us-east-1:123456789012:shop_${queue}", error_name = "shop_${queue}_error", error_arn = "arn:aws:sqs:us-east-1:123456789012:shop_${queue}_error"
    }
  }
}

run "settings_of_a_process_win_over_typed_ones_and_reach_nobody_else" {
  command = plan

  module {
    source = "./modules/services"
  }

  variables {
    ttl         = "00:00:10"
    environment = { projector = { Pipeline__Ttl = "00:00:20", Pipeline__Layout = "Weighted" }, producer = { Pipeline__LeaveOnNotice = "false" } }
  }

  assert {
    condition     = { for setting in jsondecode(aws_ecs_task_definition.this["projector"].container_definitions)[0].environment : setting.name => setting.value }["Pipeline__Ttl"] == "00:00:20"
    error_message = "What a process's environment says holds."
  }

  assert {
    condition     = { for setting in jsondecode(aws_ecs_task_definition.this["health-saga"].container_definitions)[0].environment : setting.name => setting.value }["Pipeline__Ttl"] == "00:00:10"
    error_message = "It is said to one process."
  }

  assert {
    condition     = contains(jsondecode(aws_ecs_task_definition.this["producer"].container_definitions)[0].environment, { name = "Pipeline__LeaveOnNotice", value = "false" })
    error_message = "An agent has settings too."
  }
}

run "what_the_modules_agree_on_is_not_set_besides" {
  command = plan

  module {
    source = "./modules/services"
  }

  variables {
    environment = { projector = { Pipeline__Scope = "elsewhere" } }
  }

  expect_failures = [var.environment]
}

run "a_zone_of_another_account_is_written_by_a_role_there" {
  command = plan

  module {
    source = "./modules/services"
  }

  variables {
    zone = { id = "Z0123456789ABCDEFGHIJ", role_arn = "arn:aws:iam::210987654321:role/zone" }
  }

  assert {
    condition     = contains(jsondecode(aws_ecs_task_definition.this["projector"].container_definitions)[0].environment, { name = "Pipeline__ZoneRole", value = "arn:aws:iam::210987654321:role/zone" })
    error_message = "The projector is told of the role."
  }

  assert {
    condition     = anytrue([for statement in data.aws_iam_policy_document.task["projector"].statement : contains(statement.resources, "arn:aws:iam::210987654321:role/zone") if statement.sid == "BecomeTheZonesRole"])
    error_message = "It may become this role."
  }

  assert {
    condition     = length(coalesce(data.aws_iam_policy_document.task["projector"].source_policy_documents, [])) == 0
    error_message = "It has no right to a zone of its own account."
  }
}

run "an_apply_waits_where_it_is_told_to" {
  command = plan

  module {
    source = "./modules/services"
  }

  variables {
    wait_for_steady_state = true
  }

  assert {
    condition     = aws_ecs_service.producer.wait_for_steady_state && aws_ecs_service.projector.wait_for_steady_state && alltrue([for service in aws_ecs_service.others : service.wait_for_steady_state])
    error_message = "Every service is waited for."
  }
}

run "tasks_that_ecs_reports_are_asked_for_and_heard_of" {
  command = plan

  module {
    source = "./modules/services"
  }

  variables {
    ecs_tasks = ["FARGATE", "EXTERNAL"]
  }

  assert {
    condition     = contains(jsondecode(aws_ecs_task_definition.this["projector"].container_definitions)[0].environment, { name = "Pipeline__EcsTasks", value = "FARGATE,EXTERNAL" })
    error_message = "The projector is told of the launch types."
  }

  assert {
    condition     = contains(local.hears["projector"], "ecs-tasks") && contains(local.says["projector"], "Pipeline_Contracts-HostReported")
    error_message = "It hears events, and says facts."
  }
}

run "services_behind_balancers_are_asked_for" {
  command = plan

  module {
    source = "./modules/services"
  }

  variables {
    ecs_balancers = true
  }

  assert {
    condition     = contains(jsondecode(aws_ecs_task_definition.this["projector"].container_definitions)[0].environment, { name = "Pipeline__EcsBalancers", value = "true" })
    error_message = "The projector is told to take services."
  }

  assert {
    condition     = !contains(local.hears["projector"], "ecs-tasks") && contains(local.says["projector"], "Pipeline_Contracts-HostLeft")
    error_message = "It needs no events, and says facts."
  }

  assert {
    condition     = anytrue([for statement in data.aws_iam_policy_document.task["projector"].statement : contains(statement.actions, "elasticloadbalancing:DescribeListeners")])
    error_message = "It may find the balancers."
  }
}
