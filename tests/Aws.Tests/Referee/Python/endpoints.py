"""The endpoints of a service in every region, by botocore's rules."""

import botocore.endpoint_provider
import botocore.exceptions
import botocore.loaders


def resolve(name):
    loader = botocore.loaders.Loader()
    partitions = loader.load_data("partitions")
    regions = [region for one in loader.load_data("endpoints")["partitions"] for region in one["regions"]]
    rules = botocore.endpoint_provider.EndpointProvider(loader.load_service_model(name, "endpoint-rule-set-1"), partitions)
    return [resolve_one(rules, region, fips, dual) for region in regions for fips in (False, True) for dual in (False, True)]


def resolve_one(rules, region, fips, dual):
    try:
        endpoint = rules.resolve_endpoint(Region=region, UseFIPS=fips, UseDualStack=dual)
        schemes = (endpoint.properties or {}).get("authSchemes", [])
        signing = next((scheme["signingRegion"] for scheme in schemes if "signingRegion" in scheme), region)
        url = endpoint.url
    except botocore.exceptions.EndpointProviderError as fault:
        url, signing = None, str(fault)
    return {"region": region, "fips": fips, "dual": dual, "url": url, "signing": signing}
