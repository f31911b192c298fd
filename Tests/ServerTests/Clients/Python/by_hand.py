#!/usr/bin/env python3
"""Reads branches in pages with gql, whose schema it asks the server for, and shows what a refusal looks like.

    by_hand.py ADDRESS TOKEN

Needs gql[aiohttp].
"""
import asyncio
import sys

from gql import Client, gql
from gql.transport.aiohttp import AIOHTTPTransport
from gql.transport.exceptions import TransportQueryError

PAGE = """
query Page($after: String) {
  branches(first: 1, after: $after) { nodes { name } pageInfo { hasNextPage endCursor } }
}
"""


async def main(address, token):
    transport = AIOHTTPTransport(url=address, headers={"Authorization": f"Bearer {token}"})
    async with Client(transport=transport, fetch_schema_from_transport=True) as session:
        after = None
        while True:
            request = gql(PAGE)
            request.variable_values = {"after": after}
            page = (await session.execute(request))["branches"]
            for branch in page["nodes"]:
                print(branch["name"])
            if not page["pageInfo"]["hasNextPage"]:
                break
            after = page["pageInfo"]["endCursor"]
        try:
            request = gql(PAGE)
            request.variable_values = {"after": "none of ours"}
            await session.execute(request)
        except TransportQueryError as error:
            print(error.errors[0]["extensions"]["code"])


asyncio.run(main(*sys.argv[1:3]))
