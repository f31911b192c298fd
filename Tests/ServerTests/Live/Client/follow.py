#!/usr/bin/env python3
"""Follows the tables of a branch with the client library gql, as programs of others do: over a WebSocket, and after
each loss of the network behind the last event that came.

    follow.py ADDRESS TOKEN BRANCH

Tells what happens in lines of JSON: {"connected": …}, {"cursor": …, "status": …}, {"lost": …}. Ends when its standard
input does. Needs gql[websockets].
"""
import asyncio
import json
import os
import sys
import threading

from gql import Client, gql
from gql.transport.websockets import WebsocketsTransport

QUERY = """
subscription Follow($branch: ID!, $after: String) {
  tableChanged(branchId: $branch, after: $after) { cursor table { status } }
}
"""


def say(**fact):
    print(json.dumps(fact), flush=True)


def document(text, **variables):
    request = gql(text)
    request.variable_values = variables
    return request


async def follow(address, token, branch):
    after = None
    while True:
        transport = WebsocketsTransport(
            url=address, init_payload={"Authorization": f"Bearer {token}"},
            subprotocols=[WebsocketsTransport.GRAPHQLWS_SUBPROTOCOL])
        try:
            async with Client(transport=transport) as session:
                if after is None:
                    # Where this begins: no event between here and the subscription is missed.
                    head = document("query Head($branch: ID!) { branch(id: $branch) { eventCursor } }", branch=branch)
                    after = (await session.execute(head))["branch"]["eventCursor"]
                say(connected=after)
                async for result in session.subscribe(document(QUERY, branch=branch, after=after)):
                    change = result["tableChanged"]
                    after = change["cursor"]
                    say(cursor=after, status=change["table"]["status"])
        except Exception as error:  # Whatever a library throws when a network breaks.
            say(lost=type(error).__name__)
        await asyncio.sleep(0.1)


def end_with_input():
    sys.stdin.read()
    os._exit(0)


threading.Thread(target=end_with_input, daemon=True).start()
asyncio.run(follow(*sys.argv[1:4]))
