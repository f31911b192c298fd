#!/usr/bin/env python3
"""Reads branches, takes a table out of service and puts it back, by a client that ariadne-codegen has made.

    ariadne-codegen client      # beside schema.graphql, operations.graphql and pyproject.toml
    typed.py ADDRESS TOKEN

Needs ariadne-codegen, and the folder of `comanda_client` to be the present one.
"""
import asyncio
import sys

sys.path.insert(0, ".")
from comanda_client import Client  # noqa: E402
from comanda_client.enums import TableStatus  # noqa: E402


async def main(address, token):
    async with Client(url=address, headers={"Authorization": f"Bearer {token}"}) as client:
        branches = (await client.branches()).branches
        branch = branches.nodes[0]
        table = (await client.tables(branch.id)).tables.nodes[0]
        for status in (TableStatus.MAINTENANCE, TableStatus.AVAILABLE):
            changed = (await client.set_table(table.id, status)).table_status_set
            assert not changed.user_errors, changed.user_errors
            print(branch.name, changed.table.status.value)


asyncio.run(main(*sys.argv[1:3]))
