"""moto answers each request on a thread of its own and does not lock its queues: a message that arrives while another is being deleted can vanish,
and two receivers can be handed the same one. SQS loses nothing, so here a queue does one thing at a time. A receiver that waits lets others in.

It asks the clock six times of each message at each receive, by way of two dates: with a thousand in hand a receive takes a quarter of a second, which is not
what SQS takes. Here the clock is asked at once.

SQS answers a redrive policy without spaces.
"""

import json
import time


def as_sqs_does(models):
    delete, receive = models.Queue.delete_message, models.SQSBackend.receive_message

    def delete_message(queue, receipt_handle):
        with queue._messages_lock:
            return delete(queue, receipt_handle)

    def receive_message(backend, queue_name, *args, **kwargs):
        with backend.get_queue(queue_name)._messages_lock:
            return receive(backend, queue_name, *args, **kwargs)

    models.Queue.delete_message, models.SQSBackend.receive_message = delete_message, receive_message

    of_date, of_date_in_millis = models.unix_time, models.unix_time_millis
    models.unix_time = lambda date=None: time.time() if date is None else of_date(date)
    models.unix_time_millis = lambda date=None: time.time() * 1000 if date is None else of_date_in_millis(date)

    plain = models.Queue.attributes.fget

    def attributes(queue):
        answer = plain(queue)
        if answer.get("RedrivePolicy"):
            answer["RedrivePolicy"] = json.dumps(queue.redrive_policy, separators=(",", ":"))
        return answer

    models.Queue.attributes = property(attributes)
