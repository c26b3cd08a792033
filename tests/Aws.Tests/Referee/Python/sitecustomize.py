"""Loaded by the Python that runs moto_server, because its folder is on PYTHONPATH: that Python has botocore. Moto itself does not start."""

import os
import sys

try:
    import referee
except ImportError as missing:
    print(f"no botocore: {missing}", file=sys.stderr)
else:
    referee.serve(sys.stdin, sys.stdout)
finally:
    sys.stderr.flush()
    os._exit(0)
