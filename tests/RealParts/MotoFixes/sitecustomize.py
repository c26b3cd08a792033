"""Loaded by the Python that runs moto_server, because its folder is on PYTHONPATH.

moto answers each request on a thread of its own and does not lock its queues: a message that arrives while another is being deleted can vanish,
and two receivers can be handed the same one. SQS loses nothing, so here a queue does one thing at a time. A receiver that waits lets others in.
"""

import importlib.abc
import importlib.util
import sys


def one_at_a_time(models):
    delete, receive = models.Queue.delete_message, models.SQSBackend.receive_message

    def delete_message(queue, receipt_handle):
        with queue._messages_lock:
            return delete(queue, receipt_handle)

    def receive_message(backend, queue_name, *args, **kwargs):
        with backend.get_queue(queue_name)._messages_lock:
            return receive(backend, queue_name, *args, **kwargs)

    models.Queue.delete_message, models.SQSBackend.receive_message = delete_message, receive_message


class AfterQueuesAreImported(importlib.abc.MetaPathFinder):
    def find_spec(self, name, path, target=None):
        if name != "moto.sqs.models":
            return None
        sys.meta_path.remove(self)
        spec = importlib.util.find_spec(name)
        load = spec.loader.exec_module

        def exec_module(module):
            load(module)
            one_at_a_time(module)

        spec.loader.exec_module = exec_module
        return spec


sys.meta_path.insert(0, AfterQueuesAreImported())
