"""Where moto's hosted zones are not Route 53's (the Route 53 API reference, and its developer guide on NS and SOA records).

One that is created with a VPC is private; moto wants to be told so besides. A listing says whether it is whole. The SOA record of a zone can be replaced
and not deleted: a zone always has one.
"""


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


def with_an_soa_record_always(models):
    from moto.route53.exceptions import InvalidChangeBatch

    change = models.Route53Backend.change_resource_record_sets

    def change_resource_record_sets(backend, zoneid, change_list):
        for asked in change_list:
            if asked["Action"] == "DELETE" and asked["ResourceRecordSet"]["Type"] == "SOA":
                refusal = InvalidChangeBatch()
                refusal.message = "A HostedZone must contain exactly one SOA record."
                raise refusal
        return change(backend, zoneid, change_list)

    models.Route53Backend.change_resource_record_sets = change_resource_record_sets
