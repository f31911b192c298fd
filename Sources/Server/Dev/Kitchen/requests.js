// What is asked of the API, over HTTP. Each request carries the token in a header and nothing in its address.

const ticketFields = `
  id version orderNumber tableLabel course status firedAt dueAt amberAt voidedAt acknowledgedAt
  station { id }
  lines { id name quantity instructions status modifiers { name quantity level } }
`;

export const subscription = `
  subscription Tickets($branch: ID!, $after: String) {
    kitchenTicketChanged(branchId: $branch, after: $after) {
      cursor
      ticket { ${ticketFields} }
    }
  }
`;

const screen = `
  query Screen($branch: ID!, $after: String) {
    branch(id: $branch) { name eventCursor }
    stations(branchId: $branch) { id name }
    kitchenTickets(branchId: $branch, first: 100, after: $after) {
      nodes { ${ticketFields} }
      pageInfo { hasNextPage endCursor }
    }
  }
`;

const acknowledgement = `
  mutation Shown($branch: ID!, $station: ID, $cursor: String!) {
    done: kitchenDisplayAcknowledge(input: { branchId: $branch, stationId: $station, cursor: $cursor }) {
      userErrors { message }
    }
  }
`;

const steps = {
  ticketStart: ticketStep("ticketStart"),
  ticketReady: ticketStep("ticketReady"),
  ticketBump: ticketStep("ticketBump"),
  ticketRecall: ticketStep("ticketRecall"),
  ticketAcknowledge: ticketStep("ticketAcknowledge"),
  ticketLineReady: `
    mutation Step($id: ID!, $key: String!) {
      done: ticketLineReady(input: { ticketLineId: $id, idempotencyKey: $key }) {
        ticketLine { ticket { ${ticketFields} } }
        userErrors { message }
      }
    }
  `,
};

function ticketStep(name) {
  return `
    mutation Step($id: ID!, $key: String!) {
      done: ${name}(input: { ticketId: $id, idempotencyKey: $key }) {
        ticket { ${ticketFields} }
        userErrors { message }
      }
    }
  `;
}

/** The token holds no more, or never did. */
export class SignInOver extends Error {}

/** The API as one caller reaches it. */
export class Requests {
  constructor(token, branch) {
    this.token = token;
    this.branch = branch;
    // How far the server's clock is ahead of this one, in milliseconds: timers go by the server's.
    this.clockAhead = 0;
  }

  /** Reads the whole screen: where it stands in the branch's events, its stations and its tickets. */
  async screen() {
    let page = await this.ask(screen, { branch: this.branch });
    if (!page.branch) throw new SignInOver("There is no such branch, or not for this token.");
    const whole = { name: page.branch.name, cursor: page.branch.eventCursor, stations: page.stations, tickets: [] };
    // What changes while further pages are read comes behind the first one's cursor.
    for (;;) {
      whole.tickets.push(...page.kitchenTickets.nodes);
      const { hasNextPage, endCursor } = page.kitchenTickets.pageInfo;
      if (!hasNextPage) return whole;
      page = await this.ask(screen, { branch: this.branch, after: endCursor });
    }
  }

  /** How far the branch's events go now. */
  async eventCursor() {
    const data = await this.ask("query Head($branch: ID!) { branch(id: $branch) { eventCursor } }", {
      branch: this.branch,
    });
    return data.branch?.eventCursor;
  }

  /** Says how far this screen has shown a station, or all for "". */
  async acknowledge(station, cursor) {
    await this.ask(acknowledgement, { branch: this.branch, station: station || null, cursor });
  }

  /** Takes a ticket, or a line of one, a step further; the ticket as it is then, or why it is not. */
  async step(name, id) {
    const variables = { id, key: crypto.randomUUID() };
    let data;
    try {
      data = await this.ask(steps[name], variables);
    } catch (error) {
      if (!(error instanceof TypeError)) throw error;
      // The network broke, before or behind the server: with the key a second time has no second effect.
      data = await this.ask(steps[name], variables);
    }
    const { ticket, ticketLine, userErrors } = data.done;
    return { ticket: ticket ?? ticketLine?.ticket, refusal: userErrors[0]?.message };
  }

  async ask(query, variables) {
    const response = await fetch("/graphql", {
      method: "POST",
      headers: {
        "Content-Type": "application/json",
        Accept: "application/graphql-response+json",
        Authorization: `Bearer ${this.token}`,
      },
      body: JSON.stringify({ query, variables }),
      cache: "no-store",
      credentials: "omit",
      signal: AbortSignal.timeout(15_000),
    });
    this.clockAhead = ahead(response.headers.get("Date")) ?? this.clockAhead;
    if (response.status === 401) throw new SignInOver("The sign-in is over.");
    const { data, errors } = await response.json();
    if (!data || errors) throw new Error(errors?.[0]?.message ?? `The server answered ${response.status}.`);
    return data;
  }
}

/** How far a moment that the server names is ahead of this clock; seconds are all that it tells. */
function ahead(date) {
  const difference = Date.parse(date) + 500 - Date.now();
  if (Number.isNaN(difference)) return undefined;
  return Math.abs(difference) < 2_000 ? 0 : difference;
}
