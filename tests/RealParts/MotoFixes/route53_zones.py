"""What moto leaves out of Route 53's hosted zones (the Route 53 API reference)."""


def as_route53_does(responses):
    private_where_a_vpc_is_given(responses)
    a_listing_says_whether_it_is_whole(responses)


def private_where_a_vpc_is_given(responses):
    """A hosted zone that is created with a VPC is private (CreateHostedZone); moto wants to be told so besides."""
    create = responses.Route53.create_hosted_zone

    def create_hosted_zone(request):
        ask = request._get_bool_param
        request._get_bool_param = lambda name, default=None: (
            request._get_param("VPC.VPCId") is not None or ask(name, default) if name == "HostedZoneConfig.PrivateZone" else ask(name, default)
        )
        return create(request)

    responses.Route53.create_hosted_zone = create_hosted_zone


def a_listing_says_whether_it_is_whole(responses):
    """IsTruncated and MaxItems are required (ListHostedZonesByName); moto answers neither."""
    list_zones = responses.Route53.list_hosted_zones_by_name

    def list_hosted_zones_by_name(request):
        answer = list_zones(request)
        answer.result.setdefault("IsTruncated", False)
        answer.result.setdefault("MaxItems", "100")
        return answer

    responses.Route53.list_hosted_zones_by_name = list_hosted_zones_by_name
