"""Where moto's hosted zones are not Route 53's.

One that is created with a VPC is private (CreateHostedZone in the Route 53 API reference); moto wants to be told so besides. The SOA record of a zone
can be replaced and not deleted: a zone always has one (Route 53 Developer Guide: NS and SOA records).
"""


def private_where_a_vpc_is_given(responses):
    create = responses.Route53.create_hosted_zone

    def create_hosted_zone(request):
        ask = request._get_bool_param
        request._get_bool_param = lambda name, default=None: (
            request._get_param("VPC.VPCId") is not None or ask(name, default) if name == "HostedZoneConfig.PrivateZone" else ask(name, default)
        )
        return create(request)

    responses.Route53.create_hosted_zone = create_hosted_zone


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
