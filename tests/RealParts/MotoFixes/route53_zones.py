"""A hosted zone that is created with a VPC is private (CreateHostedZone in the Route 53 API reference); moto wants to be told so besides."""


def private_where_a_vpc_is_given(responses):
    create = responses.Route53.create_hosted_zone

    def create_hosted_zone(request):
        ask = request._get_bool_param
        request._get_bool_param = lambda name, default=None: (
            request._get_param("VPC.VPCId") is not None or ask(name, default) if name == "HostedZoneConfig.PrivateZone" else ask(name, default)
        )
        return create(request)

    responses.Route53.create_hosted_zone = create_hosted_zone
