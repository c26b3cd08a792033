"""moto does not answer what tags a scalable target has."""

import json


def without_tags(responses):
    responses.ApplicationAutoScalingResponse.list_tags_for_resource = lambda request: json.dumps({"Tags": {}})
