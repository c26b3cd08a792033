# Python: dnspython finds host and port, and urllib asks there, twenty times a second.
import random
import sys
import time
import urllib.request

import dns.resolver

name = sys.argv[1]
next_request = time.monotonic()
while True:
    try:
        one = random.choice(list(dns.resolver.resolve(name, "SRV")))
        with urllib.request.urlopen(f"http://{one.target.to_text(omit_final_dot=True)}:{one.port}/", timeout=5) as answer:
            print(answer.read().decode().strip(), flush=True)
    except Exception as failure:
        print(f"! {failure}", flush=True)
    next_request += 0.05
    time.sleep(max(0, next_request - time.monotonic()))
