#!/usr/bin/env python3
"""An S3 server for tests: moto's, on a free port, with a bucket and a user who may use it.

Tells the port, the keys and the bucket as a line of JSON. After a line on standard input it checks the
signature of every request; at the end of standard input it ends. Needs moto[server,s3,iam] and boto3.
"""
import json
import sys
import urllib.request

import boto3
from moto.server import ThreadedMotoServer

BUCKET = "dishes"


def client(service, endpoint):
    return boto3.client(
        service, endpoint_url=endpoint, region_name="us-east-1",
        aws_access_key_id="setup", aws_secret_access_key="setup")


def main():
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    endpoint = "http://%s:%d" % server.get_host_and_port()
    client("s3", endpoint).create_bucket(Bucket=BUCKET)
    iam = client("iam", endpoint)
    iam.create_user(UserName="comanda")
    allowed = {"Effect": "Allow", "Action": "s3:*", "Resource": "*"}
    iam.put_user_policy(
        UserName="comanda", PolicyName="pictures",
        PolicyDocument=json.dumps({"Version": "2012-10-17", "Statement": [allowed]}))
    key = iam.create_access_key(UserName="comanda")["AccessKey"]
    facts = {
        "endpoint": endpoint, "bucket": BUCKET,
        "accessKey": key["AccessKeyId"], "secretKey": key["SecretAccessKey"]}
    print(json.dumps(facts), flush=True)
    for _ in sys.stdin:
        request = urllib.request.Request(
            endpoint + "/moto-api/reset-auth", data=b"0", method="POST", headers={"Content-Type": "text/plain"})
        urllib.request.urlopen(request).close()
        print("{}", flush=True)
    server.stop()


main()
