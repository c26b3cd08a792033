# Python: urllib asks at the service's own name, at the port that all its instances have, twenty times a second.
import sys
import time
import urllib.request

url = sys.argv[1]
next_request = time.monotonic()
while True:
    try:
        with urllib.request.urlopen(url, timeout=5) as answer:
            print(answer.read().decode().strip(), flush=True)
    except Exception as failure:
        print(f"! {failure}", flush=True)
    next_request += 0.05
    time.sleep(max(0, next_request - time.monotonic()))
