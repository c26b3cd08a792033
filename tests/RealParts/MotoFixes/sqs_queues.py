"""moto answers each request on a thread of its own and does not lock its queues: a message that arrives while another is being deleted can vanish,
and two receivers can be handed the same one. SQS loses nothing, so here a queue does one thing at a time. A receiver that waits lets others in.

SQS answers a redrive policy without spaces.
"""

import json


def as_sqs_does(models):
    delete, receive = models.Queue.delete_message, models.SQSBackend.receive_message

    def delete_message(queue, receipt_handle):
        with queue._messages_lock:
            return delete(queue, receipt_handle)

    def receive_message(backend, queue_name, *args, **kwargs):
        with backend.get_queue(queue_name)._messages_lock:
            return receive(backend, queue_name, *args, **kwargs)

    models.Queue.delete_message, models.SQSBackend.receive_message = delete_message, receive_message

    plain = models.Queue.attributes.fget

    def attributes(queue):
        answer = plain(queue)
        if answer.get("RedrivePolicy"):
            answer["RedrivePolicy"] = json.dumps(queue.redrive_policy, separators=(",", ":"))
        return answer

    models.Queue.attributes = property(attributes)
