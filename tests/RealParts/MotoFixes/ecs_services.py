"""What moto leaves out of ECS. It forgets much of what a service is asked to be, and says that one without a network of its own has an
empty one: ECS answers what it was asked. It says nothing of a task that it does not know.
"""

KEPT = {
    "availabilityZoneRebalancing": "availability_zone_rebalancing",
    "capacityProviderStrategy": "capacity_provider_strategy",
    "deploymentConfiguration": "deployment_configuration",
    "placementConstraints": "placement_constraints",
    "placementStrategy": "placement_strategy",
}


def as_ecs_does(responses):
    keep_what_was_asked(responses)
    name_what_is_missing(responses)


def name_what_is_missing(responses):
    """A task that ECS does not know is a failure with the reason MISSING (DescribeTasks); moto answers nothing about it."""
    describe = responses.EC2ContainerServiceResponse.describe_tasks

    def describe_tasks(request):
        answer = describe(request)
        known = {task.task_arn.split("/")[-1] for task in answer.result["tasks"]}
        answer.result["failures"] += [
            {"arn": task, "reason": "MISSING"} for task in request._get_param("tasks", []) if task.split("/")[-1] not in known
        ]
        return answer

    responses.EC2ContainerServiceResponse.describe_tasks = describe_tasks


def keep_what_was_asked(responses):
    create = responses.EC2ContainerServiceResponse.create_service

    def create_service(request):
        answer = create(request)
        service = answer.result["service"]
        for asked, kept in KEPT.items():
            setattr(service, kept, request._get_param(asked))
        service.network_configuration = service.network_configuration or None
        return answer

    responses.EC2ContainerServiceResponse.create_service = create_service
