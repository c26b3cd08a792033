"""Loaded by the Python that runs moto_server, because its folder is on PYTHONPATH: has moto's modules put right once they are imported."""

import importlib.abc
import importlib.util
import sys

import ecs_services
import rds_instances
import route53_zones
import scalable_targets
import security_groups
import sqs_queues

FIXES = {
    "moto.applicationautoscaling.responses": scalable_targets.without_tags,
    "moto.ec2.models.security_groups": security_groups.described,
    "moto.ecs.responses": ecs_services.as_ecs_does,
    "moto.rds.models": rds_instances.told_apart,
    "moto.route53.models": route53_zones.with_an_soa_record_always,
    "moto.route53.responses": route53_zones.as_route53_does,
    "moto.sqs.models": sqs_queues.as_sqs_does,
}


class AfterTheyAreImported(importlib.abc.MetaPathFinder):
    def __init__(self):
        self.finding = set()

    def find_spec(self, name, path, target=None):
        if name not in FIXES or name in self.finding:
            return None
        self.finding.add(name)
        spec = importlib.util.find_spec(name)
        load = spec.loader.exec_module

        def exec_module(module):
            load(module)
            FIXES[name](module)

        spec.loader.exec_module = exec_module
        return spec


sys.meta_path.insert(0, AfterTheyAreImported())
