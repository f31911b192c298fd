// What is asked of the API, as any client asks it: one POST for each operation, and for a subscription the stream of
// events that answers it. Stopping an operation ends its request.

const json = "application/graphql-response+json, application/json;q=0.9";

export class Operations {
  /** Takes what there is to tell of an answer besides the answer. */
  onAnswer = () => {};

  /** @param callers who asks. */
  constructor(callers) {
    this.callers = callers;
  }

  /** An operation of the page's own. */
  async ask(query, variables = {}) {
    const response = await this.send({ query, variables }, { Accept: json });
    return response.json();
  }

  /** What the editor runs: the answers, as they come. */
  run(parameters, headers = {}, isSubscription = false) {
    return answers((push, signal) =>
      isSubscription ? this.follow(parameters, headers, push, signal)
        : this.once(parameters, headers, push, signal));
  }

  /** How an operation would be answered: it is not run. */
  async plan(parameters, headers = {}) {
    const begun = performance.now();
    const response = await this.send(parameters, { ...headers, Accept: json, Explain: "plan", "Show-Cost": "true" });
    const answer = await this.read(response, "plan", begun);
    return answer;
  }

  async once(parameters, headers, push, signal) {
    const begun = performance.now();
    const explain = this.callers.desk ? { Explain: "run" } : {};
    const asked = { Accept: json, "Show-Cost": "true", ...explain, ...headers };
    const response = await this.send(parameters, asked, signal);
    push(await this.read(response, "run", begun));
  }

  /** Reads an answer, and tells what came besides; what it explains is shown apart from it. */
  async read(response, mode, begun) {
    const text = await response.text();
    const answer = parsed(text, response.status);
    const { explain = null, ...extensions } = answer.extensions ?? {};
    if (answer.extensions) {
      if (Object.keys(extensions).length > 0) answer.extensions = extensions;
      else delete answer.extensions;
    }
    this.onAnswer({
      mode, explain, cost: extensions.cost ?? null, status: response.status,
      took: performance.now() - begun, byteCount: new TextEncoder().encode(text).length,
      headers: response.headers, errors: answer.errors ?? [],
    });
    return answer;
  }

  async follow(parameters, headers, push, signal) {
    const begun = performance.now();
    const response = await this.send(parameters, { ...headers, Accept: "text/event-stream" }, signal);
    if (!response.headers.get("content-type")?.startsWith("text/event-stream")) {
      return push(await this.read(response, "run", begun));
    }
    let count = 0;
    const told = (isOpen) => this.onAnswer({
      mode: "live", isOpen, count, explain: null, cost: null, status: response.status, headers: response.headers,
      took: performance.now() - begun, byteCount: null, errors: [],
    });
    told(true);
    try {
      for await (const event of events(response.body)) {
        if (event.type === "complete") break;
        if (event.type !== "next" || !event.data) continue;
        count += 1;
        push(JSON.parse(event.data));
        told(true);
      }
    } finally {
      told(false);
    }
  }

  async send(parameters, headers, signal) {
    const { token } = this.callers;
    const given = new Headers({ "Content-Type": "application/json" });
    if (token) given.set("Authorization", `Bearer ${token}`);
    for (const [name, value] of Object.entries(headers)) given.set(name, value);
    return fetch("/graphql", { method: "POST", headers: given, body: JSON.stringify(parameters), signal });
  }
}

function parsed(text, status) {
  try {
    return JSON.parse(text);
  } catch {
    return { errors: [{ message: `The server answered ${status}, and no JSON.` }] };
  }
}

/** Runs `start` and gives what it pushes; whoever stops reading stops it at once, whatever it waits for. */
function answers(start) {
  const control = new AbortController();
  const ready = [];
  let isOver = false;
  let wake = null;
  const settle = () => {
    if (wake && (ready.length > 0 || isOver)) {
      wake(ready.length > 0 ? { value: ready.shift(), done: false } : { value: undefined, done: true });
      wake = null;
    }
  };
  const push = (answer) => {
    if (!isOver) ready.push(answer);
    settle();
  };
  const end = () => {
    isOver = true;
    settle();
  };
  start(push, control.signal)
    .catch((failure) => {
      if (!control.signal.aborted) push({ errors: [{ message: `The server can not be reached: ${failure.message}` }] });
    })
    .finally(end);
  return {
    next: () => new Promise((resolve) => {
      wake = resolve;
      settle();
    }),
    return: async () => {
      control.abort();
      end();
      return { value: undefined, done: true };
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}

/** The events of a stream, as server-sent events frame them. */
async function* events(body) {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  while (true) {
    const { value, done } = await reader.read();
    if (done) return;
    const frames = (rest + value).split("\n\n");
    rest = frames.pop();
    for (const frame of frames) {
      const event = { type: "message", data: "" };
      for (const line of frame.split("\n")) {
        if (line.startsWith("event:")) event.type = line.slice(6).trim();
        if (line.startsWith("data:")) event.data += line.slice(5).trimStart();
      }
      yield event;
    }
  }
}
