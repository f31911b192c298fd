#!/usr/bin/env python3
"""Prices bills, one JSON object a line from standard input, one answer a line to standard output.

Written from the rules in words, apart from the Swift that it judges: amounts are decimals of the currency, not minor
units, and every rule is spelt out in the plainest way that it can be, not the fastest.

- A line is its quantity times (the price of one, plus each modifier's price times its quantity). A modifier may open
  groups of its own, whose choices count for one of it. A branch's own price stands before the menu's. In a group with
  a free quantity the cheapest ones cost nothing, though what is chosen to save money still saves it.
- Discounts come first, in their order: a percentage of what their lines still cost, at most the cap, or an amount, at
  most what they still cost. Nothing below the minimum, which is asked of the lines as they were before discounts.
- Or so many portions for nothing, once, or for each time that so many others are paid: whole portions, the cheapest
  ones first, each worth its part of what its line still costs, together at most the cap.
- Charges come on top of the discounted lines: a percentage of them, or an amount.
- Then tax, on what is left, once for each set of taxes: added, or taken out where prices include it.
- Rounding is half up, away from zero. What is rounded together is spread by largest remainder, by the weight of the
  lines, and of the components by their rates. Where remainders are equal, components are served in the order of their
  names; lines of a discount by their price (the dearer first), then their taxes, then the discounts on them (a line
  with the first discount first); what is alike in all of it in the order of the bill.
"""

import json
import sys
from decimal import ROUND_HALF_UP, Context, Decimal, Inexact, setcontext

# Wide enough for every product here; an inexact step that isn't asked for is an error of the model.
setcontext(Context(prec=120, traps=[Inexact]))
EXACT = Context(prec=120)
ONE = Decimal(1)
LARGEST = 2**63 - 1


class Refused(Exception):
    pass


