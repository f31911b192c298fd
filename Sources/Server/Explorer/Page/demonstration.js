// What a newcomer finds open in development: operations on the demonstration's data, right for the house that is
// chosen. Served by `comanda dev` alone, since it names what not everybody may see.

const guestMenu = `# What a guest's phone shows: no token
# is needed. Run it: Ctrl-Enter.
query GuestMenu($code: String!) {
  publicMenu(
    branchCode: $code, locale: "en"
  ) {
    branch { name currency }
    menus {
      name
      categories {
        name
        items {
          name
          isAvailable
          price { formatted }
        }
      }
    }
  }
}
`;

const orders = `# The latest orders of a branch. Once it
# has run, the tabs at the bottom tell
# what it took.
query LatestOrders($branch: ID!) {
  viewer { role organization { name } }
  orders(branchId: $branch, first: 5) {
    nodes {
      number status
      total { formatted }
      lines { name quantity }
    }
    pageInfo { hasNextPage endCursor }
  }
}
`;

const orderChanges = `# Stays open and tells what happens.
# Run it, then make an order in another
# window (tab NewOrder).
subscription OrderChanges($branch: ID!) {
  orderChanged(branchId: $branch) {
    cursor
    changeType
    order {
      number status
      total { formatted }
    }
  }
}
`;

const newOrder = `# Makes an order and confirms it. What
# the house refuses is in userErrors, not
# in errors. With the same key again it
# stays one order.
mutation NewOrder(
  $input: OrderCreateInput!
) {
  orderCreate(input: $input) {
    order {
      number status
      total { formatted }
    }
    userErrors { message field }
  }
}
`;

const dishes = `query Dishes($branch: ID!) {
  menus(branchId: $branch) {
    categories { items { id isAvailable modifierGroups { min } } }
  }
}`;

/** The operations, each with the root field that it is about. */
export async function demonstration(operations, callers) {
  const { branch } = callers;
  const item = branch && callers.token ? await dish(operations, branch.id) : null;
  const input = {
    branchId: branch?.id ?? "", type: "TAKEAWAY", confirm: true,
    lines: [{ itemId: item ?? "", quantity: "2" }], idempotencyKey: crypto.randomUUID(),
  };
  const of = { branch: branch?.id ?? "" };
  return [
    { name: "GuestMenu", title: "Read a guest's menu", field: "Query.publicMenu", query: guestMenu,
      variables: { code: branch?.publicCode ?? "" } },
    { name: "LatestOrders", title: "Read the latest orders", field: "Query.orders", query: orders, variables: of },
    { name: "OrderChanges", title: "Follow orders: a subscription", field: "Subscription.orderChanged",
      query: orderChanges, variables: of },
    { name: "NewOrder", title: "Make an order: a mutation", field: "Mutation.orderCreate", query: newOrder,
      variables: { input } },
  ];
}

/** The ID of something that can be ordered without choosing more. */
async function dish(operations, branch) {
  const { data } = await operations.ask(dishes, { branch });
  const items = (data?.menus ?? []).flatMap(({ categories }) => categories).flatMap(({ items }) => items);
  const simple = items.filter((item) => item.modifierGroups.every(({ min }) => min === 0));
  // At night nothing is: then the answer shows how the house says so.
  return (simple.find((item) => item.isAvailable) ?? simple[0])?.id ?? null;
}
