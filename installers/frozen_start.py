"""Run by the frozen program before anything else: sets right what being frozen puts wrong on Linux."""

import os
import sys

# OpenSSL looks for authorities where the system it was built on keeps them; other families of Linux do so elsewhere.
_AUTHORITIES = (
    "/etc/ssl/certs/ca-certificates.crt",
    "/etc/pki/tls/certs/ca-bundle.crt",
    "/etc/ssl/ca-bundle.pem",
    "/etc/ssl/cert.pem",
)

if sys.platform.startswith("linux"):
    if not {"SSL_CERT_FILE", "SSL_CERT_DIR"} & os.environ.keys():
        found = next(filter(os.path.exists, _AUTHORITIES), None)
        if found is not None:
            os.environ["SSL_CERT_FILE"] = found
    # The loader has read it by now; whatever the program opens, a browser or a viewer, is to load its own libraries.
    before = os.environ.pop("LD_LIBRARY_PATH_ORIG", None)
    os.environ.pop("LD_LIBRARY_PATH", None)
    if before is not None:
        os.environ["LD_LIBRARY_PATH"] = before