class Till:
    """Prices bills of one currency."""

    def __init__(self, bill):
        self.unit = Decimal(1).scaleb(-bill["exponent"])
        self.bill = bill

    def amount(self, minor):
        return Decimal(minor) * self.unit

    def minor(self, amount):
        """The amount in minor units, which must be whole."""
        units = int(amount / self.unit)
        assert units * self.unit == amount
        if not -LARGEST - 1 <= units <= LARGEST:
            raise Refused("tooLarge")
        return units

    def half_up(self, dividend, divisor=1):
        """A quotient in whole minor units."""
        # 120 digits tell on which side of a half any quotient here lies.
        units = EXACT.divide(dividend, self.unit * divisor)
        return units.quantize(ONE, rounding=ROUND_HALF_UP, context=EXACT) * self.unit

    def spread(self, total, weights):
        """The total in parts, whole minor units, in proportion to weights."""
        if not total:
            return [total] * len(weights)
        whole, units = sum(weights), total / self.unit
        parts = [units * weight // whole for weight in weights]
        lost = [units * weight % whole for weight in weights]
        left = int(units - sum(parts))
        # Sorting keeps the order of equals: the earlier is served first.
        for index in sorted(range(len(parts)), key=lambda index: -lost[index])[:left]:
            parts[index] += 1
        return [part * self.unit for part in parts]

    # Lines

    def asked(self, price):
        base, branch = price
        return self.amount(base if branch is None else branch)

    def choices(self, groups):
        """What the choices in groups cost, and the same taken apart."""
        cost, apart = Decimal(0), []
        for group in groups:
            # Each one of a quantity by itself, the cheapest first; the first of equals keeps its place.
            ones = [(self.asked(modifier["price"]), place)
                    for place, modifier in enumerate(group["modifiers"]) for _ in range(modifier["quantity"])]
            ones.sort(key=lambda one: one[0])
            count_free = max(0, group["free"])
            own = [Decimal(0)] * len(group["modifiers"])
            free = [0] * len(group["modifiers"])
            for rank, (price, place) in enumerate(ones):
                if rank < count_free:
                    free[place] += 1
                    price = min(price, Decimal(0))
                own[place] += price
            shown = []
            for place, modifier in enumerate(group["modifiers"]):
                below, apart_below = self.choices(modifier["groups"])
                cost += own[place] + below * modifier["quantity"]
                shown.append([self.minor(self.asked(modifier["price"])), free[place], self.minor(own[place]), apart_below])
            apart.append(shown)
        return cost, apart

    def line(self, index, line):
        price = self.asked(line["price"])
        choices, apart = self.choices(line["groups"])
        one = price + choices
        if price < 0 or one < 0:
            raise Refused(f"negativePrice {index}")
        gross = self.half_up(Decimal(line["quantity"]) * one)
        if line["standing"] == "voided":
            gross = Decimal(0)
        comp = gross if line["standing"] == "comped" else Decimal(0)
        return {"quantity": Decimal(line["quantity"]), "unit": price, "modifier": choices, "groups": apart, "gross": gross, "comp": comp, "discounts": [],
                "rest": gross - comp}

    # The bill

    def is_meant(self, discount, index):
        charged = self.bill["lines"][index]["standing"] == "charged"
        return charged and (discount["lines"] is None or index in discount["lines"])

    def precedence(self, index, line):
        """What goes before what where a discount's remainders are equal."""
        scopes = [0 if self.is_meant(discount, index) else 1 for discount in self.bill["discounts"]]
        return (-line["gross"], sorted(map(tuple, self.bill["lines"][index]["taxes"])), scopes, index)

    def discount(self, discount, lines):
        meant = [(self.precedence(index, line), line) for index, line in enumerate(lines)
                 if self.is_meant(discount, index)]
        meant = [line for _, line in sorted(meant, key=lambda pair: pair[0])]
        reached = sum(line["gross"] for line in meant) >= self.amount(discount["minimum"])
        rest = sum((line["rest"] for line in meant), Decimal(0))
        if "free" in discount:
            parts = self.free_portions(discount, meant) if reached else [Decimal(0)] * len(meant)
            return self.take(lines, meant, parts, reached)
        if discount["percent"] is not None:
            off = self.half_up(rest * discount["percent"], 10000)
            if discount["cap"] is not None:
                off = min(off, self.amount(discount["cap"]))
        else:
            off = min(self.amount(discount["amount"]), rest)
        if not reached:
            off = Decimal(0)
        return self.take(lines, meant, self.spread(off, [line["rest"] for line in meant]), reached)

    def take(self, lines, meant, parts, reached):
        parts_of = dict(zip(map(id, meant), parts))
        for line in lines:
            part = parts_of.get(id(line), Decimal(0))
            line["discounts"].append(part)
            line["rest"] -= part
        return [self.minor(sum(parts, Decimal(0))), reached]

    def free_portions(self, discount, meant):
        # Each whole portion by itself.
        portions = [(line["unit"] + line["modifier"], line["quantity"], place)
                    for place, line in enumerate(meant) for _ in range(int(line["quantity"]))]
        portions.sort()
        times = 1 if not discount["paid"] else len(portions) // (discount["paid"] + discount["free"])
        free = [0] * len(meant)
        for _, _, place in portions[:times * discount["free"]]:
            free[place] += 1
        parts = [self.half_up(line["rest"] * count, line["quantity"]) for line, count in zip(meant, free)]
        if discount["cap"] is not None and sum(parts) > self.amount(discount["cap"]):
            return self.spread(self.amount(discount["cap"]), parts)
        return parts

    def charges(self, lines):
        base = sum((line["rest"] for line in lines), Decimal(0))
        for charge in self.bill["charges"]:
            if charge["percent"] is not None:
                yield self.half_up(base * charge["percent"], 10000)
            else:
                yield self.amount(charge["amount"])

    def tax(self, taxed):
        """Taxes amounts, each with its taxes; the sets of taxes in the order of their names and rates."""
        sets = sorted({tuple(sorted(map(tuple, entry["taxes"]))) for entry in taxed if entry["taxes"]})
        for entry in taxed:
            entry.update(parts=[], net=entry["rest"], tax=Decimal(0))
        answer = []
        for taxes in sets:
            members = [entry for entry in taxed if tuple(sorted(map(tuple, entry["taxes"]))) == taxes]
            base = sum((entry["rest"] for entry in members), Decimal(0))
            rate = sum(rate for _, rate in taxes)
            included = self.bill["included"]
            tax = self.half_up(base * rate, 10000 + (rate if included else 0))
            components = self.spread(tax, [rate for _, rate in taxes])
            # Every member's tax, then every component's part in what is left of them.
            open_ = self.spread(tax, [entry["rest"] for entry in members])
            for entry, share in zip(members, open_):
                entry["tax"] = share
                entry["net"] = entry["rest"] - share if included else entry["rest"]
            for component in components:
                parts = self.spread(component, open_)
                open_ = [share - part for share, part in zip(open_, parts)]
                for entry, part in zip(members, parts):
                    entry["parts"].append(self.minor(part))
            answer.append([[[name, rate, self.minor(part)] for (name, rate), part in zip(taxes, components)],
                           self.minor(base - tax if included else base), self.minor(tax)])
        return answer

    def price(self):
        lines = [self.line(index, line) for index, line in enumerate(self.bill["lines"])]
        discounts = [self.discount(discount, lines) for discount in self.bill["discounts"]]
        charges = [{"rest": amount} for amount in self.charges(lines)]
        for entry, asked in zip(lines + charges, self.bill["lines"] + self.bill["charges"]):
            entry["taxes"] = asked["taxes"]
        groups = self.tax(lines + charges)

        def apart(entry):
            return [self.minor(entry["rest"]), self.minor(entry["net"]), entry["parts"], self.minor(entry["tax"]),
                    self.minor(entry["net"] + entry["tax"])]

        def total(values):
            return self.minor(sum(values, Decimal(0)))

        both = lines + charges
        return {
            "lines": [[self.minor(line["unit"]), self.minor(line["modifier"]), line["groups"],
                       self.minor(line["gross"]), self.minor(line["comp"]), list(map(self.minor, line["discounts"])),
                       *apart(line)] for line in lines],
            "discounts": discounts,
            "charges": [apart(charge) for charge in charges],
            "groups": groups,
            "totals": [total(line["gross"] for line in lines), total(line["comp"] for line in lines),
                       total(part for line in lines for part in line["discounts"]),
                       total(charge["rest"] for charge in charges), total(entry["net"] for entry in both),
                       total(entry["tax"] for entry in both), total(entry["net"] + entry["tax"] for entry in both)],
        }


for text in sys.stdin:
    bill = json.loads(text)
    try:
        answer = Till(bill).price()
    except Refused as refusal:
        answer = {"refused": str(refusal)}
    print(json.dumps(answer, separators=(",", ":")))
