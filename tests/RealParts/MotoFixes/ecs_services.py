"""moto forgets much of what a service is asked to be, and says that one without a network of its own has an empty one. ECS answers what it was
asked, so here that is kept.
"""

KEPT = {
    "availabilityZoneRebalancing": "availability_zone_rebalancing",
    "capacityProviderStrategy": "capacity_provider_strategy",
    "deploymentConfiguration": "deployment_configuration",
    "placementConstraints": "placement_constraints",
    "placementStrategy": "placement_strategy",
}


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
