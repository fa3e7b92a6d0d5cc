#!/bin/sh
# Makes the certificates of the TLS tests anew: an authority, and a server at 127.0.0.1. Both are for tests only.
set -eu
cd "$(dirname "$0")"
work=$(mktemp -d)
trap 'rm -r "$work"' EXIT
key="-newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes"
openssl req -x509 $key -keyout "$work/ca.key" -out "$work/ca.pem" -days 36500 -subj "/CN=Findmesh test authority" \
    -addext basicConstraints=critical,CA:TRUE -addext keyUsage=critical,keyCertSign
openssl req $key -keyout "$work/server.key" -out "$work/server.csr" -subj "/CN=relay"
printf 'subjectAltName=IP:127.0.0.1\nbasicConstraints=critical,CA:FALSE\nextendedKeyUsage=serverAuth\n' >"$work/ext"
openssl x509 -req -in "$work/server.csr" -CA "$work/ca.pem" -CAkey "$work/ca.key" -CAcreateserial \
    -days 36500 -extfile "$work/ext" -out "$work/server.pem"
openssl x509 -in "$work/ca.pem" -outform der -out authority.der
openssl x509 -in "$work/server.pem" -outform der -out server.der
openssl pkcs8 -topk8 -nocrypt -in "$work/server.key" -outform der -out server.key.der
