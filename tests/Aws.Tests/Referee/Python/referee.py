"""Judges our clients by botocore's models of AWS: a question in JSON a line, an answer in JSON a line."""

import json

import botocore.loaders
import botocore.model

import answers
import endpoints
import wire


class Service:
    def __init__(self, name):
        loader = botocore.loaders.Loader()
        self.name = name
        self.model = botocore.model.ServiceModel(loader.load_service_model(name, "service-2"), name)

    def operation(self, question):
        return self.model.operation_model(question["operation"])


def enumerations(service, question):
    names = [name for name in service.model.shape_names if getattr(service.model.shape_for(name), "enum", None)]
    return {name: service.model.shape_for(name).enum for name in names}


ASKED = {
    "input": lambda service, question: answers.specimen(service.operation(question).input_shape, question),
    "request": lambda service, question: wire.judge(service.operation(question), question["members"], question["wire"]),
    "answer": lambda service, question: answers.answer(service.operation(question), question),
    "errors": lambda service, question: answers.errors(service.operation(question)),
    "enumerations": enumerations,
    "endpoints": lambda service, question: endpoints.resolve(service.name),
}


def serve(questions, replies):
    services = {}
    for line in questions:
        question = json.loads(line)
        name = question["service"]
        service = services.get(name) or services.setdefault(name, Service(name))
        try:
            reply = ASKED[question["ask"]](service, question)
        except Exception as fault:
            reply = {"unanswered": f"{type(fault).__name__}: {fault}"}
        replies.write(json.dumps(reply) + "\n")
        replies.flush()
