"""`python -m bench.serve PORT`: the product's web server as `aftercare web` runs it, with two serving processes."""

import sys

from aftercare.config.running.webserver import serve

if __name__ == "__main__":
    serve("127.0.0.1", int(sys.argv[1]), workers=2)
