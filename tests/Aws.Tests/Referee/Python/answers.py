"""Makes members, and answers and errors of them, as a model says; botocore's own parser has to read the same out of them."""

import base64
import datetime
import json
import random
import xml.sax.saxutils

import botocore.parsers

HOSTILE = [
    "a=b&c +%2B;d", "<Name>x</Name>", "]]>", "&amp; &#65;", "\"quoted\" 'too'", "ünë 日本 \U0001F433", " padded ",
    "two\nlines\tand a tab", "{\"json\":true}", "null", "%", "\\052.a", "--", "$(x)", "a" * 2000, "\u00a0\u2028",
]
WHEN = datetime.datetime(2026, 1, 2, 3, 4, 5, 678000, datetime.timezone.utc)


def specimen(shape, question):
    """Members for a shape: the least that its model requires, all, or all with hostile strings."""
    if shape is None:
        return {}
    demanded = question.get("demanded", {})
    return plain(make(shape, question["kind"], random.Random(question["seed"]), demanded, ()))


def make(shape, kind, chance, demanded, path):
    if shape.type_name == "structure":
        required = set(shape.required_members) | set(demanded.get(shape.name, []))
        chosen = [name for name in shape.members if name in required or (kind != "least" and path.count(shape.name) == 0)]
        return {name: make(shape.members[name], kind, chance, demanded, path + (shape.name,)) for name in chosen}
    if shape.type_name == "list":
        return [make(shape.member, kind, chance, demanded, path) for _ in range(1 if kind == "least" else 2)]
    if shape.type_name == "map":
        return {
            make(shape.key, kind, chance, demanded, path) + str(index): make(shape.value, kind, chance, demanded, path)
            for index in range(1 if kind == "least" else 2)
        }
    if shape.type_name == "string":
        if shape.enum:
            return chance.choice(shape.enum)
        in_path = shape.serialization.get("location") == "uri"
        fitting = [text for text in HOSTILE if not in_path or "/" not in text and "\n" not in text]
        return chance.choice(fitting) if kind == "hostile" else shape.name
    if shape.type_name in ("integer", "long"):
        return max(1, shape.metadata.get("min", 1)) if kind == "least" else chance.randint(1, 255)
    if shape.type_name == "boolean":
        return kind != "least"
    if shape.type_name == "timestamp":
        return WHEN
    if shape.type_name == "blob":
        return bytes([0, 1, 255])
    if shape.type_name in ("double", "float"):
        return 1.5
    raise ValueError(f"no specimen of {shape.type_name}")


def answer(operation, question):
    shape = operation.output_shape
    value = {} if shape is None else make(shape, question["kind"], random.Random(question["seed"]), question.get("demanded", {}), ())
    headers = {name: f"https://{name}" for name in located(shape, "header")}
    body_value = {name: member for name, member in value.items() if name not in headers}
    body = write(operation, shape, body_value)
    parsed = parse(operation, 200, body, {shape.members[name].serialization["name"]: text for name, text in headers.items()})
    expected = {**body_value, **headers}
    parsed.pop("ResponseMetadata", None)
    if plain(parsed) != plain(expected):
        raise AssertionError(f"{operation.name}: botocore reads {plain(parsed)} out of an answer of {plain(expected)}")
    return {"body": body, "members": plain(body_value)}


def located(shape, place):
    members = {} if shape is None else shape.members
    return [name for name, member in members.items() if member.serialization.get("location") == place]


def write(operation, shape, value):
    if operation.service_model.metadata["protocol"] == "json":
        return json.dumps(plain(value, epoch=True))
    members = "" if shape is None else write_members(shape, value)
    result = shape.serialization.get("resultWrapper") if shape is not None else None
    if operation.service_model.metadata["protocol"] == "query":
        members = (f"<{result}>{members}</{result}>" if result else "") + "<ResponseMetadata><RequestId>r-1</RequestId></ResponseMetadata>"
    namespace = operation.service_model.metadata.get("xmlNamespace", "https://route53.amazonaws.com/doc/2013-04-01/")
    return f'<?xml version="1.0"?>\n<{operation.name}Response xmlns="{namespace}">{members}</{operation.name}Response>'


def write_members(shape, value):
    shapes = shape.members
    return "".join(write_element(shapes[name].serialization.get("name", name), shapes[name], member) for name, member in value.items())


def write_element(name, shape, value):
    if shape.type_name == "structure":
        inner = write_members(shape, value)
    elif shape.type_name == "list":
        inner = "".join(write_element(shape.member.serialization.get("name", "member"), shape.member, item) for item in value)
    elif shape.type_name == "map":
        entries = (write_element("key", shape.key, key) + write_element("value", shape.value, item) for key, item in value.items())
        inner = "".join(f"<entry>{entry}</entry>" for entry in entries)
    elif shape.type_name == "boolean":
        inner = "true" if value else "false"
    elif shape.type_name == "timestamp":
        inner = value.strftime("%Y-%m-%dT%H:%M:%S.678Z")
    else:
        inner = xml.sax.saxutils.escape(str(value), {"\n": "&#10;", "\t": "&#9;"})
    return f"<{name}>{inner}</{name}>"


def parse(operation, status, body, headers=()):
    parser = botocore.parsers.create_parser(operation.service_model.metadata["protocol"])
    return parser.parse({"status_code": status, "headers": dict(headers), "body": body.encode()}, operation.output_shape)


def errors(operation):
    """Each modelled error, and one that the model does not know."""
    shapes = [(shape.name, shape.metadata.get("error", {})) for shape in operation.error_shapes]
    cases = []
    for name, metadata in [*shapes, ("SomethingNewException", {})]:
        code = metadata.get("code", name)
        status = metadata.get("httpStatusCode", 400)
        for body in error_bodies(operation.service_model.metadata["protocol"], code):
            parsed = parse(operation, status, body)["Error"]
            if parsed.get("Code") != code:
                raise AssertionError(f"{operation.name}: botocore reads {parsed} out of {body}")
            exception = name if name.endswith("Exception") else f"{name}Exception"
            cases.append({"code": code, "status": status, "body": body, "exception": exception})
    return cases


def error_bodies(protocol, code):
    if protocol == "json":
        yield json.dumps({"__type": code, "message": "because"})
        yield json.dumps({"__type": f"com.amazonaws.ecs#{code}", "Message": "because"})
        return
    error = f"<Error><Type>Sender</Type><Code>{code}</Code><Message>because</Message></Error>"
    yield f'<ErrorResponse xmlns="urn:x">{error}<RequestId>r</RequestId></ErrorResponse>'


def plain(value, epoch=False):
    if isinstance(value, dict):
        return {name: plain(member, epoch) for name, member in value.items()}
    if isinstance(value, list):
        return [plain(item, epoch) for item in value]
    if isinstance(value, datetime.datetime):
        value = value.astimezone(datetime.timezone.utc)
        text = value.strftime("%Y-%m-%dT%H:%M:%S.") + f"{round(value.microsecond / 1000):03d}Z"
        return round(value.timestamp(), 3) if epoch else text
    if isinstance(value, bytes):
        return base64.b64encode(value).decode()
    return value
