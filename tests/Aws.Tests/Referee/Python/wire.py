"""Compares a request of ours with what botocore makes of the same members."""

import base64
import json
import urllib.parse
import xml.etree.ElementTree

import botocore.handlers
import botocore.serialize


def judge(operation, members, wire):
    """What is wrong with a request; null for nothing."""
    protocol = operation.service_model.metadata["protocol"]
    try:
        params = fit(operation.input_shape, members, "")
        if operation.service_model.service_name == "route53":
            botocore.handlers.fix_route53_ids(params, operation)
        expected = botocore.serialize.create_serializer(protocol).serialize_to_request(params, operation)
    except Exception as fault:
        return {"fault": f"{type(fault).__name__}: {fault}"}

    ours, theirs = ours_of(protocol, wire), theirs_of(protocol, operation, expected)
    faults = [f"{part}: {ours[part]!r}, and botocore {theirs[part]!r}" for part in theirs if ours[part] != theirs[part]]
    return {"fault": "; ".join(faults) or None}


def fit(shape, value, path):
    """Our members, which C# spells in its own case, as those of the model."""
    if shape.type_name == "structure":
        names = {name.lower(): name for name in shape.members}
        unknown = [name for name in value if name.lower() not in names]
        if unknown:
            raise ValueError(f"{path}: the model has no {unknown}")
        return {
            names[name.lower()]: fit(shape.members[names[name.lower()]], member, f"{path}.{name}") for name, member in value.items()
        }
    if shape.type_name == "list":
        return [fit(shape.member, item, path) for item in value]
    if shape.type_name == "map":
        return {key: fit(shape.value, item, path) for key, item in value.items()}
    return base64.b64decode(value) if shape.type_name == "blob" else value


def ours_of(protocol, wire):
    path, _, query = wire["target"].partition("?")
    body = wire["body"]
    headers = {name.lower(): text for name, text in wire["headers"].items()}
    return {
        "method": wire["method"],
        "path": urllib.parse.unquote(path),
        "query": sorted(urllib.parse.parse_qsl(query, keep_blank_values=True)),
        "body": read_body(protocol, body),
        "target": headers.get("x-amz-target"),
        "type": headers.get("content-type", "").partition(";")[0] if protocol != "rest-xml" else None,
    }


def theirs_of(protocol, operation, request):
    body, query = request["body"], request.get("query_string") or {}
    if protocol == "query":
        body = sorted((name, str(text)) for name, text in body.items())
    else:
        body = read_body(protocol, body.decode() if isinstance(body, bytes) else body)
    headers = {name.lower(): text for name, text in request["headers"].items()}
    pairs = urllib.parse.parse_qsl(query) if isinstance(query, str) else query.items()
    return {
        "method": request["method"],
        "path": urllib.parse.unquote(request["url_path"].partition("?")[0]),
        "query": sorted((name, str(text)) for name, text in pairs),
        "body": body,
        "target": headers.get("x-amz-target"),
        "type": {"query": "application/x-www-form-urlencoded", "json": headers.get("content-type")}.get(protocol),
    }


def read_body(protocol, body):
    if protocol == "query":
        return sorted(urllib.parse.parse_qsl(body, keep_blank_values=True))
    if not body:
        return None
    return json.loads(body) if protocol == "json" else tree(xml.etree.ElementTree.fromstring(body))


def tree(element):
    """The order of members means nothing; that of a list's items, which have one name, is kept."""
    children = sorted((tree(child) for child in element), key=lambda child: child[0])
    return (element.tag, None if children else element.text or "", children)
